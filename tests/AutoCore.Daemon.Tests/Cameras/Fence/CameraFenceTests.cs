using System.Text.Json.Nodes;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.Core.Cameras;
using AutoCore.Core.Health;
using AutoCore.Daemon.Cameras;
using AutoCore.Daemon.Cameras.Rounds;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Health;
using AutoCore.Policies.Mqtt;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Tests.Cameras.Fence;

/// <summary>Whatever one camera answers, it fails alone and with a reason of its own, and its neighbours behind the same host are stored.</summary>
public sealed class CameraFenceTests
{
    private static readonly string Picture = ScriptedHost.Picture(SmallPicture.Bytes);

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("mailto:x@y")]
    [InlineData("http://[::bad:99999999")]
    [InlineData("http://127.0.0.1:999999/")]
    [InlineData("http://user:pa55@cam/?pw=s3cret")]
    [InlineData("javascript:alert(1)")]
    [InlineData("\\\\evil\\x")]
    public async Task LoginThatLeadsNowhere_FailsThatCameraAlone(string reference)
    {
        using var redirects = new ScriptedHost(r => Good(r) ?? ScriptedHost.Redirect(reference));
        using var form = new ScriptedHost(r => Good(r) ?? ScriptedHost.Form(reference));

        foreach (var host in new[] { redirects, form })
        {
            var outcome = await RunAsync(host, Form("bad"), Open("good"));

            var (bad, detail) = Of(outcome, "bad");
            Assert.Equal("auth", bad);
            Assert.Contains(host.Authority, detail, StringComparison.Ordinal);
            Assert.DoesNotContain("pa55", detail, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", detail, StringComparison.Ordinal);
            Assert.Equal("ok", Of(outcome, "good").Word);
        }
    }

    [Fact]
    public async Task LoginThatLeadsToAnotherHost_SendsItNothing()
    {
        using var thief = new ScriptedHost(_ => ScriptedHost.Form("/x"));
        using var redirects = new ScriptedHost(_ => ScriptedHost.Redirect($"http://{thief.Authority}/login"));
        using var posts = new ScriptedHost(_ => ScriptedHost.Form($"http://{thief.Authority}/steal?a=b"));

        foreach (var host in new[] { redirects, posts })
        {
            var (word, detail) = Of(await RunAsync(host, Form("bad")), "bad");

            Assert.Equal("auth", word);
            Assert.Contains(host.Authority, detail, StringComparison.Ordinal);
            Assert.Contains(thief.Authority, detail, StringComparison.Ordinal);
        }
        Assert.Empty(thief.Requests);
    }

    [Fact]
    public async Task HeadsWithoutEnd_HaveTheirOwnReason_AndPauseNobody()
    {
        using var host =
            new ScriptedHost(
            r => Good(r)
            ?? $"HTTP/1.1 200 OK\r\n{(r.Contains("odd", StringComparison.Ordinal) ? "no colon\r\n" : "")}{string.Concat(Enumerable.Range(0, 4000).Select(i => $"X-{i}: a\r\n"))}\r\n");

        var outcome = await RunAsync(host, [.. Enumerable.Range(0, 12).Select(i => Open($"{(i % 2 == 0 ? "bad" : "odd")}{i}")), Open("good")]);

        Assert.All(outcome.Results.Where(r => r.Camera.Name != "good"), r => Assert.Equal("head-too-large", r.Reason.Word));
        Assert.Equal("ok", Of(outcome, "good").Word);
    }

    [Fact]
    public async Task RefusalWhosePageNeverComes_IsAskedOnAFreshConnection()
    {
        using var host = new ScriptedHost(r => r.Contains("Authorization: Digest", StringComparison.Ordinal)
            ? Picture
            : $"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"a\", nonce=\"b\", qop=\"auth\", domain=\"http://evil/\"\r\nContent-Length: 1000\r\n\r\n{ScriptedHost.Silence}");

        var outcome = await RunAsync(host, [.. Enumerable.Range(0, 6).Select(i => Camera($"P{i}", "digest"))]);

        // Each one's limit for the first byte is a minute: nobody waited it out.
        Assert.All(outcome.Results, r => Assert.Equal(("ok", 1), (r.Reason.Word, r.Attempts)));
        Assert.True(outcome.Summary.Took < TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nno colon here\r\nContent-Length: 2\r\n\r\nok", "ok", 1)]
    [InlineData("nonsense\r\n\r\n", "auth", 1)]
    [InlineData("", "refused", 2)]
    public async Task Login_WhateverIsAnswered_IsSentOnce_AndOnceMoreOnlyIfNothingIs(string answer, string expected, int sent)
    {
        var isIn = false;
        using var host = new ScriptedHost(r =>
        {
            if (!r.StartsWith("POST", StringComparison.Ordinal))
                return isIn ? Picture : ScriptedHost.Form("/in");
            isIn = expected == "ok";
            return answer;
        });

        var outcome = await RunAsync(host, Form("P1"));

        Assert.Equal(sent, host.Requests.Count(r => r.StartsWith("POST", StringComparison.Ordinal)));
        Assert.Equal(expected, Of(outcome, "P1").Word);
    }

    [Theory]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: /login?error=1\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: /login\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 307 Again\r\nLocation: /in\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{\"ok\":false}")]
    public async Task LoginInVain_OfManyCamerasBehindOnePortal_IsSentOnce(string answer)
    {
        using var host = new ScriptedHost(r =>
            r.StartsWith("POST", StringComparison.Ordinal) ? answer
            : r.StartsWith("GET /login", StringComparison.Ordinal) ? ScriptedHost.Form("/in")
            : "HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n");

        var outcome = await RunAsync(host, [.. Enumerable.Range(0, 8).Select(i => Form($"P{i}"))]);

        Assert.Single(host.Requests, r => r.StartsWith("POST", StringComparison.Ordinal));
        Assert.All(outcome.Results, r => Assert.Equal("auth", r.Reason.Word));
    }

    [Fact]
    public async Task HeaderOfOursThatCannotBeSent_IsAMistakeOfThatCamerasSettings()
    {
        using var host = new ScriptedHost(
            r => Good(r) ?? "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"a\", nonce=\"b\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        var outcome = await RunAsync(host, [.. Enumerable.Range(0, 6).Select(i => Camera($"bad{i}", "digest", "bad\u0007")), Open("good")]);

        Assert.All(outcome.Results.Where(r => r.Camera.Name != "good"), r => Assert.Equal("settings", r.Reason.Word));
        Assert.Equal("ok", Of(outcome, "good").Word);
    }

    [Fact]
    public async Task WrongPins_AreTheirCamerasOwnFault_AndPauseNobody()
    {
        await using var fixture = new CaptureFixture();
        fixture.Settings["MaxWorkers"] = 1;
        fixture.Settings["RetryAttempts"] = 1;
        for (var i = 0; i < 8; i++)
        {
            fixture.Farm.Add($"Farm/P{i}", new Camera { Reach = Reach.Tls });
            fixture.CameraSettings[$"Farm/P{i}"] = new JsonObject { ["TlsFingerprint"] = i < 7 ? new string('A', 64) : fixture.Farm.CertificateFingerprint };
        }

        var outcome = await fixture.RunAsync();

        Assert.Equal(7, outcome.Results.Count(r => r.Reason.Word == "tls"));
        Assert.Equal(1, outcome.Summary.Stored);
    }

    [Fact]
    public async Task CookieBomb_IsBounded_AndItsSiteStaysUsable()
    {
        var bomb = string.Concat(Enumerable.Range(0, 60).Select(i => $"Set-Cookie: c{i}={new string('v', 200)}\r\n"));
        using var host =
            new ScriptedHost(
            r => r.Contains("c0=", StringComparison.Ordinal) ? Picture
            : $"HTTP/1.1 302 Found\r\n{bomb}Location: /login\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        var outcome = await RunAsync(host, Form("P1"));

        Assert.Equal("ok", Of(outcome, "P1").Word);
        Assert.All(host.Requests, r => Assert.InRange(r.Length, 1, 20_000));
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(UriFormatException))]
    [InlineData(typeof(System.Text.RegularExpressions.RegexMatchTimeoutException))]
    [InlineData(typeof(IndexOutOfRangeException))]
    [InlineData(typeof(NotSupportedException))]
    public async Task AnythingThrown_IsThatCamerasFailure_ToldOnce(Type failure)
    {
        await using var fixture = new CaptureFixture();
        fixture.Settings["RetryAttempts"] = 2;
        for (var i = 0; i < 3; i++)
            fixture.Farm.Add($"Farm/P{i}");
        var log = new Testing.LogList();
        var transport =
            new FakeTransport(
            (camera, _) => camera.Name == "P1" ? throw (Exception)Activator.CreateInstance(failure)!
            : FakeAnswer.Of(200, [("Content-Type", "image/jpeg")], SmallPicture.Bytes));
        var runner = FakeTransport.RunnerOf(fixture.Services, transport, log);

        for (var round = 0; round < 2; round++)
        {
            var outcome = await runner.RunAsync(new(fixture.Services.GetRequiredService<CamerasOptions>().Sources, null, IsWhole: true), _ => { }, default);

            Assert.Equal(("internal", 2), (Of(outcome, "P1").Word, outcome.Summary.Stored));
            Assert.Contains(failure.Name, Of(outcome, "P1").Detail, StringComparison.Ordinal);
        }
        Assert.Single(log.Lines, l => l.EventName == "camera-internal-error");
    }

    [Fact]
    public async Task ObserverThatFailsAtOnePicture_CostsNoPicture()
    {
        await using var fixture = new CaptureFixture();
        for (var i = 0; i < 3; i++)
            fixture.Farm.Add($"Farm/P{i}");
        var log = new Testing.LogList();
        var transport = new FakeTransport((_, _) => FakeAnswer.Of(200, [("Content-Type", "image/jpeg")], SmallPicture.Bytes));
        var runner = FakeTransport.RunnerOf(fixture.Services, transport, log, new FailingObserver());

        var outcome = await runner.RunAsync(new(fixture.Services.GetRequiredService<CamerasOptions>().Sources, null, IsWhole: true), _ => { }, default);

        Assert.Equal(3, outcome.Summary.Stored);
        Assert.Single(log.Lines, l => l.EventName == "camera-internal-error");
    }

    [Fact]
    public async Task RequestedRounds_RememberTheLastPicture_AndTellWhoFails()
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("Farm/P1", new Camera { Fault = Fault.Status(404) with { When = static request => request >= 1 } });
        var request = fixture.Services.GetServices<IRequestHandler>().Single(h => h.Verb == "capture");
        var board = fixture.Services.GetRequiredService<HealthBoard>();
        var events = new List<BoardEvent>();
        board.Raised += events.Add;

        await request.RunAsync(RequestArguments.None, default);
        var stored = Assert.Single(board.Find("cameras/Farm/P1")!.Measures, m => m.Key == "last_stored_ts").Number;
        await request.RunAsync(RequestArguments.None, default);

        Assert.NotNull(stored);
        Assert.Equal(stored, Assert.Single(board.Find("cameras/Farm/P1")!.Measures, m => m.Key == "last_stored_ts").Number);
        Assert.Single(events, e => e.Type == "camera-failed");
    }

    [Fact]
    public async Task ForeignText_IsNeutral_InDetailAndEvent()
    {
        using var host = new ScriptedHost(_ => "HTTP/1.1 200 OK\r\nContent-Type: te\x1b[31mxt/html\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc");

        var (word, detail) = Of(await RunAsync(host, Open("P1")), "P1");

        Assert.Equal("not-jpeg", word);
        Assert.Contains(@"te\x1B[31mxt", detail, StringComparison.Ordinal);
        Assert.Equal(@"a\x0Ab", new BoardEvent(new(1, "x", null, "{text}", ""), default, default, new Measure("text", "a\nb")).Message);
        Assert.Equal(@"\x1B[2J", new Measure("k", "\x1b[2J").Text);
    }

    private static string? Good(string request) => request.Contains("/good", StringComparison.Ordinal) ? Picture : null;

    private static JsonObject Open(string name) => Camera(name, "none");

    private static JsonObject Form(string name) => Camera(name, "form");

    private static JsonObject Camera(string name, string auth, string user = "viewer")
    {
        var settings = new JsonObject { ["Site"] = "S", ["Name"] = name, ["Auth"] = auth };
        if (auth != "none")
            (settings["UserName"], settings["PasswordKey"]) = (user, Credentials.PasswordKey);
        return settings;
    }

    /// <summary>One round of cameras behind one host, by one worker.</summary>
    private static async Task<RoundOutcome> RunAsync(ScriptedHost host, params JsonObject[] cameras)
    {
        await using var fixture = new CaptureFixture();
        fixture.Settings["MaxWorkers"] = 1;
        fixture.Settings["RetryAttempts"] = 3;
        fixture.Settings["FirstByteTimeout"] = "00:01:00";
        fixture.Settings["ImageTimeout"] = "00:02:00";
        foreach (var camera in cameras)
        {
            fixture.Farm.Add($"S/{camera["Name"]}");
            camera["Url"] = $"http://{host.Authority}/{camera["Name"]}";
            fixture.CameraSettings[$"S/{camera["Name"]}"] = camera;
        }
        return await fixture.RunAsync();
    }

    private static (string Word, string Detail) Of(RoundOutcome outcome, string name) =>
        outcome.Results.Where(r => r.Camera.Name == name).Select(r => (r.Reason.Word, r.Detail)).Single();

    private sealed class FailingObserver : IPictureObserver
    {
        public void Observe(StoredPicture picture)
        {
            if (picture.Camera.Name == "P1")
                throw new InvalidOperationException();
        }

        public IReadOnlyList<Measure> FinishRound() => [];

        public IReadOnlyList<Measure> Recall() => [];

        public IReadOnlyList<Measure> Describe(CameraOptions camera) => [];
    }
}
