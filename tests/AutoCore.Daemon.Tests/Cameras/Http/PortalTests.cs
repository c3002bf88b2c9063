using System.Text.Json.Nodes;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.Daemon.Cameras.Rounds;
using AutoCore.Daemon.Tests.Cameras.Fence;

namespace AutoCore.Daemon.Tests.Cameras.Http;

/// <summary>Portals as they really are: what leads to the login and on from it, what they want beside name and password, logins by JSON, and sessions that
/// end.</summary>
public sealed class PortalTests
{
    private const string In = "Set-Cookie: sid=42; Path=/";
    private const string Form = "<form method=post action=/login><input name=u><input type=password name=p></form>";

    private static readonly string Encoded = Uri.EscapeDataString(Credentials.Password).Replace("%20", "+", StringComparison.Ordinal);
    private static readonly string InJson = Credentials.Password.Replace("\"", "\\\"", StringComparison.Ordinal);
    private static readonly string Picture = ScriptedHost.Picture(SmallPicture.Bytes);

    /// <summary>What is said in place of a picture before the login, and what leads to it.</summary>
    public static TheoryData<string, string> Landings() => new()
    {
        { "302 to the login", ScriptedHost.Redirect("/login") },
        { "302 to a page that is called otherwise", ScriptedHost.Redirect("/start") },
        { "two redirects", ScriptedHost.Redirect("/a") },
        { "the login itself under 200", ScriptedHost.Page(Form) },
        { "the login itself under 401", ScriptedHost.Page(Form).Replace("200 OK", "401 Who", StringComparison.Ordinal) },
        { "401 and nothing", "HTTP/1.1 401 Who\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" },
        { "403 whose page never comes", $"HTTP/1.1 403 No\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n{ScriptedHost.Silence}" },
        { "a page that leads on by itself", ScriptedHost.Page("<html><meta http-equiv=refresh content='0; url=/login'></html>") },
        { "a page without any word of a type", $"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<html>{Form}</html>" },
        { "a picture's type with a page behind it", ScriptedHost.Page($"<html>{Form}</html>").Replace("text/html", "image/jpeg", StringComparison.Ordinal) },
        { "JSON under 200", Data("""{"error":"not logged in"}""") },
        { "JSON with a picture's type", Data("""{"success":false,"message":"Session expired"}""")
            .Replace("application/json", "image/jpeg", StringComparison.Ordinal) },
        { "JSON with a code", Data("""{"code":401,"data":null}""") },
        { "JSON under 400", Data("""{"error":"invalid session"}""").Replace("200 OK", "400 Bad", StringComparison.Ordinal) },
        { "XML under 200", Data("<?xml version=\"1.0\"?><r><status>Unauthorized</status></r>")
            .Replace("application/json", "text/xml", StringComparison.Ordinal) },
        { "a line of text under 200", Data("Please log in").Replace("application/json", "text/plain", StringComparison.Ordinal) },
        { "419", "HTTP/1.1 419 Expired\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" },
    };

    [Theory]
    [MemberData(nameof(Landings))]
    public async Task WhateverLeadsToTheLogin_ItIsFoundAndDoneOnce(string what, string landing)
    {
        using var host = new ScriptedHost(r => Path(r) switch
        {
            "/login" when IsPost(r) => IsRight(r) ? ScriptedHost.Page("<h1>Hello</h1>", In) : ScriptedHost.Page(Form),
            "/login" => ScriptedHost.Page(Form),
            "/start" => ScriptedHost.Page($"<html>{Form}</html>"),
            "/a" => ScriptedHost.Redirect("/b/login.html"),
            "/b/login.html" => ScriptedHost.Page(Form),
            _ => IsIn(r) ? Picture : landing,
        });

        var outcome = await RunAsync(host);

        Assert.True(outcome.Summary.Stored == 1, $"{what}: {outcome.Results[0].Reason.Word}, {outcome.Results[0].Detail}");
        Assert.Single(host.Requests, IsPost);
    }

