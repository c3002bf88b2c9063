using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras;
using AutoCore.Daemon.Tests.Cameras.Fence;
using AutoCore.Policies.Cameras.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Tests.Cameras.Http;

/// <summary>Cameras whose picture is elsewhere: moved, signed anew each time, behind https; and secrets that an address only names.</summary>
public sealed class RedirectTests
{
    private static readonly string Whole = ScriptedHost.Picture(SmallPicture.Bytes);

    [Fact]
    public async Task SignedAnewEachTime_IsFollowedWithTheLogin()
    {
        var signed = 0;
        using var host = new ScriptedHost(r =>
            !r.Contains("Authorization: Basic", StringComparison.Ordinal) ? "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n"
            : r.StartsWith("GET /snap ", StringComparison.Ordinal) ? ScriptedHost.Redirect($"/cdn/{++signed}.jpg?sig={signed}")
            : r.StartsWith($"GET /cdn/{signed}.jpg?sig={signed} ", StringComparison.Ordinal) ? Whole : "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n");
        await using var fixture =
            Fixture($"http://{host.Authority}/snap", c => (c["Auth"], c["UserName"], c["PasswordKey"]) = ("basic", "viewer", Credentials.PasswordKey));

        Assert.Equal(1, (await fixture.RunAsync()).Summary.Stored);
        Assert.Equal(1, (await fixture.RunAsync()).Summary.Stored);
    }

    [Fact]
    public async Task LeadsInACircle_EndsAfterThreeSteps()
    {
        using var host = new ScriptedHost(_ => ScriptedHost.Redirect("/snap"));
        await using var fixture = Fixture($"http://{host.Authority}/snap");

        var outcome = await fixture.RunAsync();

        Assert.Equal(("redirect", RedirectPolicy.Most + 1), (outcome.Results[0].Reason.Word, host.Requests.Count));
    }

    [Theory]
    [InlineData("/snap")]
    [InlineData("/snap?cookies=1")]
    public async Task LeadsOnToSeeWhetherItsCookieComesBack_GivesItsPicture(string location)
    {
        using var host = new ScriptedHost(r => r.Contains("Cookie: seen=1\r\n", StringComparison.OrdinalIgnoreCase) ? Whole
            : ScriptedHost.Redirect(location).Replace("Connection", "Set-Cookie: seen=1; Path=/\r\nConnection", StringComparison.Ordinal));
        await using var fixture = Fixture($"http://{host.Authority}/snap");

        Assert.Equal(1, (await fixture.RunAsync()).Summary.Stored);
        Assert.Equal(2, host.Requests.Count);
    }

