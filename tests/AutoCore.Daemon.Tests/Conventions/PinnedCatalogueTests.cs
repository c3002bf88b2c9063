using AutoCore.Core;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Tests.Conventions;

/// <summary>
/// What others rely on of the catalogue, written down a second time by hand: alerts, filters of the journal and automations go by number, name and severity,
/// so that none of them changes by a slip.
/// </summary>
public sealed class PinnedCatalogueTests
{
    private const string Critical = """
        1005 worker-hung, 2003 disk-failing, 2007 survival-mode, 6200 card-critical, 7303 database-damaged, 7304 database-set-aside
        """;

    private const string Error = """
        1009 finish-failed, 2001 disk-critical, 2004 mount-lost, 2012 cleanup-not-enough, 4004 capture-paused, 4007 camera-internal-error,
        7000 database-not-opened, 7402 alert-given-up, 7605 fleet-name-conflict, 8004 mqtt-taken-over
        """;

    private const string Warning = """
        1003 pass-failed, 1006 setting-warning, 2000 disk-warning, 2006 disk-forecast, 2009 capture-degraded, 2010 cleanup-started, 2015 cleanup-failed,
        2017 audit-not-written, 2021 disk-space-hidden, 4001 camera-failed, 4005 shared-camera-is-own, 4006 shared-secret-not-allowed, 4012 cameras-failed,
        4014 shared-camera-daylight, 4201 camera-flagged, 4203 cameras-flagged, 4300 camera-unusual, 4302 unusual-not-judged, 4303 cameras-unusual,
        6001 status-not-written, 6002 metrics-not-written, 6100 clock-jumped, 6101 clock-doubted, 7002 sqlite-affected, 7101 telemetry-flush-failed,
        7102 latency-probe-failed, 7104 retention-refused, 7105 retention-full-scan, 7107 telemetry-losses, 7108 events-not-written, 7109 telemetry-flood,
        7200 checkpoint-starved, 7202 checkpoint-refused, 7301 backup-failed, 7302 backup-copy-failed, 7308 backup-partial, 7401 alert-failed,
        7403 alerts-dropped, 7404 alerts-not-saved, 7501 remote-failed, 7601 fleet-list-refused, 7603 fleet-node-lost, 7607 fleet-nodes-lost,
        8003 mqtt-not-connected, 8006 mqtt-events-dropped, 8007 mqtt-topic-refused, 8009 mqtt-request-failed, 8010 mqtt-set-aside,
        8011 mqtt-message-too-large, 8013 mqtt-inbound-dropped, 8014 mqtt-picture-too-large, 9002 web-request-failed, 9003 web-unprotected
        """;

    private const string Info = """
        1000 starting, 1001 ready, 1002 stopping, 1004 pass-recovered, 2002 disk-recovered, 2005 mount-back, 2008 survival-ended, 2011 cleanup-finished,
        2013 cleanup-step, 2014 cleanup-skipped, 2016 audit, 2018 capture-recovered, 2019 disk-forecast-over, 2020 disk-sound, 4000 camera-stored,
        4002 round-finished, 4003 round-resumed, 4008 round-repeated, 4009 round-to-repeat, 4010 capture-resumed, 4011 camera-recovered,
        4013 cameras-recovered, 4200 images-removed, 4202 camera-unflagged, 4204 cameras-unflagged, 4250 images-shrunk, 4252 shrinking-paused,
        4301 camera-usual, 4304 cameras-usual, 6102 clock-believed, 6201 card-sound, 7001 sqlite-loaded, 7103 retention-done, 7106 retention-waits,
        7110 telemetry-flood-over, 7111 retention-resumed, 7201 checkpoint-recovered, 7300 backup-verified, 7305 database-checked, 7306 backup-copied,
        7307 database-sound, 7400 alert-sent, 7405 alerts-saved, 7500 remote-copied, 7502 remote-recovered, 7600 fleet-list-taken, 7602 fleet-share-changed,
        7604 fleet-node-back, 7606 fleet-name-clear, 7608 fleet-nodes-back, 8000 mqtt-off, 8001 mqtt-connected, 8002 mqtt-reconnected, 8008 mqtt-requested,
        8012 mqtt-broker-limits, 9000 web-serving, 9001 web-idle
        """;

    private const string Debug = """
        4251 image-not-shrunk, 7100 telemetry-flushed
        """;

    /// <summary>As bad as the rating that it is raised with.</summary>
    private const string AsRated = "6000 rating-changed";

    [Fact]
    public void Events_HaveTheirNumberAndSeverity() => Assert.Equal(
        [
            .. Of(AsRated, null), .. Of(Debug, Severity.Debug), .. Of(Info, Severity.Info), .. Of(Warning, Severity.Warning), .. Of(Error, Severity.Error),
            .. Of(Critical, Severity.Critical),
        ],
        EventCatalogue.All.OrderBy(d => d.Severity).ThenBy(d => d.Id).Select(d => (d.Severity, $"{d.Id} {d.Name}")));

