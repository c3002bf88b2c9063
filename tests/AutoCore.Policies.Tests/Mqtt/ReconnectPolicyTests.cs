using AutoCore.Policies.Mqtt;

namespace AutoCore.Policies.Tests.Mqtt;

public sealed class ReconnectPolicyTests
{
    [Theory]
    [InlineData(1, 0, 2)]
    [InlineData(1, 1, 1)]
    [InlineData(2, 0, 4)]
    [InlineData(3, 0.5, 6)]
    [InlineData(5, 0, 32)]
    [InlineData(6, 0, 60)]
    [InlineData(6, 1, 30)]
    [InlineData(1_000_000, 0, 60)]
    public void NextAttempt_Unreachable_DoublesUpToTheLongest(int failures, double jitter, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), ReconnectPolicy.NextAttempt(LinkEndCause.Unreachable, failures, jitter));

    [Theory]
    [InlineData(LinkEndCause.Refused)]
    [InlineData(LinkEndCause.Untrusted)]
    [InlineData(LinkEndCause.TakenOver)]
    public void NextAttempt_OnlyAPersonCanMendIt_TakesTheLongestAtOnce(LinkEndCause cause)
    {
        Assert.Equal(ReconnectPolicy.Longest, ReconnectPolicy.NextAttempt(cause, 1, 0));
        Assert.Equal(ReconnectPolicy.Longest / 2, ReconnectPolicy.NextAttempt(cause, 1, 1));
    }

    [Theory]
    [InlineData(7, 59.9, 8)]
    [InlineData(7, 0, 8)]
    [InlineData(7, 60, 1)]
    [InlineData(0, 0, 1)]
    public void CountFailures_LinkStood_ResetsOnlyAfterAMinute(int before, double stoodSeconds, int expected) =>
        Assert.Equal(expected, ReconnectPolicy.CountFailures(before, TimeSpan.FromSeconds(stoodSeconds)));

    [Theory]
    [InlineData(2, 5.0, 0, 3)]
    [InlineData(2, 59.9, 0, 3)]
    [InlineData(2, 60.0, 0, 0)]
    [InlineData(2, 5.0, 1, 2)]
    [InlineData(2, 60.0, 1, 0)]
    [InlineData(2, null, 0, 2)]
    public void CountShortLived_LinkStood_CountsOnlyAcceptedOnesThatBrokeSoonOverNothing(int before, double? stoodSeconds, int unanswered, int expected) =>
        Assert.Equal(expected, ReconnectPolicy.CountShortLived(before, stoodSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null, unanswered));

    [Theory]
    [InlineData(LinkEndCause.Unreachable, 0.0, 15)]
    [InlineData(LinkEndCause.Unreachable, 1.0, 26)]
    [InlineData(LinkEndCause.Refused, 1.0, 21)]
    public void NextAttempt_TenMinutesWithoutSuccess_IsNoStorm(LinkEndCause cause, double jitter, int most)
    {
        var attempts = 0;
        for (var now = TimeSpan.Zero; now < TimeSpan.FromMinutes(10); now += ReconnectPolicy.NextAttempt(cause, attempts, jitter))
            attempts++;

        Assert.InRange(attempts, 5, most);
    }
}
