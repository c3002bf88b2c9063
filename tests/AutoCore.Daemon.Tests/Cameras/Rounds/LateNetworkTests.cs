using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Rounds;
using AutoCore.Policies.Cameras.Capture;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Tests.Cameras.Rounds;

/// <summary>The Pi is up before the router, a portal restarts, a site is gone: whoever can be reached is stored, and soon.</summary>
public sealed class LateNetworkTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task PortalThatOpens45SecondsLate_EndsWithAllStored_InTheSameRound()
    {
        await using var there = new Neighbourhood([60], (_, at) => at < TimeSpan.FromSeconds(45) ? Neighbourhood.Away : null);

        var outcome = await there.RunAsync();

        Assert.Equal((60, 0), (outcome.Summary.Stored, outcome.Missing));
    }

    [Fact]
    public async Task PortalAwayFor23Seconds_InMidRound_LosesNobody()
    {
        await using var there = new Neighbourhood([60], (_, at) => at > TimeSpan.FromSeconds(1) && at < TimeSpan.FromSeconds(24) ? Neighbourhood.Away : null,
            ("DelayBetweenCameras", "00:00:01"));

        var outcome = await there.RunAsync();

        Assert.Equal(60, outcome.Summary.Stored);
    }

    [Fact]
    public async Task SiteThatIsNeverThere_KeepsTheRoundNoLongerThanItsPatience_AndIsAskedRarely()
    {
        await using var there =
            new Neighbourhood([20, 20], (camera, _) => camera.StartsWith("H1", StringComparison.Ordinal) ? Neighbourhood.NameUnknown : null);

        var outcome = await there.RunAsync();

        Assert.Equal((20, 20), (outcome.Summary.Stored, outcome.Missing));
        Assert.InRange(outcome.Summary.Took, Minute, TimeSpan.FromMinutes(4));
        var firstRound = there.Asked.Where(a => a.Key.StartsWith("H1", StringComparison.Ordinal)).Sum(a => a.Value);

        // A repeat knows that the host was away: one request, and done.
        var repeat = await there.RunAsync(there.State);

        Assert.Equal(firstRound + 1, there.Asked.Where(a => a.Key.StartsWith("H1", StringComparison.Ordinal)).Sum(a => a.Value));
        Assert.All(there.Asked.Where(a => a.Key.StartsWith("H0", StringComparison.Ordinal)), a => Assert.Equal(1, a.Value));
        Assert.Equal((40, 20, 20), (repeat.Summary.Total, repeat.Summary.Stored, repeat.Missing));
    }

    [Fact]
    public async Task NoNetworkForAMinute_IsFollowedByARepeatOfTheMissingOnesAlone()
    {
        var end = TimeSpan.FromSeconds(60);
        await using var there = new Neighbourhood([.. Enumerable.Repeat(1, 12)],
            (camera, at) => camera == "H0/P0" ? Neighbourhood.WrongPassword : camera == "H1/P0" || at > end ? null : Neighbourhood.Away);
        var events = new List<string>();
        there.Board.Raised += e => events.Add(e.Type);

        await there.StartAsync();
        await there.AdvanceUntilAsync(() => there.Measure("stored") == 1, Minute);
        Assert.Equal((12, 11, 10), (there.Measure("total"), there.Measure("failed"), there.Measure("missing")));
        Assert.NotNull(there.Measure("repeat_ts"));
        await there.AdvanceUntilAsync(() => there.Measure("stored") == 11, 2 * Minute);

        Assert.InRange(there.Elapsed, end, end + Minute);
        Assert.Equal((1, 1), (there.Asked["H0/P0"], there.Asked["H1/P0"]));
        Assert.Equal((1, 0, 1), (there.Measure("failed"), there.Measure("missing"), there.Measure("failed_auth")));
        Assert.Null(there.Measure("repeat_ts"));
        Assert.Equal(["camera-failed", "cameras-failed", "camera-recovered"], events.Where(e => e.StartsWith("camera", StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public async Task RoundThatMissedEverything_IsNoneForTheRhythm_AlsoOverARestart()
    {
        var end = TimeSpan.FromHours(5);
        await using var there = new Neighbourhood([1, 1], (_, at) => at > end ? null : Neighbourhood.Away);

        await there.StartAsync();
        await there.AdvanceUntilAsync(() => there.Measure("missing") == 2, Minute);
        Assert.Null(there.Measure("last_round_ts"));
        there.Clock.Advance(end);
        var back = there.Clock.GetUtcNow();
        await there.RestartAsync();
        await there.AdvanceUntilAsync(() => there.Measure("stored") == 2, Minute);

        Assert.InRange(there.Measure("last_round_ts") ?? 0, back.ToUnixTimeSeconds(), double.MaxValue);
        Assert.True(there.State.Started >= back);
        await there.AdvanceUntilAsync(() => there.Elapsed > end + (3 * Minute), 5 * Minute);
        var asked = there.Asked.Values.Sum();
        await there.RestartAsync();
        await there.AdvanceUntilAsync(() => there.Measure("stored") == 2 && there.Elapsed > end + (5 * Minute), 5 * Minute);
        Assert.Equal(asked, there.Asked.Values.Sum());
    }

    [Fact]
    public async Task InterruptedRound_DoesNotAskAgainWhoRefusedThePassword()
    {
        await using var there = new Neighbourhood([1, 1], (camera, _) => camera == "H0/P0" ? Neighbourhood.WrongPassword : null);
        var file = there.Services.GetRequiredService<RoundFile>();
        await there.RunAsync();
        file.Begin(there.Clock.GetUtcNow());
        file.NoteFailed(there.Services.GetRequiredService<CamerasOptions>().Sources[0], new(CaptureFault.Auth));
        file.Close();

        var outcome = await there.RunAsync(there.State);

        Assert.Equal((1, 2), (there.Asked["H0/P0"], there.Asked["H1/P0"]));
        Assert.Equal((1, 1), (outcome.Summary.Stored, outcome.Summary.Failures["auth"]));
    }

    [Fact]
    public async Task LinkThatComesUp_MakesTheRepeatDue_AMomentAfterTheLast()
    {
        await using var there = new Neighbourhood([1], (_, _) => Neighbourhood.Away);
        var repeats = new Repeats(there.Services.GetRequiredService<CamerasOptions>(), there.Clock);
        var outcome = await there.RunAsync();
        var repeat = there.Repeat();
        for (var i = 0; i < 5; i++)
            repeats.Note(outcome, repeat);
        Assert.Equal(32 * Minute, repeats.DueIn);

        repeats.Hasten();

        Assert.Equal(TimeSpan.FromSeconds(10), repeats.DueIn);
        repeats.Note(outcome, repeat);
        Assert.Equal(Minute, repeats.DueIn);
    }

    [Fact]
    public async Task RoundByHandOfAnotherProcess_BeginsTheBackOffAnew()
    {
        await using var there = new Neighbourhood([1], (_, _) => Neighbourhood.Away);
        var repeats = new Repeats(there.Services.GetRequiredService<CamerasOptions>(), there.Clock);
        await there.RunAsync();

        Assert.False(repeats.Notice(there.State));
        Assert.Equal(TimeSpan.Zero, repeats.DueIn);
        // The card knows milliseconds only.
        there.Clock.Advance(TimeSpan.FromTicks(4711));
        repeats.Note(await there.RunAsync(there.State), there.Repeat());
        Assert.False(repeats.Notice(there.State));
        Assert.Equal(2 * Minute, repeats.DueIn);
        await there.RunAsync();

        Assert.True(repeats.Notice(there.State));
        Assert.Equal(Minute, repeats.DueIn);
        Assert.False(repeats.Notice(there.State));
    }
}