    [Fact]
    public async Task LeadsInAWiderCircle_IsToldAsOne()
    {
        using var host = new ScriptedHost(r => ScriptedHost.Redirect(r.StartsWith("GET /snap ", StringComparison.Ordinal) ? "/b" : "/snap"));
        await using var fixture = Fixture($"http://{host.Authority}/snap");

        var result = (await fixture.RunAsync()).Results[0];

        Assert.Equal("redirect", result.Reason.Word);
        Assert.StartsWith("the camera leads on and on", result.Remedy?.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LeadsToThisMachine_IsNotFollowed(bool followsElsewhere)
    {
        using var other = new ScriptedHost(_ => Whole);
        using var host = new ScriptedHost(_ => ScriptedHost.Redirect($"http://{other.Authority}/snap"));
        await using var fixture = Fixture($"http://{host.Authority}/snap", c => c["FollowRedirects"] = followsElsewhere);

        Assert.Equal(0, (await fixture.RunAsync()).Summary.Stored);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task LeadsToAnotherHost_WithLeave_GetsThereWithoutTheLogin()
    {
        Assert.SkipWhen(OwnAddress() is null, "this machine has no address but loopback");
        using var other = new ScriptedHost(_ => Whole, OwnAddress()!);
        using var host = new ScriptedHost(_ => ScriptedHost.Redirect($"http://{other.Authority}/snap"));
        void Login(JsonObject camera) => (camera["Auth"], camera["UserName"], camera["PasswordKey"]) = ("basic", "viewer", Credentials.PasswordKey);
        await using var careful = Fixture($"http://{host.Authority}/snap", Login);
        Assert.Equal("redirect", (await careful.RunAsync()).Results[0].Reason.Word);
        await using var fixture = Fixture($"http://{host.Authority}/snap", c =>
        {
            Login(c);
            c["FollowRedirects"] = true;
        });

        Assert.Equal(1, (await fixture.RunAsync()).Summary.Stored);
        Assert.DoesNotContain(other.Requests, r => r.Contains("Authorization", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task SecretNamedInTheAddress_IsSentAndShownNowhere()
    {
        using var host =
            new ScriptedHost(
            r => r.Contains($"user=viewer&password={Uri.EscapeDataString(Credentials.Password)} ", StringComparison.Ordinal) ? Whole
            : ScriptedHost.Redirect($"/other?pwd={Credentials.Password}&x={r.Split(' ')[1]}"));
        void Login(JsonObject camera) => (camera["UserName"], camera["PasswordKey"]) = ("viewer", Credentials.PasswordKey);
        await using var fixture = Fixture($"http://{host.Authority}/snap?user={{UserName}}&password={{PasswordKey}}", Login);
        Assert.Equal(1, (await fixture.RunAsync()).Summary.Stored);
        await using var wrong = Fixture($"http://{host.Authority}/snap?pw={{PasswordKey}}", Login);

        var outcome = await wrong.RunAsync();

        Assert.Equal("redirect", outcome.Results[0].Reason.Word);
        Assert.DoesNotContain(Credentials.Password, outcome.Results[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecretQuotedByTheCamera_IsNotShown()
    {
        using var host = new ScriptedHost(
            r => $"HTTP/1.1 400 No\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nCannot GET {r.Split(' ')[1]}, {Credentials.Password}");
        await using var fixture = Fixture($"http://{host.Authority}/snap?p={{PasswordKey}}", c => c["PasswordKey"] = Credentials.PasswordKey);

        var detail = (await fixture.RunAsync()).Results[0].Detail;

        Assert.Contains("***", detail, StringComparison.Ordinal);
        Assert.DoesNotContain(Credentials.Password, detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("form")]
    public async Task LeadsToHttpsWhoseCertificateIsUnknown_TheCheckNamesTheAddressAndTheFingerprint(string auth)
    {
        var secure = new Uri("http://nowhere/");
        using var host = new ScriptedHost(_ => ScriptedHost.Redirect($"{secure.AbsoluteUri}snap"));
        await using var fixture =
            Fixture($"http://{host.Authority}/snap", c => (c["Auth"], c["UserName"], c["PasswordKey"]) = (auth, "viewer", Credentials.PasswordKey));
        secure = new(fixture.Farm.Add("S/P1", new Camera { Reach = Reach.Tls }).Url, "/");
        var cameras = fixture.Services.GetRequiredService<CamerasOptions>().Sources.Where(c => c.Name == "P0").ToList();

        var finding = Assert.Single(await fixture.Services.GetRequiredService<CameraCheck>().RunAsync(cameras, static _ => { }, CancellationToken.None));

        Assert.StartsWith("tls", finding.Answer, StringComparison.Ordinal);
        Assert.Contains($"leads to https://{secure.Authority}", finding.Advice, StringComparison.Ordinal);
        Assert.Contains($"\"TlsFingerprint\": \"{fixture.Farm.CertificateFingerprint}\"", finding.Advice, StringComparison.Ordinal);
    }

    private static IPAddress? OwnAddress()
    {
        try
        {
            return Dns.GetHostAddresses(Dns.GetHostName(), AddressFamily.InterNetwork).FirstOrDefault(a => !IPAddress.IsLoopback(a));
        }
        catch (SocketException)
        {
            // The machine's own name leads nowhere.
            return null;
        }
    }

    private static CaptureFixture Fixture(string url, Action<JsonObject>? change = null)
    {
        var settings = new JsonObject { ["Url"] = url, ["Auth"] = "none" };
        change?.Invoke(settings);
        var fixture = new CaptureFixture();
        fixture.Settings["RetryAttempts"] = 1;
        fixture.Farm.Add("S/P0");
        fixture.CameraSettings["S/P0"] = settings;
        return fixture;
    }
}
