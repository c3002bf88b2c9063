using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Policies.Tests.Cameras.Capture;

public sealed class SharedRoundPolicyTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(6);

    [Theory]
    [InlineData(null, false, false, RoundAction.Start)]
    [InlineData("2026-11-20T11:59:59Z", true, false, RoundAction.Start)]
    [InlineData("2026-11-20T12:00:00Z", true, false, RoundAction.Wait)]
    [InlineData("2026-11-20T12:00:00Z", false, false, RoundAction.Resume)]
    [InlineData("2026-11-20T12:00:00Z", true, true, RoundAction.Resume)]
    [InlineData("2026-11-20T14:00:00Z", true, true, RoundAction.Start)]
    public void Decide_AtHalfPastOne_AsWritten(string? start, bool finished, bool missing, RoundAction action) =>
        Assert.Equal(action,
            SharedRoundPolicy.Decide(start is null ? null : DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture), finished, missing,
            new(2026, 11, 20, 13, 30, 0, TimeSpan.Zero), Interval).Action);

    [Fact]
    public void Decide_NothingToDo_WaitsForTheNextRound() =>
        Assert.Equal(TimeSpan.FromHours(4.5),
            SharedRoundPolicy.Decide(new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero), true, false, new(2026, 11, 20, 13, 30, 0, TimeSpan.Zero), Interval).DueIn);
}
