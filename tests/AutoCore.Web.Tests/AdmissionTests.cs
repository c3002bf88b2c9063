using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AutoCore.Testing;
using AutoCore.Web.Hosting;

namespace AutoCore.Web.Tests;

public sealed class AdmissionTests : IDisposable
{
    private readonly WebFixture _fixture = new() { Web = """ "PasswordKey": "WEB_PASSWORD", "TokenKey": "WEB_TOKEN" """ };
    private readonly TestClock _time = new();

    public AdmissionTests()
    {
        _fixture.Environment["WEB_PASSWORD"] = "pass:wörd";
        _fixture.Environment["WEB_TOKEN"] = "token";
        _fixture.WriteStatus();
    }

    [Fact]
    public async Task Credentials_OnlyTheRightOnesAreLetIn()
    {
        await using var server = await WebServer.StartAsync(_fixture, _time);
        foreach (var (scheme, value, isRight) in new (string?, string?, bool)[]
        {
            ("Basic", "anyone:pass:wörd", true), ("Basic", ":pass:wörd", true), ("Basic", "anyone:pass", false), ("Basic", "anyone:token", false),
                ("Basic", "", false), ("Basic", null, false),
            ("Bearer", "token", true), ("Bearer", "tokens", false), ("Bearer", "", false), ("Digest", "token", false), (null, null, false),
        })
        {
            // Longer than any wait for wrong ones.
            _time.Advance(TimeSpan.FromMinutes(2));
            using var answer =
                await AskAsync(server, scheme, scheme == "Basic" && value is not null ? Convert.ToBase64String(Encoding.UTF8.GetBytes(value)) : value);
            Assert.True(answer.StatusCode == (isRight ? HttpStatusCode.OK : HttpStatusCode.Unauthorized), $"{scheme} {value}: {answer.StatusCode}");
            if (!isRight)
                Assert.Equal("Basic", answer.Headers.WwwAuthenticate.Single().Scheme);
        }
    }

    [Fact]
    public async Task Guessing_IsSlowedDown_AndLocksNobodyOut()
    {
        await using var server = await WebServer.StartAsync(_fixture, _time);
        for (var i = 0; i < 3; i++)
        {
            using var wrong = await AskAsync(server, "Bearer", $"guess{i}");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }
        using var slowed = await HeldAsync(AskAsync(server, "Bearer", "guess"));
        Assert.Equal(HttpStatusCode.TooManyRequests, slowed.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), slowed.Headers.RetryAfter?.Delta);
        using var owner = await HeldAsync(AskAsync(server, "Bearer", "token"));
        Assert.Equal(HttpStatusCode.OK, owner.StatusCode);
        using var first = await AskAsync(server, null, null);
        Assert.Equal(HttpStatusCode.Unauthorized, first.StatusCode);
        _time.Advance(TimeSpan.FromMinutes(1));
        using var right = await AskAsync(server, "Bearer", "token");
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        using var wrongAgain = await AskAsync(server, "Bearer", "guess");
        using var rightAgain = await AskAsync(server, "Bearer", "token");
        Assert.Equal(HttpStatusCode.OK, rightAgain.StatusCode);
    }

    [Fact]
    public async Task Guessing_ManyAtOnce_MostAreRefusedUnread()
    {
        await using var server = await WebServer.StartAsync(_fixture, _time);
        for (var i = 0; i < 3; i++)
            (await AskAsync(server, "Bearer", $"guess{i}")).Dispose();

        var tries = Enumerable.Range(0, FailedLogins.MostHeld + 12).Select(_ => AskAsync(server, "Bearer", "token")).ToList();
        await Eventually.TrueAsync(() => tries.Count(t => t.IsCompleted) == 12);
        var answers = await Task.WhenAll(tries.Select(HeldAsync));

        Assert.Equal(12, answers.Count(a => a.StatusCode == HttpStatusCode.TooManyRequests));
        Assert.Equal(FailedLogins.MostHeld, answers.Count(a => a.StatusCode == HttpStatusCode.OK));
    }

    [Fact]
    public void FailedLogins_FromMoreAddressesThanAreRemembered_AllWaitTogether()
    {
        var failures = new FailedLogins(_time);
        for (var i = 0; i < FailedLogins.MostAddresses + 10; i++)
            failures.Add(new IPAddress([10, 0, (byte)(i >> 8), (byte)i]));
        Assert.True(failures.WaitOf(IPAddress.Parse("192.0.2.1")) > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, failures.WaitOf(IPAddress.Parse("10.0.0.1")));
    }

    [Fact]
    public void FailedLogins_OfOneNetwork_AreOneVisitors()
    {
        var failures = new FailedLogins(_time);
        foreach (var host in new[] { "::1", "::2", "ffff::3" })
            failures.Add(IPAddress.Parse($"2001:db8:1:2:{(host.StartsWith("::", StringComparison.Ordinal) ? $"0:0:0:{host[2..]}" : "ffff:0:0:3")}"));
        Assert.True(failures.WaitOf(IPAddress.Parse("2001:db8:1:2::99")) > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, failures.WaitOf(IPAddress.Parse("2001:db8:1:3::1")));
    }

    [Fact]
    public async Task WithoutAPassword_OnlyOwnNamesAreAnswered()
    {
        using var open = new WebFixture();
        open.WriteStatus();
        await using var server = await WebServer.StartAsync(open);
        foreach (var (host, isOurs) in new[]
        {
            ("127.0.0.1", true), ("localhost:8090", true), ("[::1]:80", true), ("test", true), ("TEST.local", true), ("evil.example", false),
                ("localhost.evil.example", false),
        })
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/status");
            request.Headers.Host = host;
            using var answer = await server.Client.SendAsync(request);
            Assert.True(answer.StatusCode == (isOurs ? HttpStatusCode.OK : HttpStatusCode.MisdirectedRequest), $"{host}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Methods_ThatCouldChangeSomething_AreRefused()
    {
        await using var server = await WebServer.StartAsync(_fixture);
        foreach (var method in new[] { "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND" })
        {
            using var answer = await server.Client.SendAsync(new(new HttpMethod(method), "/api/v1/status"));
            Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
            Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
        }
    }

    public void Dispose() => _fixture.Dispose();

    /// <summary>Lets the time pass that a try is held.</summary>
    private async Task<HttpResponseMessage> HeldAsync(Task<HttpResponseMessage> asking)
    {
        await Eventually.TrueAsync(() =>
        {
            if (!asking.IsCompleted)
                _time.Advance(FailedLogins.HeldFor / 10);
            return asking.IsCompleted;
        });
        return await asking;
    }

    private static Task<HttpResponseMessage> AskAsync(WebServer server, string? scheme, string? value)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/status");
        if (scheme is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue(scheme, value);
        return server.Client.SendAsync(request);
    }
}