    /// <summary>What is said to the login.</summary>
    public static TheoryData<string, string> Welcomes() => new()
    {
        { "a page", ScriptedHost.Page("<h1>Welcome</h1>", In) },
        { "a page to change the password", ScriptedHost.Page("<form action=/chpw><input type=password name=old><input type=password name=new></form>", In) },
        { "a page with the login in its head", ScriptedHost.Page(Form, In) },
        { "JSON", Data("""{"ok":true}""", In) },
        { "a redirect, and the cookie behind it", ScriptedHost.Redirect("/ticket?t=7") },
        { "a redirect to be sent on as it is", "HTTP/1.1 307 Again\r\nLocation: /login2\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" },
        { "a page that leads on, and the cookie behind it", ScriptedHost.Page("<meta http-equiv=refresh content='1; url=/ticket?t=7'>") },
        { "a redirect to another host, with the cookie", ScriptedHost.Redirect("http://127.0.0.2:1/home")
            .Replace("Connection", $"{In}\r\nConnection", StringComparison.Ordinal) },
        { "a redirect in circles, with the cookie", ScriptedHost.Redirect("/round").Replace("Connection", $"{In}\r\nConnection", StringComparison.Ordinal) },
        { "a redirect to a page that is missing", ScriptedHost.Redirect("/missing").Replace("Connection", $"{In}\r\nConnection", StringComparison.Ordinal) },
        { "no body", $"HTTP/1.1 204 No\r\n{In}\r\nConnection: close\r\n\r\n" },
    };

    [Theory]
    [MemberData(nameof(Welcomes))]
    public async Task WhateverIsSaidToTheLogin_ThePictureDecides(string what, string welcome)
    {
        using var host = new ScriptedHost(r => Path(r) switch
        {
            "/login" when IsPost(r) => IsRight(r) ? welcome : ScriptedHost.Page(Form),
            "/login2" => IsPost(r) && IsRight(r) ? ScriptedHost.Page("in", In) : ScriptedHost.Page(Form),
            "/login" => ScriptedHost.Page(Form),
            "/ticket?t=7" => ScriptedHost.Page("in", In),
            "/round" => ScriptedHost.Redirect("/round"),
            "/missing" => "HTTP/1.1 404 None\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            _ => IsIn(r) ? Picture : ScriptedHost.Redirect("/login"),
        });

        var outcome = await RunAsync(host);

        Assert.True(outcome.Summary.Stored == 1, $"{what}: {outcome.Results[0].Reason.Word}, {outcome.Results[0].Detail}");
    }

