using AutoCore.Policies.Alerts;
using AutoCore.Policies.Health;

namespace AutoCore.Policies.Tests.Alerts;

public sealed class AlertPolicyTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("disk-critical", Rating.Critical, "mount=/", AlertKind.Opens, "disk//")]
    [InlineData("disk-warning", Rating.Warning, "mount=/data", AlertKind.Opens, "disk//data")]
    [InlineData("disk-recovered", Rating.Ok, "mount=/data", AlertKind.Closes, "disk//data")]
    [InlineData("camera-failed", Rating.Warning, "site=Shop,camera=P1", AlertKind.Opens, "camera/Shop/P1")]
    [InlineData("camera-recovered", Rating.Ok, "site=Shop,camera=P1", AlertKind.Closes, "camera/Shop/P1")]
    [InlineData("cameras-recovered", Rating.Ok, "", AlertKind.Ignored, "")]
    [InlineData("remote-failed", Rating.Warning, "remote=nas", AlertKind.Opens, "remote/nas")]
    [InlineData("capture-paused", Rating.Critical, "", AlertKind.Opens, "capture-paused")]
    [InlineData("capture-recovered", Rating.Ok, "", AlertKind.Closes, "capture")]
    [InlineData("capture-recovered", Rating.Warning, "", AlertKind.Opens, "capture")]
    [InlineData("backup-failed", Rating.Warning, "source=own", AlertKind.Opens, "backup/own")]
    [InlineData("backup-verified", Rating.Ok, "source=own", AlertKind.Closes, "backup/own")]
    [InlineData("mount-lost", Rating.Critical, "mount=/data", AlertKind.Opens, "mount//data")]
    [InlineData("mount-lost", Rating.Unknown, "mount=/data", AlertKind.Once, "")]
    [InlineData("mount-back", Rating.Ok, "mount=/data", AlertKind.Closes, "mount//data")]
    [InlineData("camera-failed", Rating.Unknown, "site=Shop,camera=P1", AlertKind.Once, "")]
    [InlineData("telemetry-flood", Rating.Warning, "topic=a/b", AlertKind.Opens, "telemetry-flood")]
    [InlineData("telemetry-flood-over", Rating.Ok, "", AlertKind.Closes, "telemetry-flood")]
    [InlineData("rating-changed", Rating.Warning, "group=memory", AlertKind.Opens, "rating/memory")]
    [InlineData("rating-changed", Rating.Ok, "group=memory", AlertKind.Closes, "rating/memory")]
    [InlineData("rating-changed", Rating.Unknown, "group=memory", AlertKind.Once, "")]
    [InlineData("rating-changed", Rating.Critical, "group=alerts", AlertKind.Ignored, "")]
    [InlineData("rating-changed", Rating.Critical, "group=disk", AlertKind.Ignored, "")]
    [InlineData("rating-changed", Rating.Critical, "group=disk/root", AlertKind.Ignored, "")]
    [InlineData("rating-changed", Rating.Critical, "group=diskette", AlertKind.Opens, "rating/diskette")]
    [InlineData("a-new-event", Rating.Critical, "", AlertKind.Once, "")]
    public void Classify_Event_KnowsWhatBeginsAndWhatIsOver(string type, Rating severity, string facts, AlertKind kind, string key)
    {
        var known = facts.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(f => f.Split('=')).ToDictionary(f => f[0], f => f[1], StringComparer.Ordinal);
        Assert.Equal(new AlertRole(kind, key), AlertPolicy.Classify(type, severity, f => known.GetValueOrDefault(f)));
    }

    [Theory]
    [InlineData("camera/", "camera/Shop/P1", true)]
    [InlineData("camera/", "cameras", false)]
    [InlineData("clock", "clock", true)]
    [InlineData("clock", "clock2", false)]
    public void IsAbout_Key_IsItselfOrBelow(string role, string key, bool expected) => Assert.Equal(expected, AlertRole.Closes(role).IsAbout(key));

    [Theory]
    [InlineData("disk", "disk//data", true)]
    [InlineData("disk", "disk-failing//data", false)]
    [InlineData("memory", "rating/memory", true)]
    [InlineData("memory", "disk//", false)]
    [InlineData("clock", "clock", true)]
    public void OfGoodReading_Group_EndsWhatItTells(string group, string key, bool expected) => Assert.Equal(expected, AlertPolicy.OfGoodReading(group).IsAbout(key));

    [Theory]
    [InlineData(Rating.Warning, Rating.Warning, 1, false, Rating.Warning)]
    [InlineData(Rating.Warning, Rating.Warning, 25, true, Rating.Warning)]
    [InlineData(Rating.Warning, Rating.Warning, -30, true, Rating.Warning)]
    [InlineData(Rating.Warning, Rating.Warning, -2, false, Rating.Warning)]
    [InlineData(Rating.Warning, Rating.Critical, 0, true, Rating.Critical)]
    [InlineData(Rating.Critical, Rating.Warning, 0, true, Rating.Critical)]
    public void Open_KnownIncident_IsNewsWhenItChangesOrAfterADay(Rating before, Rating now, double hoursLater, bool isNews, Rating peak)
    {
        var (told, next) = Incident.Open(new Incident(before, before, Noon), now, Noon.AddHours(hoursLater));
        Assert.Equal(isNews, told);
        Assert.Equal(new Incident(now, peak, isNews ? Noon.AddHours(hoursLater) : Noon), next);
    }

    [Fact]
    public void Open_NothingKnown_IsNews() => Assert.Equal((true, new Incident(Rating.Critical, Rating.Critical, Noon)), Incident.Open(null, Rating.Critical, Noon));

    [Theory]
    [InlineData("22:00-07:00", "21:59", false)]
    [InlineData("22:00-07:00", "22:00", true)]
    [InlineData("22:00-07:00", "00:00", true)]
    [InlineData("22:00-07:00", "06:59", true)]
    [InlineData("22:00-07:00", "07:00", false)]
    [InlineData("12:00-13:30", "13:00", true)]
    [InlineData("12:00-13:30", "11:00", false)]
    public void QuietHours_TimeOfDay_AlsoOverMidnight(string hours, string time, bool expected) =>
        Assert.Equal(expected, QuietHours.TryParse(hours)!.Value.Contains(TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("22-7")]
    [InlineData("22:00")]
    [InlineData("22:00-24:00")]
    [InlineData("07:00-07:00")]
    [InlineData("22:00-07:00-08:00")]
    [InlineData("")]
    public void QuietHours_AnythingElse_IsNone(string text) => Assert.Null(QuietHours.TryParse(text));

    [Fact]
    public void QuietHours_Text_IsReadBack() => Assert.Equal("22:05-07:00", QuietHours.TryParse("22:05-07:00").ToString());

    [Fact]
    public void MessageRate_Storm_AFewAtOnceThenEvenly()
    {
        var rate = MessageRate.Full(20, TimeSpan.Zero);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(TimeSpan.Zero, rate.Wait(TimeSpan.Zero));
            rate = rate.Spend(TimeSpan.Zero);
        }
        Assert.Equal(TimeSpan.FromMinutes(3), rate.Wait(TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromMinutes(1), rate.Wait(TimeSpan.FromMinutes(2)));
        Assert.Equal(TimeSpan.Zero, rate.Wait(TimeSpan.FromMinutes(3)));
        Assert.Equal(TimeSpan.FromMinutes(3), rate.Spend(TimeSpan.FromMinutes(3)).Wait(TimeSpan.FromMinutes(3)));
    }
}
