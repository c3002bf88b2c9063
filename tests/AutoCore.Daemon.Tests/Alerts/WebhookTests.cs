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
        far.Judge = r => r.Body.Contains("poison", StringComparison.Ordinal) ? Answer.Status(400, body: "bad topic") : null;
        using var fixture = await StartAsync();
        fixture.Raise("a", Rating.Critical, "poison");
        await fixture.AdvanceUntilAsync(() => far.Requests.Count == 1);
        fixture.Raise("a", Rating.Critical, "honey");
        await fixture.AdvanceUntilAsync(() => fixture.Measured("sent") == 1);
        Assert.Contains("honey", far.Requests[1].Body, StringComparison.Ordinal);
        await fixture.AdvanceUntilAsync(() => fixture.Measured("given_up") == 1, TimeSpan.FromSeconds(20));
        Assert.Equal(1 + DeliveryPolicy.MostRefusals, far.Requests.Count);
        Assert.Contains("poison", Assert.Single(fixture.Log.Lines, l => l.EventName == "alert-given-up").Text, StringComparison.Ordinal);
        // What was given up is not well, until something arrives.
        Assert.Equal(Rating.Warning, fixture.Reading!.Rating);
        fixture.Raise("a", Rating.Critical, "bread");
        await fixture.AdvanceUntilAsync(() => fixture.Reading!.Rating == Rating.Ok);
    }

    [Fact]
    public async Task Markup_ThatTheFarSideCannotRead_ArrivesPlain()
    {
        far.Judge = r => r.Body.Contains('&', StringComparison.Ordinal) ? Answer.Status(400, body: "can't parse entities") : null;
        using var fixture = await StartAsync();
        fixture.Raise("a", Rating.Critical, "Gate & yard");
        await fixture.AdvanceUntilAsync(() => fixture.Measured("sent") == 1, TimeSpan.FromSeconds(10));
        Assert.Equal(2, far.Requests.Count);
        Assert.Single(far.Distinct);
        Assert.Contains("Gate \uFF06 yard", far.Requests[1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(600, 2)]
    [InlineData(160, 3)]
    public async Task TooLarge_IsShortened(int mostBytes, int requests)
    {
        far.Judge = r => r.Body.Length > mostBytes ? Answer.Status(413, body: "too large") : null;
        using var fixture = await StartAsync();
        for (var i = 0; i < 10; i++)
            fixture.Raise("a", Rating.Critical, new string('x', 200));
        await fixture.AdvanceUntilAsync(() => fixture.Measured("sent") == 1, TimeSpan.FromSeconds(10));
        Assert.Equal(requests, far.Requests.Count);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(401)]
    public async Task ChannelFails_NewerAlertsJoinTheOneThatWaits_AndItDoesNotWaitForAnHour(int status)
    {
        far.Plan(Answer.Status(status));
        using var fixture = await StartAsync();
        fixture.Raise("a", Rating.Critical, "older.");
        await fixture.AdvanceUntilAsync(() => fixture.Log.Lines.Any(l => l.EventName == "alert-failed"));
        var failed = fixture.Time.GetUtcNow();
        fixture.Raise("a", Rating.Critical, "newer.");
        await fixture.AdvanceUntilAsync(() => fixture.Measured("sent") == 1, TimeSpan.FromSeconds(2));
        Assert.Equal(2, far.Requests.Count);
        Assert.Contains("older.", far.Requests[1].Body, StringComparison.Ordinal);
        Assert.Contains("newer.", far.Requests[1].Body, StringComparison.Ordinal);
        Assert.True(fixture.Time.GetUtcNow() - failed < TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task NoAnswerForEver_NewerAlertsAreToldAtLast()
    {
        far.Judge = _ => Answer.Silence;
        using var fixture = await StartAsync();
        fixture.Raise("a", Rating.Critical, "older.");
        await fixture.AdvanceUntilAsync(() => far.Requests.Count == 1);
        fixture.Raise("a", Rating.Critical, "newer.");
        await fixture.AdvanceUntilAsync(() => far.Requests.Any(r => r.Body.Contains("newer.", StringComparison.Ordinal)), TimeSpan.FromSeconds(2));
        // Who answers with silence may have it: the first attempts are one message.
        Assert.Equal([1, 2], far.Requests.TakeWhile(r => !r.Body.Contains("newer.", StringComparison.Ordinal)).Select((r, i) => i + 1));
        Assert.Equal(2, far.Distinct.Count);
    }

    [Fact]
    public async Task ChannelFailsForLong_TheAlertIsGivenUp_OverRestartsToo()
    {
        far.Judge = _ => Answer.Status(503);
        using var fixture = new AlertsFixture(folder, far, Channels.Replace("\"GroupFor\"", "\"GiveUpAfter\": \"01:00:00\", \"GroupFor\"", StringComparison.Ordinal));
        await fixture.StartAsync();
        fixture.Raise("a", Rating.Critical, "old news");
        await fixture.AdvanceUntilAsync(() => fixture.Measured("given_up") == 1, TimeSpan.FromMinutes(1));
        Assert.Equal(0, fixture.Measured("waiting"));
        Assert.Equal(Rating.Warning, fixture.Reading!.Rating);
    }

    [Fact]
    public async Task Refusals_AreCountedOverARestart()
    {
        far.Judge = _ => Answer.Status(400);
        using (var fixture = await StartAsync())
        {
            fixture.Raise("a", Rating.Critical, "poison");
            await fixture.AdvanceUntilAsync(() => far.Requests.Count == 3, TimeSpan.FromSeconds(10));
            await fixture.AdvanceUntilAsync(() => !fixture.IsSending);
            await fixture.StopAsync();
        }
        using var again = await StartAsync();
        await again.AdvanceUntilAsync(() => again.Measured("given_up") == 1, TimeSpan.FromSeconds(10));
        Assert.InRange(far.Requests.Count, DeliveryPolicy.MostRefusals, DeliveryPolicy.MostRefusals + 1);
    }

    [Fact]
    public async Task WhatWasGivenUp_IsAWarningOverRestarts_UntilSomethingArrives()
    {
        far.Judge = _ => Answer.Status(400, body: "chat not found");
        using (var fixture = await StartAsync())
        {
            fixture.Raise("a", Rating.Critical, "poison");
            await fixture.AdvanceUntilAsync(() => fixture.Measured("given_up") == 1, TimeSpan.FromSeconds(10));
            await fixture.StopAsync();
        }
        using (var again = await StartAsync())
        {
            await again.AdvanceUntilAsync(() => again.Reading?.Rating == Rating.Warning);
            Assert.Contains("chat not found", again.Said("problem"), StringComparison.Ordinal);
            far.Judge = null;
            again.Raise("a", Rating.Critical, "bread");
            await again.AdvanceUntilAsync(() => again.Reading!.Rating == Rating.Ok);
            await again.StopAsync();
        }
        using var last = await StartAsync();
        await last.AdvanceUntilAsync(() => last.Reading is not null);
        Assert.Equal(Rating.Ok, last.Reading!.Rating);
    }

    [Fact]
    public async Task QueueOfAFailingChannel_StaysWithinItsBound()
    {
        far.Judge = _ => Answer.Status(503);
        using var fixture = new AlertsFixture(folder, far, $"\"MaxQueued\": 10, {Channels}");
        await fixture.StartAsync();
        for (var i = 0; i < 30; i++)
        {
            fixture.Raise("a", Rating.Critical, $"alert {i}.");
            await fixture.AdvanceByAsync(TimeSpan.FromMinutes(2));
        }
        Assert.InRange(fixture.Measured("waiting")!.Value, 9, 11);
        far.Judge = null;
        await fixture.AdvanceUntilAsync(() => fixture.Measured("waiting") == 0, TimeSpan.FromMinutes(1));
        Assert.Contains("alert 29.", string.Concat(far.Requests.Select(r => r.Body)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user:pass", "user:pass")]
    [InlineData("a%40b:p%3Aw%2F", "a@b:p:w/")]
    [InlineData("only", "only:")]
    public async Task LoginInTheAddress_GoesAlongAndIsNowhereElse(string inAddress, string expected)
    {
        using var fixture = new AlertsFixture(folder, far, Channels.Replace(", \"TokenKey\": \"TOKEN\"", "", StringComparison.Ordinal),
            far.Url.Replace("http://", $"http://{inAddress}@", StringComparison.Ordinal));
        await fixture.StartAsync();
        far.Plan(Answer.Status(401, body: $"no {inAddress} here"));
        fixture.Raise("a", Rating.Critical, "x");
        await fixture.AdvanceUntilAsync(() => fixture.Log.Lines.Any(l => l.EventName == "alert-failed"));
        Assert.Equal($"Basic {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(expected))}", far.Requests[0].Headers["Authorization"]);
        Assert.DoesNotContain("@", far.Requests[0].Line, StringComparison.Ordinal);
        Assert.All(fixture.Log.Lines, l => Assert.DoesNotContain(inAddress, l.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://user:p#ss@127.0.0.1/", "%23")]
    [InlineData("ftp://user:pass@127.0.0.1/", "no http or https address")]
    [InlineData("http://user:pass@127.0.0.1/", "TokenKey")]
    public async Task LoginInTheAddress_ThatCannotGoAlong_IsRefusedWithTheReason(string url, string expected)
    {
        using var fixture = new AlertsFixture(folder, far, Channels, url);
        await fixture.StartAsync();
        fixture.Raise("a", Rating.Critical, "x");
        await fixture.AdvanceUntilAsync(() => fixture.Reading!.Rating == Rating.Warning);
        Assert.Contains(expected, fixture.Said("problem"), StringComparison.Ordinal);
        Assert.DoesNotMatch("p#ss|:pass", fixture.Said("problem")!);
    }

    [Fact]
    public async Task Secrets_InNoLogLineAndNoReading()
    {
        far.Plan(Answer.Status(404, body: "cannot POST /hook/s3cret?x=1 with tk_geheim"), Answer.Status(500, body: "s3cret is no key"), Answer.Hangup);
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
