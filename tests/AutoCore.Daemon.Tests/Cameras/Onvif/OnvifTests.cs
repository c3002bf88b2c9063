using System.Net;
using AutoCore.CameraFarm.Access;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Onvif;
using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras;
using AutoCore.Daemon.Tests.Cameras.Rtsp;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Tests.Cameras.Onvif;

/// <summary>Cameras whose address says only which device they are.</summary>
public sealed class OnvifTests
{
    public static TheoryData<string, OnvifBehaviour> Devices => new()
    {
        { "Digest", new() },
        { "Token", new() { WantsToken = true, ClockError = TimeSpan.FromDays(-4015) } },
        { "Token", new() { WantsToken = true, ClockError = TimeSpan.FromDays(400) } },
        { "Digest", new() { GivenHost = "192.0.2.108:{0}" } },
        { "Digest", new() { IsOld = true } },
        { "Digest", new() { HasMedia2Only = true, TellsEndpoint = false } },
        { "-", new() { Authentication = null, IsDiscoverable = false, TellsEndpoint = false } },
    };

    [Theory]
    [MemberData(nameof(Devices), DisableDiscoveryEnumeration = true)]
    public async Task Picture_IsFoundAndTaken_AndTheAddressIsKept(string login, OnvifBehaviour behaviour)
    {
        await using var yard = new OnvifYard();
        var device = yard.Add(behaviour);
        device.Behaviour = behaviour with { GivenHost = behaviour.GivenHost?.Replace("{0}", device.Authority.Split(':')[1], StringComparison.Ordinal) };
        yard.Use(device);

        var first = await yard.TakeAsync();
        var asked = device.Requests;
        var second = await yard.TakeAsync();
        yard.Restart();
        var third = await yard.TakeAsync();

        Assert.Equal(("ok", "ok", "ok"), (first.Reason.Word, second.Reason.Word, third.Reason.Word));
        Assert.Contains($"GetProfiles {login}", asked);
        Assert.DoesNotContain(device.Requests, static r => r.EndsWith(" Basic", StringComparison.Ordinal));
        Assert.All(device.Requests.Skip(asked.Count),
            static r => Assert.True(!r.StartsWith("Get", StringComparison.Ordinal) || r == "GetEndpointReference -", r));
        Assert.Equal(3, device.Images);
    }

