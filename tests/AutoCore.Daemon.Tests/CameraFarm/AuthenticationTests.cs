using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AutoCore.CameraFarm.Access;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Pictures;
using AutoCore.CameraFarm.Serving;

namespace AutoCore.Daemon.Tests.CameraFarm;

public sealed partial class AuthenticationTests : IAsyncDisposable
{
    private const string User = "viewer";
    private const string Password = "pass word";

    private readonly Farm farm = Farm.Start(new FarmOptions { Pictures = new PictureOptions { Width = 64, Height = 48 } });

    public static TheoryData<DigestForm> DigestForms => [.. Enum.GetValues<DigestForm>()];

    public enum DigestForm
    {
        Md5,
        Sha256,
        BothAndBasic,
        WithoutQop,
        OnePicturePerNonce,
    }

    public ValueTask DisposeAsync() => farm.DisposeAsync();

    [Theory]
    [MemberData(nameof(DigestForms))]
    public async Task Digest_PlatformsClient_IsLetInWithTheRightPasswordOnly(DigestForm form)
    {
        var camera = farm.Add("P1", new Camera { Authentication = Create(form) });

        Assert.Equal(200, await StatusAsync(camera, Password));
        Assert.Equal(200, await StatusAsync(camera, Password));
        Assert.Equal(401, await StatusAsync(camera, "wrong"));
        Assert.Equal(2, camera.Images);
    }

