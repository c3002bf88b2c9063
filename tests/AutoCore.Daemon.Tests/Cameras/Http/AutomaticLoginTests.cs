using System.Text.Json.Nodes;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.Daemon.Tests.Cameras.Fence;

namespace AutoCore.Daemon.Tests.Cameras.Http;

/// <summary>Cameras that say themselves which login they want: no <c>Auth</c> in the settings.</summary>
public sealed class AutomaticLoginTests
{
    private const string Basic = "Basic realm=\"cam\"";
    private const string Digest = "Digest realm=\"cam\", nonce=\"n1\", qop=\"auth\"";

    private static readonly string Whole = ScriptedHost.Picture(SmallPicture.Bytes);

    [Theory]
    [InlineData(Basic, "Basic ")]
    [InlineData(Digest, "Digest ")]
    [InlineData(Basic + ", " + Digest, "Digest ")]
    public async Task AsksOnce_RemembersWhatItTook(string offered, string sent)
    {
        using var host = new ScriptedHost(r => r.Contains($"Authorization: {sent}", StringComparison.Ordinal) ? Whole : Refusal(offered));
        await using var fixture = Fixture(host);

        Assert.Equal(1, (await fixture.RunAsync()).Summary.Stored);
        Assert.Equal(2, host.Requests.Count);
        Assert.Equal(1, (await fixture.RunAsync()).Summary.Stored);
        Assert.Equal(3, host.Requests.Count);
    }

    [Fact]
    public async Task TookADigest_IsNotSentThePasswordWhenItAsksForIt()
    {
        var offered = Digest;
        using var host = new ScriptedHost(r => r.Contains("Authorization: Digest", StringComparison.Ordinal) && offered == Digest ? Whole : Refusal(offered));
        await using var fixture = Fixture(host);
        Assert.Equal(1, (await fixture.RunAsync()).Summary.Stored);
        offered = Basic;

        var outcome = await fixture.RunAsync();

        Assert.Equal("auth", outcome.Results[0].Reason.Word);
        Assert.DoesNotContain(host.Requests, r => r.Contains("Authorization: Basic", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Basic)]
    [InlineData(Digest)]
    public async Task WrongPassword_IsSentOnce(string offered)
    {
        using var host = new ScriptedHost(_ => Refusal(offered));
        await using var fixture = Fixture(host);
        fixture.Settings["RetryAttempts"] = 3;

        var outcome = await fixture.RunAsync();

        Assert.Equal("auth", outcome.Results[0].Reason.Word);
        Assert.Single(host.Requests, r => r.Contains("Authorization", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WantsNoLogin_IsSentNone()
    {
        using var host = new ScriptedHost(_ => Whole);
        await using var fixture = Fixture(host);

        Assert.Equal(1, (await fixture.RunAsync()).Summary.Stored);
        Assert.DoesNotContain(host.Requests, r => r.Contains("Authorization", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("viewer", null)]
    [InlineData("viewer", "NOT_THERE")]
    public async Task Open_WithHalfALogin_IsAskedAsBefore(string? user, string? key)
    {
        using var host = new ScriptedHost(_ => Whole);
        await using var fixture = Fixture(host);
        (fixture.CameraSettings["S/P0"]["UserName"], fixture.CameraSettings["S/P0"]["PasswordKey"]) = (user, key);

        Assert.Equal(1, (await fixture.RunAsync()).Summary.Stored);
    }

    [Fact]
    public async Task OfferedADigestAndRefusedIt_IsNotSentThePasswordLater()
    {
        var offered = Digest;
        using var host = new ScriptedHost(_ => Refusal(offered));
        await using var fixture = Fixture(host);
        await fixture.RunAsync();
        offered = Basic;

        var outcome = await fixture.RunAsync();

        Assert.Contains("https", outcome.Results[0].Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Requests, r => r.Contains("Authorization: Basic", StringComparison.Ordinal));
    }

    private static string Refusal(string offered) => $"HTTP/1.1 401 No\r\nWWW-Authenticate: {offered}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private static CaptureFixture Fixture(ScriptedHost host)
    {
        var fixture = new CaptureFixture();
        fixture.Settings["RetryAttempts"] = 1;
        fixture.Farm.Add("S/P0");
        fixture.CameraSettings["S/P0"] =
            new JsonObject { ["Url"] = $"http://{host.Authority}/snap", ["Auth"] = null, ["UserName"] = "viewer", ["PasswordKey"] = Credentials.PasswordKey };
        return fixture;
    }
}