    [Fact]
    public async Task NoPicture_TheStreamIsTaken_AndItIsAStreamFromThenOn()
    {
        await using var stream = RtspTests.Far("Digest");
        await using var yard = new OnvifYard();
        // A device's parts share its address; its stream server here has another one, which only its port tells.
        var device = yard.Add(new() { HasSnapshot = false, Stream = $":{stream.Authority.Split(':')[1]}/live" },
            new(IPAddress.Loopback, 0));
        yard.Use(device);

        Assert.Equal("ok", (await yard.TakeAsync()).Reason.Word);
        Assert.Equal("ok", (await yard.TakeAsync()).Reason.Word);
        Assert.Contains("DESCRIBE", stream.Methods);
        Assert.Single(device.Requests, static r => r.StartsWith("GetStreamUri", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Hostility.Entities, "corrupt", "no XML")]
    [InlineData(Hostility.Endless, "too-large", "256 KB")]
    [InlineData(Hostility.Deep, "corrupt", "deep")]
    [InlineData(Hostility.Huge, "too-large", "256 KB")]
    [InlineData(Hostility.Page, "corrupt", "no XML")]
    public async Task Hostile_IsThatCamerasFailure_WithAReason(Hostility hostility, string word, string detail)
    {
        await using var yard = new OnvifYard();
        var device = yard.Add(new() { Hostility = hostility });
        yard.Use(device);

        var result = await yard.TakeAsync();

        Assert.Equal(word, result.Reason.Word);
        Assert.Contains(detail, result.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(device.Requests, static r => !r.EndsWith(" -", StringComparison.Ordinal));
        var finding = await yard.Capture.Services.GetRequiredService<CameraCheck>().RunAsync(
            yard.Capture.Services.GetRequiredService<CamerasOptions>().Sources, static _ => { }, default);
        Assert.Contains("speaks no ONVIF", Assert.Single(finding).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Profile_IsTheOneThatIsWanted_AndAnUnknownOneIsToldWithThoseThatAre()
    {
        await using var yard = new OnvifYard();
        var device = yard.Add(OnvifPresets.All.Single(static p => p.Name == "Recorder").Behaviour);
        yard.Use(device, "?profile=P_201");
        var good = await yard.TakeAsync();
        yard.Use(device, "?profile=sub9");
        var unknown = await yard.TakeAsync();

        Assert.Equal(("ok", "not-found"), (good.Reason.Word, unknown.Reason.Word));
        Assert.Contains("P_101, P_102, P_201, P_202", unknown.Detail, StringComparison.Ordinal);
    }

    /// <summary>Where the picture was stands nothing now, or a page: many answer so to every path, and were not asked again.</summary>
    [Theory]
    [InlineData(404)]
    [InlineData(200)]
    public async Task PictureThatIsElsewhere_IsFoundAgainInTheSameTry(int status)
    {
        await using var stream = RtspTests.Far("");
        await using var yard = new OnvifYard();
        var device = yard.Add(new(), new(IPAddress.Loopback, 0));
        yard.Use(device);
        Assert.Equal("ok", (await yard.TakeAsync()).Reason.Word);

        device.Behaviour = device.Behaviour with { HasSnapshot = false, GoneStatus = status, Stream = $":{stream.Authority.Split(':')[1]}/live" };

        Assert.Equal("ok", (await yard.TakeAsync()).Reason.Word);
        // From now on it is a stream, which the device is not asked for again.
        var asked = device.Requests.Count(static r => r.StartsWith("GetStreamUri", StringComparison.Ordinal));
        Assert.Equal("ok", (await yard.TakeAsync()).Reason.Word);
        Assert.Equal(asked, device.Requests.Count(static r => r.StartsWith("GetStreamUri", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task StreamInPlaceOfThePicture_ThatDoesNotAnswer_IsNamed_WithWhatHelps()
    {
        await using var yard = new OnvifYard();
        var device = yard.Add(new() { TellsEndpoint = false, IsDiscoverable = false });
        yard.Use(device);
        Assert.Equal("ok", (await yard.TakeAsync()).Reason.Word);
        var closed = OnvifYard.FreeTcpPort();
        device.Behaviour = device.Behaviour with { HasSnapshot = false, Stream = $":{closed}/live" };

        var result = await yard.TakeAsync();

        Assert.Equal("refused", result.Reason.Word);
        Assert.Contains($"at rtsp://{device.Authority.Split(':')[0]}:{closed}, where the device says that its stream is", result.Detail, StringComparison.Ordinal);
        Assert.Contains("switch RTSP on in the camera", await AdviceAsync(yard), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProfileThatIsGone_IsTold_WithThoseThatAre()
    {
        await using var yard = new OnvifYard();
        var recorder = OnvifPresets.All.Single(static p => p.Name == "Recorder").Behaviour with { TellsEndpoint = false, IsDiscoverable = false };
        var device = yard.Add(recorder);
        yard.Use(device, "?profile=P_201");
        Assert.Equal("ok", (await yard.TakeAsync()).Reason.Word);
        // The channel was taken out, and its picture with it.
        device.Behaviour = recorder with { HasSnapshot = false, Profiles = [.. recorder.Profiles.Where(static p => p.Source == "Source_1")] };

        var result = await yard.TakeAsync();

        Assert.Equal(("not-found", "no profile P_201, but P_101, P_102"), (result.Reason.Word, result.Detail));
        Assert.Contains("?profile=", await AdviceAsync(yard), StringComparison.Ordinal);
        // And comes back.
        device.Behaviour = recorder;
        Assert.Equal("ok", (await yard.TakeAsync()).Reason.Word);
    }

    [Fact]
    public async Task DeviceWithoutAnyProfile_SaysSo_AndNotThatTheWantedOneIsMissing()
    {
        await using var yard = new OnvifYard();
        yard.Use(yard.Add(new() { Profiles = [] }));

        Assert.Equal("no profile: the device has none", (await yard.TakeAsync()).Detail);
        Assert.Contains("make one in its settings", await AdviceAsync(yard), StringComparison.Ordinal);
    }

    /// <summary>Whoever wants the password itself was told that it may be wrong.</summary>
    [Fact]
    public async Task BasicAlone_IsRefused_WithWhatHelps()
    {
        await using var yard = new OnvifYard();
        var device = yard.Add(new() { Authentication = new BasicAuthentication(Credentials.UserName, Credentials.Password) });
        yard.Use(device);

        var result = await yard.TakeAsync();

        Assert.Equal("auth", result.Reason.Word);
        Assert.Contains("asks for Basic alone", result.Detail, StringComparison.Ordinal);
        Assert.Contains("switch its login to Digest", await AdviceAsync(yard), StringComparison.Ordinal);
        Assert.DoesNotContain(device.Requests, static r => r.EndsWith(" Basic", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("&p=", true)]
    [InlineData("&token=x&p=", false)]
    public async Task AddressWithThePassword_IsAskedAsItIs_AndNoFileHoldsIt(string query, bool isKept)
    {
        await using var yard = new OnvifYard();
        var device = yard.Add(new() { SnapshotQuery = query + Uri.EscapeDataString(Credentials.Password) });
        yard.Use(device);

        Assert.Equal("ok", (await yard.TakeAsync()).Reason.Word);
        yard.Restart();
        Assert.Equal("ok", (await yard.TakeAsync()).Reason.Word);

        var state = await File.ReadAllTextAsync(Path.Combine(yard.Capture.DataDirectory, "capture", "onvif.tsv"));
        Assert.DoesNotContain(Credentials.Password, Uri.UnescapeDataString(state), StringComparison.Ordinal);
        Assert.Equal(isKept, state.Contains("{PasswordKey}", StringComparison.Ordinal));
        Assert.DoesNotContain("token", state, StringComparison.Ordinal);
        Assert.All(device.Targets, t => Assert.EndsWith(Uri.EscapeDataString(Credentials.Password), t, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "/onvif-http/snapshot?Profile=***")]
    [InlineData("&token=x", "/***")]
    public async Task Check_SaysWhereThePictureIs(string query, string place)
    {
        await using var yard = new OnvifYard();
        var device = yard.Add(new() { SnapshotQuery = query });
        yard.Use(device);

        var finding = Assert.Single(await yard.Capture.Services.GetRequiredService<CameraCheck>().RunAsync(
            yard.Capture.Services.GetRequiredService<CamerasOptions>().Sources, static _ => { }, default));

        Assert.True(finding.IsGood);
        Assert.EndsWith($"at http://{device.Authority}{place}", finding.Answer, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(yard.Capture.DataDirectory, "capture", "onvif.tsv")));
    }

    private static async Task<string?> AdviceAsync(OnvifYard yard) => Assert.Single(await yard.Capture.Services.GetRequiredService<CameraCheck>().RunAsync(
        yard.Capture.Services.GetRequiredService<CamerasOptions>().Sources, static _ => { }, default)).Advice;

    [Fact]
    public async Task WrongPassword_IsTriedOnce_AndNeverInTheOpen()
    {
        await using var yard = new OnvifYard();
        var device = yard.Add(new() { Authentication = new DigestAuthentication(Credentials.UserName, "another") { OffersBasic = true } });
        yard.Use(device);

        var result = await yard.TakeAsync();

        Assert.Equal("auth", result.Reason.Word);
        Assert.Equal(["GetProfiles -", "GetProfiles Digest"], device.Requests.Where(static r => r.StartsWith("GetProfiles", StringComparison.Ordinal)));
        Assert.Contains("users of their own for ONVIF", await AdviceAsync(yard), StringComparison.Ordinal);
        Assert.DoesNotContain(device.Requests, static r => r.EndsWith(" Basic", StringComparison.Ordinal) || r.EndsWith(" Token", StringComparison.Ordinal));
    }
}