    [Fact]
    public async Task RefererAndOrigin_AreThoseOfThePage()
    {
        using var host = new ScriptedHost(r =>
            IsPost(r) ? ScriptedHost.Page("in", In) : Path(r) == "/auth/login?next=1"
            ? ScriptedHost.Page("<form method=post action=check>" + Form[Form.IndexOf("<input", StringComparison.Ordinal)..])
            : IsIn(r) ? Picture : ScriptedHost.Redirect("/auth/login?next=1"));

        Assert.Equal(1, (await RunAsync(host)).Summary.Stored);

        var login = Assert.Single(host.Requests, IsPost);
        Assert.Equal("/auth/check", Path(login));
        Assert.Contains($"\r\nReferer: http://{host.Authority}/auth/login?next=1\r\n", login, StringComparison.Ordinal);
        Assert.Contains($"\r\nOrigin: http://{host.Authority}\r\n", login, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<form action=/login><input name=u><input type=password name=p></form>", "GET /login?u=viewer&p=")]
    [InlineData("<form method=post enctype=multipart/form-data action=/login><input name=u><input type=password name=p></form>", "name=\"p\"\r\n\r\n")]
    [InlineData("<base href=/portal/><form method=post action=login><input name=u><input type=password name=p></form>", "POST /portal/login ")]
    [InlineData("<div id=app></div><script src=app.js></script>", """{"username":"viewer","password":""")]
    public async Task Form_IsSentAsItIsMeant(string page, string sent)
    {
        using var host =
            new ScriptedHost(r => r.Contains(sent, StringComparison.Ordinal)
                && new[] { Credentials.Password, Encoded, InJson }.Any(p => r.Contains(p, StringComparison.Ordinal)) ? ScriptedHost.Page("in", In)
            : Path(r) == "/snap" && IsIn(r) ? Picture : Path(r) == "/snap" ? ScriptedHost.Redirect("/login") : ScriptedHost.Page(page));

        Assert.Equal(1, (await RunAsync(host)).Summary.Stored);
    }

    [Fact]
    public async Task SessionThatEndsUnderStatus200_LeadsToOneNewLogin()
    {
        var session = 0;
        using var host = new ScriptedHost(r => IsPost(r) ? ScriptedHost.Page("in", $"Set-Cookie: sid={++session}; Path=/")
            : Path(r) == "/login" ? ScriptedHost.Page(Form) : r.Contains($"sid={session}", StringComparison.Ordinal) ? Picture
            : Data("""{"error":"not logged in"}"""));
        await using var fixture = Fixture(host, 4);

        Assert.Equal(4, (await fixture.RunAsync()).Summary.Stored);
        session = 100;
        Assert.Equal(4, (await fixture.RunAsync()).Summary.Stored);

        Assert.Equal(2, host.Requests.Count(IsPost));
    }

    [Fact]
    public async Task PasswordThatIsRefused_ShowsTheFormAgain_AndIsSentOnce()
    {
        using var host =
            new ScriptedHost(r => Path(r) == "/snap" ? ScriptedHost.Page($"<html>{Form}</html>") : ScriptedHost.Page(Form, "Set-Cookie: tracking=1"));

        var outcome = await RunAsync(host, cameras: 6, tries: 3);

        Assert.All(outcome.Results, r => Assert.Equal("auth", r.Reason.Word));
        Assert.Single(host.Requests, IsPost);
    }

    /// <summary>Login, answer, how the picture is asked for, and the answer to one who is not logged in: as Frigate, Reolink, UniFi and others do.</summary>
    [Theory]
    [InlineData("/api/login", """{"user":"{UserName}","password":"{PasswordKey}"}""", null, null, """{}""", "\r\nCookie: sid=42\r\n", "401")]
    [InlineData("/api/login", null, "access_token", "header:Authorization", """{"access_token":"TKN"}""", "\r\nAuthorization: Bearer TKN\r\n", "401")]
    [InlineData("/api/auth/login", null, "token", "header:X-Auth-Token", """{"user":{},"token":"TKN"}""", "\r\nX-Auth-Token: TKN\r\n", "401")]
    [InlineData("/api/auth/login", null, "deviceToken", "cookie:TOKEN", """{"deviceToken":"TKN"}""", "TOKEN=TKN\r\n", "401")]
    [InlineData("/cgi-bin/api.cgi?cmd=Login", """[{"cmd":"Login","action":0,"param":{"User":{"userName":"{UserName}","password":"{PasswordKey}"}}}]""",
        "value.Token.name", "query:token",
        """[{"cmd":"Login","code":0,"value":{"Token":{"leaseTime":3600,"name":"TKN"}}}]""", "/snap?token=TKN ",
            """[{"cmd":"Snap","code":1,"error":{"detail":"please login first","rspCode":-6}}]""")]
    public async Task LoginByJson_ItsTokenGoesWhereItIsWanted(string login, string? body, string? field, string? place, string answer, string asked,
        string refusal)
    {
        using var host = new ScriptedHost(r => IsPost(r) && Path(r) == login && r.Contains("Content-Type: application/json\r\n", StringComparison.Ordinal)
            && r.EndsWith(Body(body), StringComparison.Ordinal) ? Data(answer, In)
            : r.Contains(asked, StringComparison.Ordinal) ? Picture : refusal == "401" ? "HTTP/1.1 401 Who\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            : Data(refusal));

        var outcome =
            await RunAsync(
            host, camera: c =>
            (c["Auth"], c["LoginType"], c["LoginUrl"], c["LoginBody"], c["LoginTokenField"], c["LoginTokenIn"]) = (null, "json", login, body, field, place));

        Assert.True(outcome.Summary.Stored == 1, $"{outcome.Results[0].Reason.Word}, {outcome.Results[0].Detail}");
        // Who is known to want a login is not asked without one.
        Assert.Equal(2, host.Requests.Count);
    }

    [Fact]
    public async Task TokenThatEnds_IsRenewedOnce_ForAllCamerasOfThePortal()
    {
        var token = 0;
        using var host = new ScriptedHost(r => IsPost(r) ? Data($$"""{"token":"T{{++token}}"}""")
            : r.Contains($"token=T{token} ", StringComparison.Ordinal) ? Picture
            : Data("""[{"cmd":"Snap","code":1,"error":{"detail":"please login first","rspCode":-6}}]"""));
        await using var fixture =
            Fixture(host, 5, c => (c["LoginType"], c["LoginUrl"], c["LoginTokenField"], c["LoginTokenIn"]) = ("json", "/api/login", "token", "query:token"));

        Assert.Equal(5, (await fixture.RunAsync()).Summary.Stored);
        token += 100;
        Assert.Equal(5, (await fixture.RunAsync()).Summary.Stored);

        Assert.Equal(2, host.Requests.Count(IsPost));
    }

    [Theory]
    [InlineData("""[{"cmd":"Login","code":1,"error":{"detail":"login failed","rspCode":-7}}]""", "login failed")]
    [InlineData("""{"user":"viewer"}""", "LoginTokenField")]
    [InlineData("""{"token":""}""", "LoginTokenField")]
    [InlineData("""{"token":"a\r\nb"}""", "LoginTokenField")]
    public async Task LoginByJsonInVain_SaysWhy_AndIsSentOnce(string answer, string detail)
    {
        using var host = new ScriptedHost(_ => Data(answer));

        var outcome = await RunAsync(host, cameras: 5, tries: 3,
            camera: c => (c["LoginType"], c["LoginUrl"], c["LoginTokenField"], c["LoginTokenIn"]) = ("json", "/api/login", "token", "header:X-T"));

        Assert.All(outcome.Results, r => Assert.Equal("auth", r.Reason.Word));
        Assert.Contains(outcome.Results, r => r.Detail.Contains(detail, StringComparison.Ordinal));
        Assert.DoesNotContain(outcome.Results, r => r.Detail.Contains(Credentials.Password, StringComparison.Ordinal));
        Assert.Single(host.Requests);
    }

    [Fact]
    public async Task TokenAndLogin_GoToNoOtherHost()
    {
        using var thief = new ScriptedHost(_ => ScriptedHost.Form("/x"));
        using var host = new ScriptedHost(r => IsPost(r) ? Data("""{"token":"TKN"}""", In) : ScriptedHost.Redirect($"http://{thief.Authority}/snap"));

        foreach (var place in new[] { "header:Authorization", "cookie:T", "query:token" })
        {
            var outcome =
                await RunAsync(
                host, camera: c =>
                (c["LoginType"], c["LoginUrl"], c["LoginTokenField"], c["LoginTokenIn"], c["FollowRedirects"]) = ("json", "/api/login", "token", place, true));
            Assert.NotEqual("ok", outcome.Results[0].Reason.Word);
        }

        // Loopback is for no redirect at all; what would be sent elsewhere is seen in FollowRedirects' own tests.
        Assert.Empty(thief.Requests);
    }

    [Fact]
    public async Task LoginPage_WithSecretsInItsAddress_GetsThem()
    {
        using var host =
            new ScriptedHost(
            r => Path(r) == $"/auth?u=viewer&p={Uri.EscapeDataString(Credentials.Password)}" ? ScriptedHost.Page(Form, In) : IsIn(r) ? Picture
            : ScriptedHost.Redirect("/login"));

        Assert.Equal(1, (await RunAsync(host, camera: c => c["LoginUrl"] = "/auth?u={UserName}&p={PasswordKey}")).Summary.Stored);
    }

    [Fact]
    public async Task PictureThatIsElsewhereOnTheHost_IsFollowedWithTheSession()
    {
        using var host = new ScriptedHost(r => IsPost(r) ? ScriptedHost.Page("in", In) : Path(r) switch
        {
            "/login" => ScriptedHost.Page(Form),
            "/store/now.jpg" => IsIn(r) ? Picture : ScriptedHost.Redirect("/login"),
            _ => ScriptedHost.Redirect("/store/now.jpg"),
        });

        Assert.Equal(1, (await RunAsync(host)).Summary.Stored);
    }

    [Fact]
    public async Task PageInPlaceOfThePicture_AlsoAfterTheLogin_IsNamed()
    {
        using var host = new ScriptedHost(r => IsPost(r) ? ScriptedHost.Page("in", In) : Path(r) == "/login" ? ScriptedHost.Page(Form)
            : IsIn(r) ? ScriptedHost.Page("<html><title>Live view</title></html>") : ScriptedHost.Redirect("/login"));

        var result = (await RunAsync(host)).Results[0];

        Assert.Equal("not-jpeg", result.Reason.Word);
        Assert.Contains("an HTML page: Live view", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PictureCalledAPage_IsNoLogin()
    {
        using var host = new ScriptedHost(_ => Picture.Replace("image/jpeg", "text/html", StringComparison.Ordinal));

        Assert.Equal(1, (await RunAsync(host)).Summary.Stored);
        Assert.Single(host.Requests);
    }

    private static string Body(string? body) =>
        (body ?? """{"username":"{UserName}","password":"{PasswordKey}"}""").Replace("{UserName}", "viewer", StringComparison.Ordinal)
        .Replace("{PasswordKey}", InJson, StringComparison.Ordinal);

    private static string Data(string json, params string[] headers) =>
        ScriptedHost.Page(json, headers).Replace("text/html", "application/json", StringComparison.Ordinal);

    private static string Path(string request) => request.Split(' ', 3)[1];

    private static bool IsPost(string request) => request.StartsWith("POST", StringComparison.Ordinal);

    private static bool IsIn(string request) => request.Contains("sid=42", StringComparison.Ordinal);

    private static bool IsRight(string request) => request.EndsWith($"u=viewer&p={Encoded}", StringComparison.Ordinal);

    private static CaptureFixture Fixture(ScriptedHost host, int cameras = 1, Action<JsonObject>? camera = null, int tries = 1)
    {
        var fixture = new CaptureFixture();
        fixture.Settings["RetryAttempts"] = tries;
        for (var i = 0; i < cameras; i++)
        {
            fixture.Farm.Add($"S/P{i}");
            var settings = new JsonObject
            {
                ["Url"] = $"http://{host.Authority}/snap",
                ["Auth"] = "form",
                ["UserName"] = "viewer",
                ["PasswordKey"] = Credentials.PasswordKey
            };
            camera?.Invoke(settings);
            fixture.CameraSettings[$"S/P{i}"] = settings;
        }
        return fixture;
    }

    private static async Task<RoundOutcome> RunAsync(ScriptedHost host, int cameras = 1, Action<JsonObject>? camera = null, int tries = 1)
    {
        await using var fixture = Fixture(host, cameras, camera, tries);
        return await fixture.RunAsync();
    }
}
