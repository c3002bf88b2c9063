using AutoCore.Policies.Mqtt;

namespace AutoCore.Policies.Tests.Mqtt;

public sealed class BrokerPolicyTests
{
    [Theory]
    [InlineData("dev/#", "dev/x", true)]
    [InlineData("dev/#", "dev", true)]
    [InlineData("dev/#", "device", false)]
    [InlineData("#", "a/b", true)]
    [InlineData("#", "$SYS/a", false)]
    [InlineData("+/a", "$SYS/a", false)]
    [InlineData("$SYS/#", "$SYS/a", true)]
    [InlineData("a/+/c", "a/b/c", true)]
    [InlineData("a/+/c", "a/b/d", false)]
    [InlineData("a/+", "a", false)]
    [InlineData("a/+", "a/", true)]
    [InlineData("a", "a/b", false)]
    [InlineData("a/b", "a", false)]
    [InlineData("+", "a", true)]
    public void Matches_FilterAndTopic_AsTheStandardSays(string filter, string topic, bool expected) =>
        Assert.Equal(expected, TopicFilterPolicy.Matches(filter, topic));

    [Theory]
    [InlineData("a/b", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("a/+", false)]
    [InlineData("#", false)]
    [InlineData("a\0b", false)]
    [InlineData("a\uFFFD", false)]
    public void IsTopicName_Text_IsOneOrNot(string? text, bool expected) => Assert.Equal(expected, TopicFilterPolicy.IsTopicName(text));

    [Theory]
    [InlineData(1, 0, false, 6)]
    [InlineData(1, 100, false, 106)]
    [InlineData(1, 123, false, 129)]
    [InlineData(1, 124, false, 131)]
    [InlineData(1, 0, true, 32)]
    [InlineData(0, 0, true, 30)]
    public void PublishSize_Message_IsThatOfItsPacket(int qos, int payload, bool isMqtt5, int expected) =>
        Assert.Equal(expected, isMqtt5 ? PublishSize.Of("t", payload, qos, true, true, "application/json") : PublishSize.Of("", payload, qos, false));

    [Theory]
    [InlineData(30, 0, 30)]
    [InlineData(30, 10, 10)]
    [InlineData(30, 1, 1)]
    [InlineData(30, 65_535, 30)]
    public void Agree_ServerKeepAlive_TheShorterHolds(int own, int server, int expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), KeepAlivePolicy.Agree(TimeSpan.FromSeconds(own), server));

    [Theory]
    [InlineData(30, 40)]
    [InlineData(10, 20)]
    [InlineData(5, 10)]
    public void Ping_DeadConnection_IsNoticedInTime(int keepAlive, int within)
    {
        var period = TimeSpan.FromSeconds(keepAlive);

        Assert.True(KeepAlivePolicy.PingAfter(period) + KeepAlivePolicy.AnswerWithin(period) <= TimeSpan.FromSeconds(within));
        Assert.True(KeepAlivePolicy.PingAfter(period) < period);
    }

    [Theory]
    [InlineData(0, 1, 5, false)]
    [InlineData(1, 1, 5, true)]
    [InlineData(4, 1, 1, true)]
    [InlineData(1, 2, 5, false)]
    [InlineData(1, 0, 5, false)]
    [InlineData(1, 1, 0, false)]
    public void IsCause_Break_OnlyIfAloneAgainAndOthersWereAnswered(int before, int unanswered, int answered, bool expected) =>
        Assert.Equal(expected, SetAsidePolicy.IsCause(before, unanswered, answered));

    [Theory]
    [InlineData(0x9A, false, 2, true)]
    [InlineData(0x9B, true, 0, true)]
    [InlineData(0xA2, true, 2, false)]
    [InlineData(0x87, true, 2, true)]
    [InlineData(0, true, 2, true)]
    public void Learn_ReasonCode_TakesAwayWhatItNames(int code, bool keepsRetained, int qos, bool hasWildcards) =>
        Assert.Equal(new(keepsRetained, qos, 0, 0, hasWildcards), BrokerLimits.None.Learn(code));

    [Fact]
    public void Describe_Limits_NamesEachThatMatters()
    {
        Assert.Empty(BrokerLimits.None.Describe(32_768));
        Assert.Empty(new BrokerLimits(true, 1, 100_000, 20, true).Describe(32_768));
        Assert.Equal(4, new BrokerLimits(false, 0, 2_000, 1, false).Describe(32_768).Count);
    }

    [Theory]
    [InlineData(0, 16)]
    [InlineData(1, 1)]
    [InlineData(65_535, 16)]
    public void Window_ReceiveMaximum_IsNeverExceeded(int receiveMaximum, int expected) =>
        Assert.Equal(expected, (BrokerLimits.None with { ReceiveMaximum = receiveMaximum }).Window(16));
}