    /// <summary>The key, as alerts that are not sent yet keep it; what begins it, what ends it.</summary>
    [Theory]
    [InlineData("backup/{source}", "backup-failed backup-partial", "backup-verified")]
    [InlineData("backup-copy/{folder}", "backup-copy-failed", "backup-copied")]
    [InlineData("camera/{site}/{camera}", "camera-failed", "camera-recovered")]
    [InlineData("capture", "capture-degraded", "capture-recovered")]
    [InlineData("capture-paused", "capture-paused", "capture-resumed")]
    [InlineData("card", "card-critical", "card-sound")]
    [InlineData("cleanup/{mount}", "cleanup-not-enough disk-space-hidden", "cleanup-finished")]
    [InlineData("clock", "clock-doubted", "clock-believed")]
    [InlineData("damage/{source}", "database-damaged", "database-sound")]
    [InlineData("disk/{mount}", "disk-warning disk-critical", "disk-recovered")]
    [InlineData("disk-failing/{mount}", "disk-failing", "disk-sound")]
    [InlineData("disk-forecast/{mount}", "disk-forecast", "disk-forecast-over")]
    [InlineData("flags/{camera}", "camera-flagged", "camera-unflagged")]
    [InlineData("fleet-name", "fleet-name-conflict", "fleet-name-clear")]
    [InlineData("fleet-node/{node}", "fleet-node-lost", "fleet-node-back")]
    [InlineData("mount/{mount}", "mount-lost", "mount-back")]
    [InlineData("rating/{group}", "rating-changed", "rating-changed")]
    [InlineData("remote/{remote}", "remote-failed", "remote-recovered")]
    [InlineData("retention/{database}/{table}", "retention-refused", "retention-resumed")]
    [InlineData("survival", "survival-mode", "survival-ended")]
    [InlineData("telemetry-flood", "telemetry-flood", "telemetry-flood-over")]
    [InlineData("unusual/{site}/{camera}", "camera-unusual", "camera-usual")]
    [InlineData("wal/{database}", "checkpoint-starved", "checkpoint-recovered")]
    public void Conditions_HaveTheirKeyBeginningAndEnd(string key, string begin, string end)
    {
        Assert.Equal(begin.Split(' '), EventCatalogue.All.Where(d => d.Opens is { } c && c.KeyOf(Braced) == key).OrderBy(d => d.Id).Select(d => d.Name));
        Assert.Equal(end.Split(' '), EventCatalogue.All.Where(d => d.Ends is { } c && c.KeyOf(Braced) == key).OrderBy(d => d.Id).Select(d => d.Name));
    }

    [Fact]
    public void Conditions_AreAllPinned() => Assert.Equal(
        23, EventCatalogue.All.SelectMany(d => new[] { d.Opens, d.Ends }).OfType<Condition>().Distinct().Count());

    [Fact]
    public void Groups_HaveTheirNames() => Assert.Equal(
        "cameras disk memory cpu sqlite backup card clock network uptime boot neighbours mqtt alerts fleet shrinking",
        string.Join(' ', GroupCatalogue.All.Select(g => g.Name)));

    /// <summary>From where on a number is a warning, beyond what it is critical, and of how many samples; all other groups are rated by a policy.</summary>
    [Fact]
    public void Limits_HaveTheirNumbers() => Assert.Equal(
        [
            ("memory available_mb", new RatingLimit(100, 50, 5)), ("cpu throttled", new RatingLimit(1, double.PositiveInfinity, 5)),
            ("cpu undervoltage", new RatingLimit(1, double.PositiveInfinity, 5)), ("network wifi_signal_dbm", new RatingLimit(-80, double.NegativeInfinity, 5)),
            ("uptime days", new RatingLimit(30, 1)), ("boot seconds", new RatingLimit(40, 60)),
        ],
        GroupCatalogue.All.SelectMany(g => g.Keys.Where(k => k.Limit is not null).Select(k => ($"{g.Name} {k.Name}", k.Limit!))));

    [Theory]
    [InlineData(Severity.Debug, Rating.Ok)]
    [InlineData(Severity.Info, Rating.Ok)]
    [InlineData(Severity.Warning, Rating.Warning)]
    [InlineData(Severity.Error, Rating.Critical)]
    [InlineData(Severity.Critical, Rating.Critical)]
    public void ToRating_IsHowAlertsSeeASeverity(Severity severity, Rating rating) => Assert.Equal(rating, severity.ToRating());

    [Theory]
    [InlineData(Rating.Ok, "ok", Severity.Info)]
    [InlineData(Rating.Unknown, "unknown", Severity.Info)]
    [InlineData(Rating.Warning, "warning", Severity.Warning)]
    [InlineData(Rating.Critical, "critical", Severity.Error)]
    public void Ratings_HaveTheirWordAndSeverity(Rating rating, string word, Severity severity)
    {
        Assert.Equal((word, severity), (rating.ToWord(), rating.ToSeverity()));
        Assert.Equal(rating, RatingNames.FromWord(word));
    }

    private static IEnumerable<(Severity?, string)> Of(string list, Severity? severity) =>
        list.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(e => (severity, e));

    private static string Braced(string fact) => $"{{{fact}}}";
}
