using AutoCore.Core.Alerts;
using AutoCore.Core.Health;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Alerts;
using AutoCore.Policies.Clock;
using AutoCore.Policies.Health;
using AutoCore.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AutoCore.Daemon.Tests.Alerts;

/// <summary>What goes out, when, and what a restart leaves of it.</summary>
public sealed class AlertsServiceTests : IDisposable
{
    private const string Phone = """{ "Name": "phone", "Type": "ntfy", "UrlKey": "URL" }""";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder folder = new();
    private readonly FarEnd far = new();

    public void Dispose()
    {
        far.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Event_BadEnough_IsTold_AndItsEnd()
    {
        using var fixture = await StartAsync();
        fixture.Raise("camera-failed", Rating.Warning, "Shop/P1 failed: timeout", new("site", "Shop"), new Measure("camera", "P1"));
        fixture.Raise("backup-verified", Rating.Ok, "a backup was made");
        await fixture.AdvanceUntilAsync(() => far.Requests.Count == 1);
        fixture.Raise("camera-recovered", Rating.Ok, "Shop/P1 works again", new("site", "Shop"), new Measure("camera", "P1"));
        await fixture.AdvanceUntilAsync(() => far.Requests.Count == 2);

        Assert.Equal("pi: warning: Shop/P1 failed: timeout", far.Requests[0].Headers["X-Title"]);
        Assert.Equal(("4", "warning"), (far.Requests[0].Headers["X-Priority"], far.Requests[0].Headers["X-Tags"]));
        Assert.Equal("pi: over: Shop/P1 works again", far.Requests[1].Headers["X-Title"]);
        Assert.Equal("white_check_mark", far.Requests[1].Headers["X-Tags"]);
        await fixture.AdvanceUntilAsync(() => fixture.Measured("sent") == 2);
        Assert.Equal(0, fixture.Measured("waiting"));
        Assert.Equal(2, fixture.Log.Lines.Count(l => l.EventName == "alert-sent"));
    }

    [Fact]
    public async Task Storm_ThousandEventsInAMinute_BecomeAHandful()
    {
        using var fixture = await StartAsync();
        for (var i = 0; i < 1000; i++)
        {
            fixture.Raise($"type-{i % 3}", Rating.Warning, $"event {i}");
            fixture.Time.Advance(TimeSpan.FromMilliseconds(60));
        }
        await fixture.AdvanceUntilAsync(() => far.IsIdle && fixture.Measured("waiting") == 0 && fixture.Measured("sent") > 0, TimeSpan.FromSeconds(5));

        Assert.InRange(far.Requests.Count, 1, 5);
        Assert.Equal(far.Requests.Count, far.Distinct.Count);
        Assert.Equal(1000, far.Requests.Sum(CountOf));
        Assert.Equal(0, fixture.Measured("dropped"));
    }

    [Fact]
    public async Task SameRating_AfterARestart_IsNotToldAgain_ButItsEndIs()
    {
        using (var fixture = await StartAsync())
        {
            fixture.Board.Post(Memory(fixture, Rating.Critical));
            await fixture.AdvanceUntilAsync(() => fixture.Measured("sent") == 1);
            await fixture.StopAsync();
        }
        using var again = await StartAsync();
        again.Board.Post(Memory(again, Rating.Critical));
        await again.AdvanceByAsync(Minute);
        Assert.Single(far.Requests);
        await again.StopAsync();

        using var well = await StartAsync();
        // Its first reading is good: no rating changes, and nobody raises anything.
        well.Board.Post(Memory(well, Rating.Ok));
        await well.AdvanceUntilAsync(() => far.Requests.Count == 2);
        Assert.Equal("pi: over: memory is ok", far.Requests[1].Headers["X-Title"]);
    }

    [Fact]
    public async Task Event_RaisedWhileStopping_IsToldByTheNextRun()
    {
        using (var fixture = await StartAsync())
        {
            fixture.Raise("database-damaged", Rating.Critical, "damaged");
            await fixture.StopAsync();
        }
        Assert.Empty(far.Requests);
        using var again = await StartAsync();
        await again.AdvanceUntilAsync(() => far.Requests.Count == 1);
        Assert.Contains("damaged", far.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alerts_OwnFailure_IsAReading_NotAnAlert()
    {
        far.Plan(Enumerable.Repeat(Answer.Status(500), 4));
        using var fixture = await StartAsync();
        var raised = new List<BoardEvent>();
        fixture.Board.Raised += raised.Add;
        fixture.Raise("a", Rating.Critical, "x");
        await fixture.AdvanceUntilAsync(() => fixture.Reading!.Rating == Rating.Warning, TimeSpan.FromSeconds(10));
        Assert.StartsWith("phone: 500", fixture.Said("problem"), StringComparison.Ordinal);

        await fixture.AdvanceUntilAsync(() => fixture.Reading!.Rating == Rating.Ok, TimeSpan.FromSeconds(10));
        await fixture.AdvanceByAsync(Minute);

        Assert.Single(far.Distinct);
        Assert.All(raised.Skip(1), r => Assert.Equal("rating-changed", r.Type));
        // The first and each doubling.
        Assert.Equal(3, fixture.Log.Lines.Count(l => l.EventName == "alert-failed"));
    }

    [Fact]
    public async Task QuietHours_MildWaits_BadGoes()
    {
        using var fixture = await StartAsync(more: """ "QuietHours": "11:00-13:00" """);
        fixture.Board.PostFact(ClockVerdict.Believed);
        fixture.Raise("a", Rating.Warning, "mild");
        fixture.Raise("b", Rating.Critical, "bad");
        await fixture.AdvanceUntilAsync(() => fixture.Measured("sent") == 1);
        Assert.Equal("pi: critical: bad", far.Requests[0].Headers["X-Title"]);
        await fixture.AdvanceByAsync(TimeSpan.FromMinutes(30));
        Assert.Single(far.Requests);
        Assert.Equal(1, fixture.Measured("waiting"));

        await fixture.AdvanceUntilAsync(() => far.Requests.Count == 2, Minute);
        Assert.Equal("pi: warning: mild", far.Requests[1].Headers["X-Title"]);
        Assert.Equal(13, fixture.Time.GetUtcNow().Hour);
    }

    [Fact]
    public async Task QuietHours_ClockInDoubt_NothingWaits()
    {
        using var fixture = await StartAsync(more: """ "QuietHours": "11:00-13:00" """);
        fixture.Board.PostFact(ClockVerdict.Doubted("no clock"));
        fixture.Raise("a", Rating.Warning, "mild");
        await fixture.AdvanceUntilAsync(() => fixture.Measured("sent") == 1);
        Assert.Equal(12, fixture.Time.GetUtcNow().Hour);
    }

    [Fact]
    public async Task MessagesPerHour_Reached_TheRestGoesTogether()
    {
        using var fixture = await StartAsync(more: """ "MessagesPerHour": 2, "GroupFor": "00:00:00" """);
        for (var i = 0; i < 6; i++)
        {
            fixture.Raise("a", Rating.Warning, $"event {i}");
            await fixture.AdvanceByAsync(TimeSpan.FromSeconds(10));
        }
        Assert.Equal(2, far.Requests.Count);
        await fixture.AdvanceUntilAsync(() => far.Requests.Count == 3, Minute);
        Assert.Equal("pi: warning: 4 alerts", far.Requests[2].Headers["X-Title"]);
    }

    [Fact]
    public async Task Queue_Full_OldestGoAndAreCounted()
    {
        using var fixture = await StartAsync(more: """ "MaxQueued": 10, "GroupFor": "00:01:00" """);
        for (var i = 0; i < 30; i++)
            fixture.Raise("a", Rating.Warning, $"event {i}.");
        await fixture.AdvanceUntilAsync(() => fixture.Measured("sent") == 1);
        Assert.Contains("20 older alerts were dropped", far.Requests[0].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("event 19.", far.Requests[0].Body, StringComparison.Ordinal);
        Assert.Contains("event 20.", far.Requests[0].Body, StringComparison.Ordinal);
        Assert.Equal(20, fixture.Measured("dropped"));
    }

    [Fact]
    public async Task Card_ThatTakesNothing_AlertsGoOutAllTheSame()
    {
        Directory.CreateDirectory(folder["autocore.db"]);
        using var fixture = await StartAsync();
        fixture.Raise("disk-failing", Rating.Critical, "the card is dying", new Measure("mount", "/"));
        await fixture.AdvanceUntilAsync(() => far.Requests.Count == 1);
        Assert.Contains(fixture.Log.Lines, l => l.EventName == "alerts-not-saved");
        Assert.Equal(Rating.Warning, fixture.Reading!.Rating);

        fixture.Far.Plan(Answer.Status(500), Answer.Status(500), Answer.Status(500), Answer.Status(500));
        fixture.Raise("b", Rating.Critical, "one more");
        Directory.Delete(folder["autocore.db"]);
        await fixture.AdvanceUntilAsync(() => fixture.Log.Lines.Any(l => l.EventName == "alerts-saved"), TimeSpan.FromSeconds(10));
        Assert.Equal(1, fixture.Database.Run(c => c.Number("SELECT count(*) FROM alert_incident")));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void AddAlerts_WithoutAWay_NoService(int channels, int services)
    {
        var timing = AlertTiming.Default;
        var channel = new AlertChannelOptions("a", AlertChannelType.Slack, "URL", null, null, null, [], null, [], 1000, timing);
        Assert.Equal(services, new ServiceCollection().AddAlerts(new(10, [.. Enumerable.Repeat(channel, channels)]))
            .Count(d => d.ServiceType == typeof(IHostedService)));
    }

    [Fact]
    public async Task Start_NothingToTell_MakesNoTable()
    {
        using var fixture = await StartAsync();
        await fixture.AdvanceByAsync(Minute);
        Assert.Equal(0, fixture.Database.Run(c => c.Number("SELECT count(*) FROM sqlite_master WHERE name LIKE 'alert%'")));
    }

    [Fact]
    public async Task TwoWays_EachItsOwnMeasureAndPace()
    {
        far.Plan(Answer.Silence);
        using var fixture = new AlertsFixture(folder, far,
            $$""" "Channels": [ {{Phone}}, { "Name": "chat", "Type": "slack", "UrlKey": "URL", "MinimumSeverity": "critical", "GroupFor": "00:00:35" } ] """);
        await fixture.StartAsync();
        fixture.Raise("a", Rating.Warning, "mild");
        fixture.Raise("b", Rating.Critical, "bad");
        await fixture.AdvanceUntilAsync(() => far.Requests.Count == 2);

        // The first way hangs; the second one does not wait for it.
        Assert.Equal("pi: critical: 2 alerts", far.Requests[0].Headers["X-Title"]);
        Assert.Contains("*pi: critical: bad*", far.Requests[1].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("mild", far.Requests[1].Body, StringComparison.Ordinal);
    }

    private static int CountOf(Received request)
    {
        var title = request.Headers["X-Title"].Split(' ');
        return title[^1].StartsWith("alert", StringComparison.Ordinal) ? int.Parse(title[^2], System.Globalization.CultureInfo.InvariantCulture) : 1;
    }

    private static HealthReading Memory(AlertsFixture fixture, Rating rating) =>
        new("memory", rating, fixture.Time.GetUtcNow(), new Measure("available_mb", 40));

    private async Task<AlertsFixture> StartAsync(string more = "")
    {
        var fixture = new AlertsFixture(folder, far, $$"""{{more}} {{(more.Length > 0 ? "," : "")}} "Channels": [ {{Phone}} ] """);
        await fixture.StartAsync();
        return fixture;
    }
}