    [Fact]
    public async Task Digest_NonceCount_MustGrow()
    {
        var camera = farm.Add("P1", new Camera { Authentication = new DigestAuthentication(User, Password) });
        var nonce = NonceOf(await FarmClient.GetAsync(camera, headers: "Connection: close"));

        Assert.StartsWith("HTTP/1.1 200", await AnswerAsync(camera, nonce, count: 1), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", await AnswerAsync(camera, nonce, count: 5), StringComparison.Ordinal);
        Assert.Contains("stale=true", await AnswerAsync(camera, nonce, count: 5), StringComparison.Ordinal);
        Assert.Contains("stale=true", await AnswerAsync(camera, nonce, count: 4), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", await AnswerAsync(camera, nonce, count: 6), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Digest_CountsMayOvertake_RefusesOnlyUsedOnes()
    {
        var camera = farm.Add("P1", new Camera { Authentication = new DigestAuthentication(User, Password) { CountsMayOvertake = true } });
        var nonce = NonceOf(await FarmClient.GetAsync(camera, headers: "Connection: close"));

        Assert.StartsWith("HTTP/1.1 200", await AnswerAsync(camera, nonce, count: 2), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", await AnswerAsync(camera, nonce, count: 1), StringComparison.Ordinal);
        Assert.Contains("stale=true", await AnswerAsync(camera, nonce, count: 2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Digest_ResponseOfAnotherTarget_IsRefusedAsWrongNotAsStale()
    {
        var camera = farm.Add("P1", new Camera { Authentication = new DigestAuthentication(User, Password) });
        var nonce = NonceOf(await FarmClient.GetAsync(camera, headers: "Connection: close"));

        var answer = await AnswerAsync(camera, nonce, count: 1, target: "/elsewhere");

        Assert.StartsWith("HTTP/1.1 401", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("stale", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Digest_ExpiredNonce_IsStale()
    {
        var digest = new DigestAuthentication(User, Password);
        var camera = farm.Add("P1", new Camera { Authentication = digest });
        var nonce = NonceOf(await FarmClient.GetAsync(camera, headers: "Connection: close"));
        Assert.StartsWith("HTTP/1.1 200", await AnswerAsync(camera, nonce, count: 1), StringComparison.Ordinal);

        digest.ExpireNonces();

        Assert.Contains("stale=true", await AnswerAsync(camera, nonce, count: 2), StringComparison.Ordinal);
        Assert.Equal(2, digest.Challenges);
    }

    [Fact]
    public async Task Basic_RightAndWrongPassword_LetsInAndRefuses()
    {
        var camera = farm.Add("P1", new Camera { Authentication = new BasicAuthentication(User, Password) });

        Assert.Equal(200, await StatusAsync(camera, Password));
        Assert.Equal(401, await StatusAsync(camera, "wrong"));
    }

    [Fact]
    public async Task Bearer_RightAndWrongToken_LetsInAndRefuses()
    {
        var camera = farm.Add("P1", new Camera { Authentication = new BearerAuthentication("abc") });

        Assert.StartsWith("HTTP/1.1 200", (await FarmClient.GetAsync(camera, headers: ["Authorization: Bearer abc", "Connection: close"])).Head,
            StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 401", (await FarmClient.GetAsync(camera, headers: ["Authorization: Bearer abd", "Connection: close"])).Head,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_PortalOfTwoCameras_OneSessionServesBothUntilItExpires()
    {
        var portal = new FormAuthentication(User, Password) { SessionUses = 3 };
        var one = farm.Add("P1", new Camera { Authentication = portal });
        var two = farm.Add("P2", new Camera { Authentication = portal });
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });

        Assert.Equal(401, await GetAsync(client, one));
        Assert.Equal(401, await LogInAsync(client, one, "wrong"));
        Assert.Equal(302, await LogInAsync(client, one, Password));
        for (var picture = 0; picture < 3; picture++) Assert.Equal(200, await GetAsync(client, picture == 1 ? two : one));
        Assert.Equal(401, await GetAsync(client, two));
        Assert.Equal(302, await LogInAsync(client, one, Password));
        Assert.Equal(200, await GetAsync(client, one));
        portal.ExpireSessions();
        Assert.Equal(401, await GetAsync(client, one));
        Assert.Equal(2, portal.Logins);
    }

    [Fact]
    public async Task Form_RedirectsToForm_NamesItsPath()
    {
        var camera = farm.Add("P1", new Camera { Authentication = new FormAuthentication(User, Password) { Path = "/portal/login", RedirectsToForm = true } });

        var answer = await FarmClient.GetAsync(camera, headers: "Connection: close");

        Assert.Contains("Location: /portal/login", answer.Head, StringComparison.Ordinal);
    }

    private static DigestAuthentication Create(DigestForm form) => form switch
    {
        DigestForm.Sha256 => new(User, Password) { Algorithms = ["SHA-256"] },
        DigestForm.BothAndBasic => new(User, Password) { Algorithms = ["SHA-256", "MD5"], OffersBasic = true },
        DigestForm.WithoutQop => new(User, Password) { Algorithms = [null], Qop = false },
        DigestForm.OnePicturePerNonce => new(User, Password) { NonceUses = 1 },
        _ => new(User, Password),
    };

    private static async Task<int> StatusAsync(FarmCamera camera, string password)
    {
        using var client = new HttpClient(new SocketsHttpHandler { Credentials = new NetworkCredential(User, password) });
        return await GetAsync(client, camera);
    }

    private static async Task<int> GetAsync(HttpClient client, FarmCamera camera)
    {
        using var answer = await client.GetAsync(camera.Url);
        return (int)answer.StatusCode;
    }

    private static async Task<int> LogInAsync(HttpClient client, FarmCamera camera, string password)
    {
        using var form = new FormUrlEncodedContent([new("username", User), new("password", password)]);
        using var answer = await client.PostAsync(new Uri(camera.Url, "/login"), form);
        return (int)answer.StatusCode;
    }

    private static string NonceOf(FarmClient challenge) => Nonce().Match(challenge.Head).Groups["nonce"].Value;

    private static async Task<string> AnswerAsync(FarmCamera camera, string nonce, int count, string? target = null)
    {
        const string Realm = "IP Camera(C1234)";
        target ??= camera.Url.PathAndQuery;
        var response = Md5($"{Md5($"{User}:{Realm}:{Password}")}:{nonce}:{count:x8}:abcd:auth:{Md5($"GET:{target}")}");
        var header =
            $"Authorization: Digest username=\"{User}\", realm=\"{Realm}\", nonce=\"{nonce}\", uri=\"{target}\", qop=auth, nc={count:x8}, cnonce=\"abcd\", response=\"{response}\"";
        return (await FarmClient.GetAsync(camera, headers: [header, "Connection: close"])).Head;
    }

#pragma warning disable CA5351 // The scheme's own hash.
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    [GeneratedRegex("nonce=\"(?<nonce>[^\"]+)\"")]
    private static partial Regex Nonce();
}
