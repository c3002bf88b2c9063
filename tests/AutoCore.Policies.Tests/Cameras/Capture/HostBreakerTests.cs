using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Policies.Tests.Cameras.Capture;

public sealed class HostBreakerTests
{
    private static readonly TimeSpan Start = TimeSpan.FromHours(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public void Failed_FewerThanFiveTimes_DoesNotPause() => Assert.False(Fail(HostBreaker.TripsAt - 1, Start).IsPaused(Start));

    [Fact]
    public void Failed_FiveTimesInARow_PausesOnce_AndCamerasWaitItOut()
    {
        var breaker = Fail(HostBreaker.TripsAt, Start);

        Assert.True(breaker.IsPaused(Start));
        Assert.False(breaker.IsGivenUp(Start));
        Assert.True(breaker.IsWaitedFor);
        Assert.True(breaker.IsOnTrial(Start + HostBreaker.Pause));
    }

    [Fact]
    public void Failed_WhileAlreadyPaused_ChangesNoPause()
    {
        var breaker = Fail(HostBreaker.TripsAt, Start);

        Assert.Equal(breaker.PausedUntil, breaker.Failed(Start + TimeSpan.FromSeconds(1), Patience).PausedUntil);
    }

    [Theory]
    [InlineData(20, 1)]
    [InlineData(45, 2)]
    [InlineData(120, 6)]
    public void Failed_OnEachTrial_IsGivenUpWhenTheNextWouldComeAfterThePatience(int patienceSeconds, int trials)
    {
        var patience = TimeSpan.FromSeconds(patienceSeconds);
        var breaker = Enumerable.Range(0, HostBreaker.TripsAt).Aggregate(HostBreaker.Answered, (b, _) => b.Failed(Start, patience));
        var made = 0;
        for (; !breaker.IsGivenUp(breaker.PausedUntil - TimeSpan.FromSeconds(1)); made++)
            breaker = breaker.Failed(breaker.PausedUntil, patience);

        Assert.Equal(trials, made);
        Assert.False(breaker.IsWaitedFor);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(HostBreaker.TripsAt - 1, false)]
    [InlineData(HostBreaker.TripsAt, true)]
    [InlineData(HostBreaker.TripsAt + 1, true)]
    public void OnNextRound_IsOnTrialAtOnceIfItWasPaused(int failures, bool isOnTrial)
    {
        var breaker = Fail(failures, Start);

        Assert.Equal(isOnTrial, breaker.OnNextRound.IsOnTrial(Start));
        Assert.False(breaker.OnNextRound.IsPaused(Start));
    }

    [Fact]
    public void OnNextRound_FailsAgain_IsNotWaitedForOnceMore() =>
        Assert.True(Fail(HostBreaker.TripsAt, Start).OnNextRound.Failed(Start, Patience).IsGivenUp(Start));

    [Fact]
    public void Answered_ForgetsEverything() => Assert.False(HostBreaker.Answered.IsOnTrial(Start));

    private static HostBreaker Fail(int times, TimeSpan now) => Enumerable.Range(0, times).Aggregate(HostBreaker.Answered, (b, _) => b.Failed(now, Patience));
}
