using System.Collections;
using System.Text.Json.Nodes;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.Core;
using AutoCore.Daemon.Tests.Cameras.Fence;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Cameras.Http;

/// <summary>What one camera has otherwise than the others.</summary>
public sealed class OneCameraTests
{
    private static readonly string Whole = ScriptedHost.Picture(SmallPicture.Bytes);

    [Fact]
    public async Task LimitOfItsOwn_EndsTheTry()
    {
        using var silent = new ScriptedHost(_ => ScriptedHost.Silence);
        await using var fixture = Fixture(silent, c => c["FirstByteTimeout"] = "00:00:00.200");

        var outcome = await fixture.RunAsync();

        Assert.Equal(("timeout", "no first byte within 00:00:00.200"), (outcome.Results[0].Reason.Word, outcome.Results[0].Detail));
    }

    [Fact]
    public async Task TriesOfItsOwn_AreCounted()
    {
        using var broken = new ScriptedHost(_ => "");
        await using var fixture = Fixture(broken, c => c["RetryAttempts"] = 4);

        Assert.Equal(4, (await fixture.RunAsync()).Results[0].Attempts);
        Assert.Equal(4, broken.Requests.Count);
    }

    [Fact]
    public async Task Header_HoldsTheSecretThatItNames()
    {
        using var host =
            new ScriptedHost(
            r => r.Contains($"X-API-Key: Key {Credentials.Password}\r\n", StringComparison.OrdinalIgnoreCase) ? Whole
            : "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n");
        await using var fixture =
            Fixture(host, c => (c["Headers"], c["PasswordKey"]) = (new JsonObject { ["X-API-Key"] = "Key {PasswordKey}" }, Credentials.PasswordKey));

        Assert.Equal(1, (await fixture.RunAsync()).Summary.Stored);
    }

    [Fact]
    public async Task HeaderBeyondLatin1_IsSentInUtf8()
    {
        using var host = new ScriptedHost(
            r => r.Contains("X-Name: \u00E2\u0080\u009Cp\u00C3\u00A1tio\u00E2\u0080\u009D\r\n", StringComparison.Ordinal) ? Whole
            : "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n");
        await using var fixture = Fixture(host, c => c["Headers"] = new JsonObject { ["X-Name"] = "\u201Cp\u00E1tio\u201D" });

        Assert.Equal(1, (await fixture.RunAsync()).Summary.Stored);
    }

    [Fact]
    public async Task Disabled_IsNotAsked()
    {
        using var host = new ScriptedHost(_ => Whole);
        await using var fixture = Fixture(host, c => c["Enabled"] = false);

        Assert.Empty((await fixture.RunAsync()).Results);
        Assert.Empty(host.Requests);
    }

