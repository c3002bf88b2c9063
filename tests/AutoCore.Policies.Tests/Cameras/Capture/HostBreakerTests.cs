using AutoCore.Policies.Cameras;

namespace AutoCore.Policies.Tests.Cameras;

public sealed class HostBreakerTests
{
    private static readonly TimeSpan Start = TimeSpan.FromHours(1);

    [Fact]
    public void Failed_FewerThanFiveTimes_DoesNotPause() => Assert.False(Fail(HostBreaker.TripsAt - 1, Start).IsPaused(Start));

    [Fact]
    public void Failed_FiveTimesInARow_PausesOnce_AndCamerasWaitItOut()
    {
        var breaker = Fail(HostBreaker.TripsAt, Start);

        Assert.True(breaker.IsPaused(Start));
        Assert.False(breaker.IsGivenUp(Start));
        Assert.True(breaker.IsOnTrial(Start + HostBreaker.FirstPause));
    }

    [Fact]
    public void Failed_WhileAlreadyPaused_ChangesNoPause()
    {
        var breaker = Fail(HostBreaker.TripsAt, Start);

        Assert.Equal(breaker.PausedUntil, breaker.Failed(Start + TimeSpan.FromSeconds(1)).PausedUntil);
    }

    [Fact]
    public void Failed_OnTrial_GivesTheHostUpForTwiceAsLong()
    {
        var trial = Start + HostBreaker.FirstPause;
        var breaker = Fail(HostBreaker.TripsAt, Start).Failed(trial);

        Assert.True(breaker.IsGivenUp(trial));
        Assert.Equal(trial + (2 * HostBreaker.FirstPause), breaker.PausedUntil);
    }

    [Fact]
    public void Failed_ForDays_PausesNeverLongerThanTheLongest()
    {
        var now = Start;
        var breaker = Fail(HostBreaker.TripsAt, now);
        for (var i = 0; i < 40; i++)
        {
            now = breaker.PausedUntil;
            breaker = breaker.Failed(now);
        }
        Assert.Equal(HostBreaker.LongestPause, breaker.PausedUntil - now);
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
    public void OnNextRound_FailsAgain_PausesAsAfterTheFirstTrial()
    {
        var forDays = Enumerable.Range(0, 10).Aggregate(Fail(HostBreaker.TripsAt, Start), (b, _) => b.Failed(b.PausedUntil));

        Assert.Equal(Start + (2 * HostBreaker.FirstPause), forDays.OnNextRound.Failed(Start).PausedUntil);
    }

    [Fact]
    public void Answered_ForgetsEverything() => Assert.False(HostBreaker.Answered.IsOnTrial(Start));

    private static HostBreaker Fail(int times, TimeSpan now)
    {
        var breaker = HostBreaker.Answered;
        for (var i = 0; i < times; i++)
            breaker = breaker.Failed(now);
        return breaker;
    }
}
