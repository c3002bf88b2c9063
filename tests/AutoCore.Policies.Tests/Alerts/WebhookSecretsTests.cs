using AutoCore.Policies.Alerts;

namespace AutoCore.Policies.Tests.Alerts;

public sealed class WebhookSecretsTests
{
    [Theory]
    [InlineData("https://hooks.slack.com/services/T0001/B0002/XyZabc123", "invalid token XyZabc123", "invalid token ***")]
    [InlineData("https://hooks.slack.com/services/T0001/B0002/XyZabc123", "no such services", "no such services")]
    [InlineData("https://api.telegram.org/bot123456:AAF-xyz_0/sendMessage", "bot AAF-xyz_0 was blocked in sendMessage", "bot *** was blocked in sendMessage")]
    [InlineData("https://ntfy.sh/a-topic-that-nobody-guesses", "topic a-topic-that-nobody-guesses is full", "topic *** is full")]
    [InlineData("https://x.org/hook?key=geheim&v=1", "key geheim is unknown", "key *** is unknown")]
    [InlineData("https://user:p%3Ass@x.org/hook", "wrong password p:ss of user", "wrong password *** of user")]
    [InlineData("https://user:p%3Ass@x.org/hook", "wrong password p%3Ass", "wrong password ***")]
    [InlineData("https://x.org/message", "message too long", "message too long")]
    public void Of_PieceThatAServerQuotes_IsTold(string address, string said, string expected)
    {
        foreach (var secret in WebhookSecrets.Of(new(address)))
            said = said.Replace(secret, "***", StringComparison.Ordinal);

        Assert.Equal(expected, said);
    }
}