    [Theory]
    [InlineData("""{ "Host": "x" }""", "Host is not allowed")]
    [InlineData("""{ "Content-Length": "1" }""", "Content-Length is not allowed")]
    [InlineData("""{ "authorization": "x" }""", "authorization is not allowed")]
    [InlineData("""{ "X Y": "x" }""", "X Y is not allowed")]
    [InlineData("""{ "X-Y": 7 }""", "*** is not allowed")]
    [InlineData("""{ "X:Y": "x" }""", "unknown key")]
    [InlineData("\"S3CRET\"", "found \"***\"")]
    [InlineData("""{ "X-Y": "a\r\nb" }""", "\"***\" is not allowed")]
    [InlineData("""{ "X-Y": "{PasswordKey}" }""", "PasswordKey is not set")]
    [InlineData("""[ "X-Y" ]""", "expected a section")]
    public void WrongHeader_IsNamed(string headers, string problem)
    {
        var report = Load($$"""{ "Site": "S", "Name": "P", "Url": "http://cam/", "Headers": {{headers}} }""").Report;

        Assert.Contains(problem, Assert.Single(report.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""" "LoginType": "json" """, "needs it")]
    [InlineData(""" "LoginType": "json", "LoginUrl": "/l", "LoginBody": "{\"p\":\"S3CRET\"}" """, "is not allowed")]
    [InlineData(""" "LoginType": "json", "LoginUrl": "/l", "LoginBody": "p={PasswordKey}" """, "is not allowed")]
    [InlineData(""" "LoginType": "json", "LoginUrl": "/l", "LoginTokenField": "t" """, "need each other")]
    [InlineData(""" "LoginType": "json", "LoginUrl": "/l", "LoginTokenField": "t", "LoginTokenIn": "body:t" """, "is not allowed")]
    [InlineData(""" "Auth": "form", "LoginBody": "{\"p\":\"{PasswordKey}\"}" """, "LoginType json")]
    [InlineData(""" "LoginType": "xml" """, "form, json")]
    [InlineData(""" "Auth": "digest", "LoginType": "json", "LoginUrl": "/l" """, "set Auth to form")]
    [InlineData(""" "Auth": "basic", "LoginType": "form" """, "set Auth to form")]
    [InlineData(""" "LoginTokenField": "t", "LoginTokenIn": "query:t" """, "set Auth to form")]
    [InlineData(""" "Auth": "form", "LoginUrl": "ftp://cam/login" """, "no http:// or https://")]
    [InlineData(""" "Auth": "form", "LoginUrl": "javascript:login()" """, "no http:// or https://")]
    [InlineData(""" "SkipFrames": 1000 """, "from 0 to 100")]
    public void WrongLoginOrFrames_AreNamed(string keys, string problem)
    {
        var errors = Load($$"""{ "Site": "S", "Name": "P", "Url": "http://cam/", "UserName": "u", "PasswordKey": "K", {{keys}} }""").Report.Errors;

        Assert.Contains(errors, e => e.Contains(problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(""" "Auth": "digest", "LoginUrl": "/login" """, "set Auth to form")]
    [InlineData(""" "Auth": "form", "LoginUrl": "http://u:S3CRET@cam/login" """, "take them out")]
    public void LoginUrlThatWasPassedOver_IsWarnedOf_AndStartsAsBefore(string keys, string problem)
    {
        var report = Load($$"""{ "Site": "S", "Name": "P", "Url": "http://cam/", "UserName": "u", "PasswordKey": "K", {{keys}} }""").Report;

        Assert.Empty(report.Errors);
        Assert.Contains(report.Warnings, w => w.Contains(problem, StringComparison.Ordinal) && !w.Contains("S3CRET", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(""" "Url": "https://cam/", "Auth": "form", "PasswordKey": "K", "LoginUrl": "http://cam/login" """, "begin LoginUrl with https://")]
    [InlineData(""" "Url": "http://cam/", "LoginType": "json", "LoginUrl": "/l" """, "PasswordKey is not set")]
    public void LoginThatCouldNeverBeSent_IsNamed(string keys, string problem)
    {
        var report = Load($$"""{ "Site": "S", "Name": "P", "UserName": "u", {{keys}} }""").Report;

        Assert.Contains(problem, Assert.Single(report.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("login.cgi?x=1")]
    [InlineData("https://other/login")]
    [InlineData("//cam/login")]
    public void LoginUrlThatIsGood_IsTaken(string url)
    {
        var report =
            Load($$"""{ "Site": "S", "Name": "P", "Url": "https://cam/", "Auth": "form", "UserName": "u", "PasswordKey": "K", "LoginUrl": "{{url}}" }""").Report;

        Assert.Empty(report.Errors);
        Assert.Empty(report.Warnings);
    }

    [Fact]
    public void LoginType_MeansForm_AndItsBodysSecretsAreShownNowhere()
    {
        var loaded =
            Load("""{ "Site": "S", "Name": "P", "Url": "http://cam/", "UserName": "u", "PasswordKey": "K", "LoginType": "json", "LoginUrl": "/l", "LoginBody": "{\"pw\":\"{PasswordKey}\",\"token\":\"S3CRET\"}" }""");

        Assert.Empty(loaded.Report.Errors);
        Assert.Equal(Core.Cameras.CameraAuth.Form, Assert.Single(loaded.Options.Cameras.Sources).Auth);
        Assert.DoesNotContain(loaded.Report.Effective, e => e.Value.Contains("S3CRET", StringComparison.Ordinal));
    }

    [Fact]
    public void SecretsWrittenOut_AreShownNowhere()
    {
        var report = Load("""{ "Site": "S", "Name": "P", "Url": "http://cam/s?usr=a&pwd=S3CRET&cmd=snap", "Headers": { "X-Api-Key": "S3CRET" } }""").Report;

        Assert.Empty(report.Errors);
        Assert.DoesNotContain(report.Effective, e => e.Value.Contains("S3CRET", StringComparison.Ordinal));
        Assert.Contains(report.Effective, e => e.Value == "http://cam/s?usr=a&pwd=***&cmd=snap");
    }

    [Fact]
    public async Task SecretsWrittenOut_ThatTheCameraQuotes_AreNotShown()
    {
        using var host = new ScriptedHost(
            r => $"HTTP/1.1 500 No\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nno {r.Split(' ')[1]} of {KeyIn(r)}");
        await using var fixture = Fixture(host, c => (c["Url"], c["Headers"]) =
            ($"http://{host.Authority}/snap?cmd=1&pwd=FIRSTs3cret", new JsonObject { ["X-Api-Key"] = "SECONDs3cret", ["X-Auth"] = "Token THIRDs3cret" }));

        var detail = (await fixture.RunAsync()).Results[0].Detail;

        Assert.Contains("no /snap", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", detail, StringComparison.Ordinal);

        static string KeyIn(string request) =>
            string.Join(' ', request.Split("\r\n").Where(l => l.StartsWith("X-", StringComparison.OrdinalIgnoreCase)).Select(l => l.Split(' ')[^1]));
    }

    [Fact]
    public void AddressWithAPassword_IsRefusedWithoutRepeatingIt()
    {
        var error = Assert.Single(Load("""{ "Site": "S", "Name": "P", "Url": "http://admin:S3CRET@cam/" }""").Report.Errors);

        Assert.DoesNotContain("S3CRET", error, StringComparison.Ordinal);
        Assert.Contains("UserName", error, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatFollowsTheHash_IsWarnedOf() =>
        Assert.Contains("%23", Assert.Single(Load("""{ "Site": "S", "Name": "P", "Url": "http://cam/s?pwd=a#b" }""").Report.Warnings),
            StringComparison.Ordinal);

    private static LoadedSettings Load(string camera)
    {
        using var folder = new TemporaryFolder();
        return LoadedSettings.Load(folder.Write("appsettings.json", $$"""{ "AutoCore": { "Cameras": { "Sources": [ {{camera}} ] } } }"""), new Hashtable());
    }

    private static CaptureFixture Fixture(ScriptedHost host, Action<JsonObject> change)
    {
        var settings = new JsonObject { ["Url"] = $"http://{host.Authority}/snap", ["Auth"] = "none" };
        change(settings);
        var fixture = new CaptureFixture();
        fixture.Settings["RetryAttempts"] = 1;
        fixture.Farm.Add("S/P0");
        fixture.CameraSettings["S/P0"] = settings;
        return fixture;
    }
}
