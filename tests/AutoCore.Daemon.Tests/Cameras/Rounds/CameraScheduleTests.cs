using AutoCore.Core.Storage;
using AutoCore.Policies.Clock;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Tests.Cameras.Rounds;

/// <summary>Cameras with an interval or hours of their own, beside one without; the clock begins at noon.</summary>
public sealed class CameraScheduleTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromHours(1);

    /// <summary>Minutes that the clock may be moved before a camera whose turn it is gets its request: a busy machine is no fault.</summary>
    private const double Slack = 0.9;

    [Fact]
    public async Task IntervalOfOneCamera_AsksItOftener_AndNotTheOthers()
    {
        await using var there = new Neighbourhood([2], (_, _) => null).With("H0/P1", ("Interval", "00:05:00"));
        await there.StartAsync();

        await there.AdvanceUntilAsync(() => there.Asked.GetValueOrDefault("H0/P1") == 4, Limit);

        Assert.InRange(there.LastAsked["H0/P1"].TotalMinutes, 15, 15 + Slack);
        Assert.Equal(1, there.Asked["H0/P0"]);
        // Between a picture's line and its name the turn is not there: a power cut would ask again.
        await there.AdvanceUntilAsync(() => there.State.Turns.GetValueOrDefault("H0/P1") - there.State.Turns["H0/P0"] >= TimeSpan.FromMinutes(15), Limit);
        Assert.Equal((2, 2), (there.Measure("total"), there.Measure("stored")));
    }

    [Fact]
    public async Task TurnOfOneCamera_OutlastsARoundOfTheOthers()
    {
        await using var there = new Neighbourhood([2], (_, _) => null, ("Interval", "00:02:00")).With("H0/P1", ("Interval", "1.00:00:00"));
        await there.StartAsync();

        await there.AdvanceUntilAsync(() => there.Asked.GetValueOrDefault("H0/P0") == 3 && there.State.Summary is not null, Limit);

        Assert.Equal(1, there.Asked["H0/P1"]);
        Assert.Equal((2, 2), (there.State.Summary!.Total, there.State.Summary.Stored));
    }

    [Fact]
    public async Task Restart_KeepsEachCamerasTurn()
    {
        await using var there = new Neighbourhood([2], (_, _) => null).With("H0/P1", ("Interval", "00:05:00"));
        await there.StartAsync();
        await there.AdvanceUntilAsync(() => there.Measure("stored") == 2 && there.Elapsed > TimeSpan.FromMinutes(2), Limit);

        await there.RestartAsync();
        await there.AdvanceUntilAsync(() => there.Elapsed > TimeSpan.FromMinutes(4.5), Limit);
        Assert.Equal((1, 1), (there.Asked["H0/P0"], there.Asked["H0/P1"]));

        await there.AdvanceUntilAsync(() => there.Asked["H0/P1"] == 2, Limit);
        Assert.InRange(there.LastAsked["H0/P1"].TotalMinutes, 5, 5 + Slack);
    }

    [Fact]
    public async Task CameraThatFailsAlikeTurnAfterTurn_IsAskedOnceATurn()
    {
        await using var there = new Neighbourhood([2], (camera, _) => camera == "H0/P1" ? Neighbourhood.WrongPassword : null)
            .With("H0/P1", ("Interval", "00:05:00"), ("RetryAttempts", 1));
        await there.StartAsync();

        await there.AdvanceUntilAsync(() => there.Asked.GetValueOrDefault("H0/P1") == 4, Limit);

        Assert.InRange(there.LastAsked["H0/P1"].TotalMinutes, 15, 15 + Slack);
    }

    [Fact]
    public async Task CameraOutsideItsHours_IsNeitherAskedNorMissed_AndSaysUntilWhen()
    {
        await using var there = new Neighbourhood([2], (_, _) => null).With("H0/P1", ("Hours", "12:05-12:10"));
        await there.StartAsync();
        await there.AdvanceUntilAsync(() => there.Measure("total") == 1, Limit);
        var opens = there.Clock.Start.AddMinutes(5);

        Assert.DoesNotContain("H0/P1", there.Asked.Keys);
        Assert.Equal((1, 0, 1, opens.ToUnixTimeSeconds()),
            (there.Measure("stored"), there.Measure("failed"), there.Measure("resting"), (long?)there.Measure("resting_until_ts")));
        Assert.Equal(opens.ToUnixTimeSeconds(), there.Measure("cameras/H0/P1", "resting_until_ts"));

        await there.AdvanceUntilAsync(() => there.Asked.ContainsKey("H0/P1"), Limit);
        Assert.InRange(there.LastAsked["H0/P1"].TotalMinutes, 5, 5 + Slack);
        await there.AdvanceUntilAsync(() => there.Measure("total") == 2, Limit);
        Assert.Equal(0, there.Measure("resting"));
        Assert.Null(there.Measure("cameras/H0/P1", "resting_until_ts"));

        await there.AdvanceUntilAsync(() => there.Measure("resting") == 1, Limit);
        Assert.InRange(there.Elapsed.TotalMinutes, 10, 11 + Slack);
        Assert.Equal(opens.AddDays(1).ToUnixTimeSeconds(), there.Measure("cameras/H0/P1", "resting_until_ts"));
    }

    [Fact]
    public async Task CameraThatIsSwitchedOffOutsideItsHours_FailsNoMore_AndIsNotAskedAgain()
    {
        await using var there = new Neighbourhood([1, 1], (camera, _) => camera == "H1/P0" ? Neighbourhood.NameUnknown : null, ("RetryAttempts", 1))
            .With("H1/P0", ("Hours", "12:00-12:02"));
        await there.StartAsync();
        await there.AdvanceUntilAsync(() => there.Measure("failed") == 1, Limit);
        Assert.Equal(1, there.Measure("missing"));

        await there.AdvanceUntilAsync(() => there.Measure("resting") == 1, Limit);
        var asked = there.Asked["H1/P0"];
        Assert.Equal((1, 0, 0, Rating.Ok), (there.Measure("total"), there.Measure("failed"), there.Measure("missing"), there.Board.Find("cameras")!.Rating));
        Assert.Equal(Rating.Ok, there.Board.Find("cameras/H1/P0")!.Rating);
        Assert.DoesNotContain(there.Board.Find("cameras/H1/P0")!.Measures, m => m.Key == "reason");

        await there.AdvanceUntilAsync(() => there.Elapsed > TimeSpan.FromMinutes(8), Limit);
        Assert.Equal(asked, there.Asked["H1/P0"]);
    }

    [Fact]
    public async Task ClockThatBootsIn1970_HoldsNoHours_AndTurnsBeginAnewWhenItIsSet()
    {
        await using var there = new Neighbourhood([2], (_, _) => null).With("H0/P1", ("Hours", "13:00-14:00"), ("Interval", "12:00:00"));
        var now = there.Clock.GetUtcNow();
        there.Clock.AdjustTime(DateTimeOffset.UnixEpoch.AddSeconds(30));
        there.Board.PostFact(ClockVerdict.Doubted("it shows a time before the program was built"));
        await there.StartAsync();
        await there.AdvanceUntilAsync(() => there.Measure("total") == 2, Limit);
        Assert.Equal(0, there.Measure("resting"));

        there.Clock.AdjustTime(now);
        there.Board.PostFact(ClockVerdict.Believed);
        await there.AdvanceUntilAsync(() => there.Asked["H0/P0"] == 2 && there.Measure("resting") == 1, Limit);
        Assert.Equal(1, there.Asked["H0/P1"]);

        there.Clock.AdjustTime(now.AddHours(1));
        await there.AdvanceUntilAsync(() => there.Asked["H0/P1"] == 2, Limit);
    }

    [Fact]
    public async Task ClockThatWasAhead_LetsNoCameraWaitForYears()
    {
        await using var there = new Neighbourhood([1], (_, _) => null).With("H0/P0", ("Interval", "00:05:00"));
        var now = there.Clock.GetUtcNow();
        there.Clock.AdjustTime(now.AddYears(4));
        await there.StartAsync();
        await there.AdvanceUntilAsync(() => there.Measure("stored") == 1, Limit);

        there.Clock.AdjustTime(now);

        await there.AdvanceUntilAsync(() => there.Asked["H0/P0"] == 2, TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task TurnsOfOneCamera_DoNotRewriteTheFileOfAll()
    {
        await using var there = new Neighbourhood([40], (_, _) => null).With("H0/P1", ("Interval", "00:00:30"));
        await there.StartAsync();
        await there.AdvanceUntilAsync(() => there.Measure("stored") == 40, Limit);
        var written = Identity();

        await there.AdvanceUntilAsync(() => there.Asked["H0/P1"] == 4, Limit);
        Assert.Equal(written, Identity());

        await there.AdvanceUntilAsync(() => there.Asked["H0/P1"] == 7, Limit);
        Assert.NotEqual(written, Identity());

        ulong? Identity() => FileFacts.Read(there.FileOf("capture/cameras.tsv"))?.Identity;
    }

    [Fact]
    public async Task ShortIntervals_DoNotPutOffTheRepeatsOfOthers()
    {
        await using var there = new Neighbourhood([1, 1], (camera, at) => camera == "H1/P0" && at < TimeSpan.FromMinutes(2) ? Neighbourhood.NameUnknown : null,
            ("RetryAttempts", 1))
            .With("H0/P0", ("Interval", "00:00:20"));
        await there.StartAsync();

        await there.AdvanceUntilAsync(() => there.Measure("stored") == 2, Limit);

        Assert.InRange(there.Elapsed.TotalMinutes, 2, 5);
    }

    [Fact]
    public async Task AllCamerasWithARhythmOfTheirOwn_NeedNoOther()
    {
        await using var there = new Neighbourhood([2], (_, _) => null).With("H0/P0", ("Interval", "00:01:00")).With("H0/P1", ("Hours", "12:02-13:00"));
        await there.StartAsync();

        await there.AdvanceUntilAsync(() => there.Asked.GetValueOrDefault("H0/P1") == 1 && there.Measure("stored") == 2, Limit);

        Assert.InRange(there.LastAsked["H0/P1"].TotalMinutes, 2, 2 + Slack);
        Assert.InRange(there.Asked["H0/P0"], 2, 4);
    }

    [Fact]
    public async Task AllCamerasRestAtTheStart_IsSaid_AndTheirHoursBeginOnTime()
    {
        await using var there = new Neighbourhood([1], (_, _) => null).With("H0/P0", ("Hours", "12:02-13:00"));
        await there.StartAsync();
        await there.AdvanceUntilAsync(() => there.Measure("resting") == 1, Limit);
        Assert.Equal((0, Rating.Ok), (there.Measure("total"), there.Board.Find("cameras")!.Rating));

        await there.AdvanceUntilAsync(() => there.Measure("stored") == 1, Limit);

        Assert.InRange(there.LastAsked["H0/P0"].TotalMinutes, 2, 2 + Slack);
        Assert.Equal(0, there.Measure("resting"));
    }

    [Fact]
    public async Task Daylight_IsThatOfThePlace()
    {
        // Noon in UTC is night in Auckland and day in Greenwich.
        foreach (var (longitude, total) in new[] { (174.76, 1), (0.0, 2) })
        {
            await using var there = new Neighbourhood([2], (_, _) => null, ("Latitude", -36.85), ("Longitude", longitude)).With("H0/P1", ("Hours", "daylight"));
            await there.StartAsync();
            await there.AdvanceUntilAsync(() => there.Measure("total") == total, Limit);
            Assert.Equal(2 - total, there.Measure("resting"));
        }
    }
}
