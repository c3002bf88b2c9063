using System.Text.Json;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.Health;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Alerts;

/// <summary>Every answer that a web address gives, and the kill between sending and its answer: each alert arrives, and for who looks at the id once.</summary>
public sealed class WebhookTests : IDisposable
{
    private const string Channels = """ "GroupFor": "00:00:00", "Channels": [ { "Name": "phone", "Type": "ntfy", "UrlKey": "URL", "TokenKey": "TOKEN" } ] """;

    private readonly TemporaryFolder folder = new();
    private readonly FarEnd far = new();

    public void Dispose()
    {
        far.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task EveryAnswer_OneAfterAnother_EachAlertOnce()
    {
        Answer[] bad = [Answer.Status(500), Answer.Hangup, Answer.HalfHead, Answer.Status(429, "Retry-After: 7"), Answer.Status(503), Answer.Status(401),
            Answer.Status(302, "Location: /x"), Answer.HalfBody];
        using var fixture = await StartAsync();
        for (var i = 0; i < bad.Length; i++)
        {
            far.Plan(bad[i]);
            fixture.Raise("a", Rating.Critical, $"alert {i}.");
            var before = far.Distinct.Count;
            await fixture.AdvanceUntilAsync(() => fixture.Measured("sent") == i + 1, TimeSpan.FromSeconds(60));
            Assert.Equal(before + 1, far.Distinct.Count);
        }
        Assert.Equal(bad.Length, far.Distinct.Count);
        for (var i = 0; i < bad.Length; i++)
            Assert.Single(far.Distinct, r => r.Body.Contains($"alert {i}.", StringComparison.Ordinal));
        // A body that breaks off behind a good head is delivered; everything else took a second attempt.
        Assert.Equal((2 * bad.Length) - 1, far.Requests.Count);
        Assert.All(far.Requests.GroupBy(r => r.Id), attempts => Assert.Single(attempts.Select(a => a.Body).Distinct()));
    }

    [Fact]
    public async Task Silence_GivenUpAfterThirtySeconds_ThenSentAgain()
    {
        far.Plan(Answer.Silence);
        using var fixture = await StartAsync();
        fixture.Raise("a", Rating.Critical, "x");
        await fixture.AdvanceUntilAsync(() => far.Requests.Count == 1);
        fixture.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Null(fixture.Said("problem"));
        fixture.Time.Advance(TimeSpan.FromSeconds(2));
        await fixture.AdvanceUntilAsync(() => fixture.Log.Lines.Any(l => l.EventName == "alert-failed"));
        await fixture.AdvanceUntilAsync(() => fixture.Measured("sent") == 1);
        Assert.Equal(2, far.Requests.Count);
        Assert.Single(far.Distinct);
    }

    [Theory]
    [InlineData("Retry-After: 300")]
    [InlineData("Retry-After: Fri, 20 Nov 2026 12:05:00 GMT")]
    public async Task TooMany_RetryAfter_IsHonoured(string header)
    {
        far.Plan(Answer.Status(429, header));
        using var fixture = await StartAsync();
        fixture.Raise("a", Rating.Critical, "x");
        await fixture.AdvanceUntilAsync(() => fixture.Log.Lines.Any(l => l.EventName == "alert-failed"));
        await fixture.AdvanceByAsync(TimeSpan.FromSeconds(285));
        Assert.Single(far.Requests);
        await fixture.AdvanceUntilAsync(() => fixture.Measured("sent") == 1, TimeSpan.FromSeconds(5));
        Assert.Single(far.Distinct);
    }

    [Fact]
    public async Task Killed_BetweenSendingAndAnswer_TheSameMessageComesAgain()
    {
        far.Plan(Answer.Silence);
        using var killed = await StartAsync();
        killed.Raise("a", Rating.Critical, "x");
        await killed.AdvanceUntilAsync(() => far.Requests.Count == 1);

        using var next = await StartAsync();
        await next.AdvanceUntilAsync(() => next.Measured("sent") == 1);
        await next.StopAsync();
        using var last = await StartAsync();
        await last.AdvanceByAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(2, far.Requests.Count);
        Assert.Equal(far.Requests[0].Id, far.Requests[1].Id);
        Assert.Equal(far.Requests[0].Headers["X-Sequence-ID"], far.Requests[1].Headers["X-Sequence-ID"]);
        Assert.Equal(far.Requests[0].Body, far.Requests[1].Body);
    }

    [Fact]
    public async Task NetworkDown_OverARestart_LosesNothing()
    {
        using var gone = new FarEnd();
        gone.Close();
        using (var fixture = new AlertsFixture(folder, gone, Channels))
        {
            await fixture.StartAsync();
            for (var i = 0; i < 5; i++)
            {
                fixture.Raise("a", Rating.Critical, $"alert {i}.");
                await fixture.AdvanceByAsync(TimeSpan.FromMinutes(10));
            }
            Assert.Equal(5, fixture.Measured("waiting"));
            await fixture.StopAsync();
        }
        using var again = await StartAsync();
        await again.AdvanceUntilAsync(() => again.Measured("waiting") == 0, TimeSpan.FromMinutes(1));
        var bodies = string.Concat(far.Requests.Select(r => r.Body));
        for (var i = 0; i < 5; i++)
            Assert.Contains($"alert {i}.", bodies, StringComparison.Ordinal);
        Assert.InRange(far.Requests.Count, 1, 2);
    }

    [Fact]
    public async Task NotWanted_IsGivenUp_AndHoldsUpNothing()
    {
        far.Plan(Enumerable.Repeat(Answer.Status(400, body: "bad topic"), DeliveryPolicy.MostRefusals));
        using var fixture = await StartAsync();
        fixture.Raise("a", Rating.Critical, "poison");
        await fixture.AdvanceUntilAsync(() => far.Requests.Count == 1);
        fixture.Raise("a", Rating.Critical, "honey");
        await fixture.AdvanceUntilAsync(() => fixture.Measured("sent") == 1, TimeSpan.FromSeconds(20));
        Assert.Contains("honey", far.Requests[^1].Body, StringComparison.Ordinal);
        Assert.Equal(1, fixture.Measured("given_up"));
        Assert.Contains("poison", Assert.Single(fixture.Log.Lines, l => l.EventName == "alert-given-up").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_InNoLogLineAndNoReading()
    {
        far.Plan(Answer.Status(404, body: "cannot POST /hook/s3cret?x=1 with tk_geheim"), Answer.Status(500), Answer.Hangup);
        using var fixture = await StartAsync();
        fixture.Raise("a", Rating.Critical, "x");
        await fixture.AdvanceUntilAsync(() => fixture.Measured("sent") == 1, TimeSpan.FromMinutes(1));
        Assert.Equal("Bearer tk_geheim", far.Requests[0].Headers["Authorization"]);
        Assert.Contains(fixture.Log.Lines, l => l.Text.Contains("cannot POST *** with ***", StringComparison.Ordinal));
        Assert.All(fixture.Log.Lines, l => Assert.DoesNotMatch("s3cret|geheim", l.Text));
    }

    [Fact]
    public async Task Forms_SlackAndJson()
    {
        using var fixture = new AlertsFixture(folder, far, """
            "GroupFor": "00:00:00", "Channels": [
              { "Name": "chat", "Type": "slack", "UrlKey": "URL" },
              { "Name": "own", "Type": "json", "UrlKey": "URL", "Template": "{\"summary\": \"{title}\", \"dedup_key\": \"{id}\", \"n\": {count}}" } ]
            """);
        await fixture.StartAsync();
        fixture.Raise("a", Rating.Critical, "\"x\" <b>");
        await fixture.AdvanceUntilAsync(() => fixture.Measured("sent") == 2);

        Assert.All(far.Requests, r => Assert.Equal("application/json; charset=utf-8", r.Headers["Content-Type"]));
        var slack = JsonDocument.Parse(far.Requests.Single(r => r.Body.Contains("\"text\"", StringComparison.Ordinal)).Body).RootElement;
        Assert.StartsWith("*pi: critical: \"x\" &lt;b&gt;*\n", slack.GetProperty("text").GetString(), StringComparison.Ordinal);
        var own = far.Requests.Single(r => r.Body.Contains("dedup_key", StringComparison.Ordinal));
        Assert.Equal(own.Id, JsonDocument.Parse(own.Body).RootElement.GetProperty("dedup_key").GetString());
    }

    private async Task<AlertsFixture> StartAsync()
    {
        var fixture = new AlertsFixture(folder, far, Channels);
        await fixture.StartAsync();
        return fixture;
    }
}
