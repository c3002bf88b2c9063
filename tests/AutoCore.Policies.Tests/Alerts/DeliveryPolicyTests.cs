using AutoCore.Policies.Alerts;

namespace AutoCore.Policies.Tests.Alerts;

public sealed class DeliveryPolicyTests
{
    [Theory]
    [InlineData(200, DeliveryVerdict.Delivered)]
    [InlineData(204, DeliveryVerdict.Delivered)]
    [InlineData(302, DeliveryVerdict.NeedsPerson)]
    [InlineData(400, DeliveryVerdict.NotWanted)]
    [InlineData(401, DeliveryVerdict.NeedsPerson)]
    [InlineData(403, DeliveryVerdict.NeedsPerson)]
    [InlineData(404, DeliveryVerdict.NeedsPerson)]
    [InlineData(408, DeliveryVerdict.TryAgain)]
    [InlineData(410, DeliveryVerdict.NeedsPerson)]
    [InlineData(413, DeliveryVerdict.NotWanted)]
    [InlineData(422, DeliveryVerdict.NotWanted)]
    [InlineData(429, DeliveryVerdict.TryAgain)]
    [InlineData(500, DeliveryVerdict.TryAgain)]
    [InlineData(503, DeliveryVerdict.TryAgain)]
    public void OfStatus_Status_SaysWhetherItPasses(int status, DeliveryVerdict expected) =>
        Assert.Equal(expected, DeliveryPolicy.OfStatus(status, "", null).Verdict);

    [Theory]
    [InlineData(0, DeliveryVerdict.Delivered)]
    [InlineData(1, DeliveryVerdict.Unclear)]
    [InlineData(3, DeliveryVerdict.Unclear)]
    [InlineData(137, DeliveryVerdict.Unclear)]
    [InlineData(64, DeliveryVerdict.NeedsPerson)]
    [InlineData(65, DeliveryVerdict.NotWanted)]
    [InlineData(67, DeliveryVerdict.NotWanted)]
    [InlineData(69, DeliveryVerdict.TryAgain)]
    [InlineData(76, DeliveryVerdict.TryAgain)]
    [InlineData(77, DeliveryVerdict.NeedsPerson)]
    [InlineData(127, DeliveryVerdict.NeedsPerson)]
    [InlineData(68, DeliveryVerdict.TryAgain)]
    [InlineData(75, DeliveryVerdict.TryAgain)]
    [InlineData(78, DeliveryVerdict.NeedsPerson)]
    public void OfExitCode_Code_SaysWhetherItPasses(int code, DeliveryVerdict expected) => Assert.Equal(expected, DeliveryPolicy.OfExitCode(code, "").Verdict);

    [Theory]
    [InlineData("msmtp: the server did not accept the mail msmtp: server message: 554 5.7.1 looks like spam", DeliveryVerdict.NotWanted)]
    [InlineData("msmtp: the server did not accept the mail msmtp: server message: 552 5.3.4 too big", DeliveryVerdict.NotWanted)]
    [InlineData("msmtp: recipient address a@b.org not accepted by the server msmtp: server message: 452 4.2.2 mailbox full", DeliveryVerdict.TryAgain)]
    [InlineData("msmtp: cannot connect to 127.0.0.1, port 554: Connection refused", DeliveryVerdict.TryAgain)]
    public void OfExitCode_MailThatTheServerRefused_IsGivenUpOnlyIfItRefusedForGood(string said, DeliveryVerdict expected) =>
        Assert.Equal(expected, DeliveryPolicy.OfExitCode(69, said).Verdict);

    [Theory]
    [InlineData(1, 0, 10)]
    [InlineData(1, 1, 12.5)]
    [InlineData(2, 0, 20)]
    [InlineData(4, 0, 80)]
    [InlineData(10, 0, 3600)]
    [InlineData(1_000_000, 0, 3600)]
    public void NextAttempt_FailuresInRow_DoublesUpToAnHour(int failures, double jitter, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), DeliveryPolicy.NextAttempt(Delivery.Later(""), failures, jitter));

    [Theory]
    [InlineData(5, 10)]
    [InlineData(120, 120)]
    [InlineData(-7, 10)]
    [InlineData(1_000_000, 86_400)]
    public void NextAttempt_RetryAfter_IsTheLeastButNotForEver(double asked, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), DeliveryPolicy.NextAttempt(DeliveryPolicy.OfStatus(429, "", TimeSpan.FromSeconds(asked)), 1, 0));

    [Fact]
    public void NextAttempt_PersonNeeded_TakesTheLongestAtOnce() => Assert.Equal(DeliveryPolicy.Longest, DeliveryPolicy.NextAttempt(Delivery.Person(""), 1, 0));

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 600)]
    [InlineData(3, 7200)]
    [InlineData(9, 7200)]
    public void NextAttempt_Unclear_IsSeldomSoonAfterTheFirst(int failures, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), DeliveryPolicy.NextAttempt(DeliveryPolicy.OfExitCode(1, ""), failures, 0));

    [Theory]
    [InlineData(DeliveryVerdict.NotWanted, 4, 0, false)]
    [InlineData(DeliveryVerdict.NotWanted, 5, 0, true)]
    [InlineData(DeliveryVerdict.Unclear, 3, 0, false)]
    [InlineData(DeliveryVerdict.Unclear, 4, 0, true)]
    [InlineData(DeliveryVerdict.TryAgain, 1000, 23, false)]
    [InlineData(DeliveryVerdict.TryAgain, 0, 24, true)]
    [InlineData(DeliveryVerdict.NeedsPerson, 1000, 23, false)]
    [InlineData(DeliveryVerdict.NeedsPerson, 0, 25, true)]
    public void GivesUp_AfterAttemptsForItsOwnSakeOrTime(DeliveryVerdict verdict, int refusals, int hours, bool expected) =>
        Assert.Equal(expected, DeliveryPolicy.GivesUp(verdict, refusals, TimeSpan.FromHours(hours), TimeSpan.FromDays(1)));

    [Theory]
    [InlineData(DeliveryVerdict.TryAgain, 2, false)]
    [InlineData(DeliveryVerdict.TryAgain, 3, true)]
    [InlineData(DeliveryVerdict.NotWanted, 1, false)]
    [InlineData(DeliveryVerdict.NeedsPerson, 1, true)]
    [InlineData(DeliveryVerdict.NeedsPerson, 0, false)]
    public void IsFailing_APersonIsNeededAtOnce(DeliveryVerdict last, int failures, bool expected) =>
        Assert.Equal(expected, DeliveryPolicy.IsFailing(last, failures));

    [Theory]
    [InlineData(408, true)]
    [InlineData(504, true)]
    [InlineData(503, false)]
    [InlineData(429, false)]
    public void OfStatus_AfterATimeOut_MayHaveArrived(int status, bool expected) => Assert.Equal(expected, DeliveryPolicy.OfStatus(status, "", null).MayHaveArrived);
}
