using System.Text.Json.Nodes;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.Daemon.Cameras.Rounds;
using AutoCore.Daemon.Tests.Cameras.Fence;

namespace AutoCore.Daemon.Tests.Cameras.Http;

/// <summary>Portals that fail at a login for a while, answer it without a body, or refuse one camera of several.</summary>
public sealed class PortalFaultTests
{
    private const string In = "Set-Cookie: sid=42; Path=/";
    private const string Who = "HTTP/1.1 401 Who\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private static readonly string Picture = ScriptedHost.Picture(SmallPicture.Bytes);

    /// <summary>What becomes of the first login.</summary>
    public static TheoryData<bool, string> Faults()
    {
        var faults = new TheoryData<bool, string>();
        foreach (var isJson in new[] { false, true })
        {
            faults.Add(isJson, ScriptedHost.Silence);
            faults.Add(isJson, ScriptedHost.Reset);
            faults.Add(isJson, "HTTP/1.1 503 Wait\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            faults.Add(isJson, ScriptedHost.Page("<html><h1>Bad gateway</h1></html>").Replace("200 OK", "502 Bad", StringComparison.Ordinal));
            faults.Add(isJson, "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
        return faults;
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task OnePassingFaultAtTheLogin_CostsNoPicture(bool isJson, string fault)
    {
        var logins = 0;
        using var host = new ScriptedHost(r => IsPost(r) ? Interlocked.Increment(ref logins) == 1 ? fault : ScriptedHost.Page("in", In)
            : IsIn(r) ? Picture : isJson ? Who : ScriptedHost.Form("/login"));

        var outcome = await RunAsync(host, isJson, cameras: 3, tries: 3);

        Assert.True(outcome.Summary.Stored == 3, string.Join("; ", outcome.Results.Select(r => $"{r.Reason.Word}, {r.Detail}")));
        Assert.Equal(2, logins);
    }

    [Theory]
    [InlineData(ScriptedHost.Silence, "timeout", 2)]
    [InlineData(ScriptedHost.Reset, "refused", 2)]
    [InlineData("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "http-500", 2)]
    [InlineData("HTTP/1.1 503 Wait\r\nRetry-After: 3600\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "http-503", 1)]
    [InlineData("HTTP/1.1 404 None\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "http-404", 1)]
    [InlineData("HTTP/1.1 405 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "http-405", 1)]
    [InlineData("HTTP/1.1 415 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "http-415", 1)]
    [InlineData(Who, "auth", 1)]
    public async Task FaultThatStays_IsNamedForEveryCamera_AndLocksNobodyOut(string fault, string word, int sent)
    {
        using var host = new ScriptedHost(r => IsPost(r) ? fault : Who);

        var outcome = await RunAsync(host, isJson: true, cameras: 4, tries: 3, "00:00:00.500");

        Assert.All(outcome.Results, r => Assert.Equal(word, r.Reason.Word));
        Assert.Equal(sent, host.Requests.Count);
        if (word is "http-404" or "http-405" or "http-415")
            Assert.All(outcome.Results, r => Assert.Contains("correct LoginUrl", r.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task LoginPageThatIsAwayForAWhile_IsNoFormToFill()
    {
        var pages = 0;
        using var host = new ScriptedHost(r => IsPost(r) ? ScriptedHost.Page("in", In) : r.StartsWith("GET /login", StringComparison.Ordinal)
            ? Interlocked.Increment(ref pages) == 1 ? "HTTP/1.1 503 Wait\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" : ScriptedHost.Form("/login")
            : IsIn(r) ? Picture : ScriptedHost.Redirect("/login"));

        Assert.Equal(1, (await RunAsync(host, isJson: false, cameras: 1, tries: 2)).Summary.Stored);
        Assert.Single(host.Requests, IsPost);
    }

    [Theory]
    [InlineData("""{"token":"AT","sessionTimeout":3600}""")]
    [InlineData("""{"token":"AT","loginFailures":0}""")]
    [InlineData("""{"token":"AT","user":{"accountLocked":false}}""")]
    [InlineData("""{"token":"AT","hint":"session expired"}""")]
    [InlineData("""{"success":true,"lockStatus":"unlock"}""")]
    [InlineData("""{"success":true,"last":"login failed"}""")]
    public async Task LoginThatWasTaken_IsNotRefusedForItsWords(string answer)
    {
        var hasToken = answer.Contains("token", StringComparison.Ordinal);
        using var host = new ScriptedHost(r => IsPost(r) ? Data(answer, hasToken ? "X: y" : In) : IsIn(r) || r.Contains("t=AT ", StringComparison.Ordinal) ? Picture : Who);

        var outcome = await RunAsync(host, isJson: true, cameras: 1, tries: 1, camera: c =>
        {
            if (hasToken)
                (c["LoginTokenField"], c["LoginTokenIn"]) = ("token", "query:t");
        });

        Assert.True(outcome.Summary.Stored == 1, outcome.Results[0].Detail);
    }

    [Fact]
    public async Task RefusalThatSetsACookie_IsARefusal_AndSaysSo()
    {
        using var host = new ScriptedHost(r =>
            IsPost(r) ? Data("""{"success":false,"message":"login failed"}""", "Set-Cookie: tracking=1") : Who);

        var outcome = await RunAsync(host, isJson: true, cameras: 3, tries: 3);

        Assert.All(outcome.Results, r => Assert.Equal("auth", r.Reason.Word));
        Assert.Contains(outcome.Results, r => r.Detail.Contains("login failed", StringComparison.Ordinal));
        Assert.Single(host.Requests, IsPost);
    }

    [Theory]
    [InlineData("HTTP/1.1 429 Slow\r\nRetry-After: 1800\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "http-429", "wait 30 minutes,")]
    [InlineData("{\"code\":-1,\"message\":\"Account is locked, try again in 30 minutes\"}", "auth", "wait 30 minutes,")]
    [InlineData("<html><body><h1>Your account has been locked</h1>Try again in 30 minutes.</body></html>", "auth", "wait 30 minutes,")]
    [InlineData("<html><body><h1>Your account has been locked</h1></body></html>", "auth", "wait,")]
    public async Task LoginThatIsLocked_IsToBeLeftAlone(string answer, string word, string advice)
    {
        using var host = new ScriptedHost(r => !IsPost(r) ? Who : answer[0] switch
        {
            'H' => answer,
            '{' => Data(answer, "X: y"),
            _ => ScriptedHost.Page(answer),
        });

        var outcome = await RunAsync(host, isJson: true, cameras: 1, tries: 1);

        Assert.Equal(word, outcome.Results[0].Reason.Word);
        Assert.Contains(advice, outcome.Results[0].Remedy?.English, StringComparison.Ordinal);
        Assert.Single(host.Requests, IsPost);
    }

    [Fact]
    public async Task SessionThatThePortalQuotes_IsNotShown()
    {
        const string session = "5e551on-of-the-portal";
        using var host = new ScriptedHost(r => IsPost(r) ? ScriptedHost.Page("in", $"Set-Cookie: id={session}; Path=/")
            : !r.Contains(session, StringComparison.Ordinal) ? Who
            : Data($$"""{"error":"session {{session}} has no camera"}""", "X: y").Replace("200 OK", "500 No", StringComparison.Ordinal));

        var result = (await RunAsync(host, isJson: true, cameras: 1, tries: 1)).Results[0];

        Assert.Contains("has no camera", result.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(session, result.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"HTTP/1.1 200 OK\r\n{In}\r\nContent-Length: 0\r\n\r\n{ScriptedHost.Silence}")]
    [InlineData($"HTTP/1.1 204 No\r\n{In}\r\n\r\n{ScriptedHost.Silence}")]
    public async Task LoginAnsweredWithoutABody_IsNotWaitedFor_ThoughTheConnectionStays(string answer)
    {
        using var host = new ScriptedHost(r => IsPost(r) ? answer : IsIn(r) ? Picture : Who);

        var outcome = await RunAsync(host, isJson: true, cameras: 1, tries: 1);

        Assert.True(outcome.Summary.Stored == 1, outcome.Results[0].Detail);
    }

    [Fact]
    public async Task PictureOfLength0_ThatNeverComes_IsAnEmptyAnswer()
    {
        using var host = new QuietHost("HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 0\r\n\r\n");

        var outcome = await RunAsync(host.Authority, isJson: false, cameras: 1, tries: 1, "00:00:05", c => c["Auth"] = "none");

        Assert.Equal("not-jpeg", outcome.Results[0].Reason.Word);
        Assert.Contains("empty", outcome.Results[0].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CameraWithoutTheRight_BesideOneThatHasIt_CausesNoFurtherLogin(bool isJson)
    {
        using var host = new ScriptedHost(r => IsPost(r) ? ScriptedHost.Page("in", In) : !IsIn(r) ? isJson ? Who : ScriptedHost.Form("/login")
            : r.StartsWith("GET /snap/1", StringComparison.Ordinal) ? "HTTP/1.1 403 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" : Picture);
        await using var fixture = Fixture(host.Authority, isJson, cameras: 2, tries: 1, "00:00:05", null);

        // Which of them is first changes nothing but whether it is seen at once that the other one may.
        await fixture.RunAsync();
        await fixture.RunAsync();
        var logins = host.Requests.Count(IsPost);
        for (var round = 0; round < 3; round++)
        {
            var outcome = await fixture.RunAsync();
            Assert.Equal("auth", outcome.Results.Single(r => r.Camera.Name == "P1").Reason.Word);
            Assert.Equal(1, outcome.Summary.Stored);
        }

        Assert.InRange(logins, 1, 2);
        Assert.Equal(logins, host.Requests.Count(IsPost));
    }

    private static string Data(string json, string header) =>
        ScriptedHost.Page(json, header).Replace("text/html", "application/json", StringComparison.Ordinal);

    private static bool IsPost(string request) => request.StartsWith("POST", StringComparison.Ordinal);

    private static bool IsIn(string request) => request.Contains("sid=42", StringComparison.Ordinal);

    private static Task<RoundOutcome> RunAsync(ScriptedHost host, bool isJson, int cameras, int tries, string firstByte = "00:00:01",
        Action<JsonObject>? camera = null) => RunAsync(host.Authority, isJson, cameras, tries, firstByte, camera);

    private static async Task<RoundOutcome> RunAsync(string authority, bool isJson, int cameras, int tries, string firstByte, Action<JsonObject>? camera)
    {
        await using var fixture = Fixture(authority, isJson, cameras, tries, firstByte, camera);
        return await fixture.RunAsync();
    }

    private static CaptureFixture Fixture(string authority, bool isJson, int cameras, int tries, string firstByte, Action<JsonObject>? camera)
    {
        var fixture = new CaptureFixture();
        fixture.Settings["RetryAttempts"] = tries;
        fixture.Settings["FirstByteTimeout"] = firstByte;
        for (var i = 0; i < cameras; i++)
        {
            fixture.Farm.Add($"S/P{i}");
            var settings = new JsonObject
            {
                ["Url"] = $"http://{authority}/snap/{i}",
                ["Auth"] = "form",
                ["UserName"] = "viewer",
                ["PasswordKey"] = Credentials.PasswordKey,
            };
            if (isJson)
                (settings["LoginType"], settings["LoginUrl"]) = ("json", "/api/login");
            camera?.Invoke(settings);
            fixture.CameraSettings[$"S/P{i}"] = settings;
        }
        return fixture;
    }
}
