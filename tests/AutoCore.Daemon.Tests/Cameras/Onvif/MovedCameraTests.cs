using System.Net;
using System.Text.Json.Nodes;
using AutoCore.CameraFarm.Access;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Onvif;

namespace AutoCore.Daemon.Tests.Cameras.Onvif;

/// <summary>Devices that got another address, and strangers in their place: nobody gets the password who has not shown who he is.</summary>
public sealed class MovedCameraTests
{
    private const string Endpoint = "4d454930-0000-1000-8000-000000000028";

    private static readonly OnvifBehaviour Ours = new() { Endpoint = Endpoint };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NewAddress_IsFound_ByDigestAlone_AndKept(bool wantsToken)
    {
        await using var yard = new OnvifYard();
        var place = await MeetAsync(yard, Ours with { WantsToken = wantsToken });
        var moved = yard.Add(Ours with { WantsToken = wantsToken }, new(yard.Next().Address, place.Port));

        Assert.Equal("ok", (await yard.TakeAsync()).Reason.Word);
        yard.Restart();
        Assert.Equal("ok", (await yard.TakeAsync()).Reason.Word);
        Assert.Equal(2, moved.Images);
        Assert.Equal("GetSystemDateAndTime -", moved.Requests[0]);
        Assert.DoesNotContain(moved.Requests, static r => r.EndsWith(" Token", StringComparison.Ordinal) || r.EndsWith(" Basic", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("basic")]
    [InlineData("open")]
    [InlineData("page")]
    public async Task Stranger_ThatSaysItIsTheCamera_GetsNoPassword_AndNoPictureOfItIsKept(string kind)
    {
        await using var yard = new OnvifYard();
        var place = await MeetAsync(yard, Ours);
        var stored = yard.Capture.Pictures().Count;
        var stranger = yard.Add(kind switch
        {
            "basic" => Ours with { Authentication = new BasicAuthentication(Credentials.UserName, Credentials.Password) },
            "open" => Ours with { Authentication = null },
            _ => Ours with { PictureAuthentication = new BasicAuthentication(Credentials.UserName, Credentials.Password), Authentication = null },
        }, new(yard.Next().Address, place.Port));

        var result = await yard.TakeAsync();

        Assert.Equal("identity", result.Reason.Word);
        Assert.Contains(stranger.Authority, result.Detail, StringComparison.Ordinal);
        Assert.NotEmpty(stranger.Requests);
        Assert.All(stranger.Requests, static r => Assert.EndsWith(" -", r, StringComparison.Ordinal));
        Assert.Equal(stored, yard.Capture.Pictures().Count);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(yard.Capture.Root, ".incoming")));
    }

    [Fact]
    public async Task Stranger_ThatSaysItIsTheCamera_IsNotAskedByTheAddressThatNamesThePassword()
    {
        await using var yard = new OnvifYard();
        var place = await MeetAsync(yard, Ours with { SnapshotQuery = $"&p={Uri.EscapeDataString(Credentials.Password)}" });
        var basic = new BasicAuthentication(Credentials.UserName, Credentials.Password);
        var stranger = yard.Add(Ours with { Authentication = basic }, new(yard.Next().Address, place.Port));

        Assert.Equal("identity", (await yard.TakeAsync()).Reason.Word);
        Assert.NotEmpty(stranger.Requests);
        Assert.Empty(stranger.Targets);
    }

    [Fact]
    public async Task Stranger_ThatSaysItIsTheCamera_IsNotSentTheHeaderWithThePassword()
    {
        await using var yard = new OnvifYard();
        var device = yard.Add(Ours with { Authentication = null });
        yard.Use(device);
        yard.Capture.CameraSettings["S/P0"]["Headers"] = new JsonObject { ["X-API-Key"] = "{PasswordKey}" };
        yard.Restart();
        Assert.Equal("ok", (await yard.TakeAsync()).Reason.Word);
        Assert.Equal([Credentials.Password], device.Keys);
        await yard.RemoveAsync(device);
        var stranger = yard.Add(Ours with { Authentication = null }, new(yard.Next().Address, IPEndPoint.Parse(device.Authority).Port));

        Assert.Equal("identity", (await yard.TakeAsync()).Reason.Word);
        Assert.NotEmpty(stranger.Targets);
        Assert.Empty(stranger.Keys);
    }

    [Fact]
    public async Task WrongPassword_WhereTheCameraIs_IsNoStranger()
    {
        await using var yard = new OnvifYard();
        var device = yard.Add(Ours);
        yard.Use(device);
        Assert.Equal("ok", (await yard.TakeAsync()).Reason.Word);

        device.Behaviour = Ours with { Authentication = new DigestAuthentication(Credentials.UserName, "another") };

        Assert.Equal("auth", (await yard.TakeAsync()).Reason.Word);
    }

    [Fact]
    public async Task WhatSpeaksNoOnvif_AtTheOldAddress_GetsNoPasswordInTheOpen()
    {
        await using var yard = new OnvifYard();
        var basic = new BasicAuthentication(Credentials.UserName, Credentials.Password);
        var place = await MeetAsync(yard, Ours with { WantsToken = true, PictureAuthentication = basic });
        var other = yard.Add(new() { Hostility = Hostility.Page, IsDiscoverable = false, PictureAuthentication = basic }, place);

        Assert.NotEqual("ok", (await yard.TakeAsync()).Reason.Word);
        Assert.NotEmpty(other.Targets);
        Assert.All(other.Requests, static r => Assert.EndsWith(" -", r, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnotherDevice_AtTheOldAddress_LearnsNothing_AndTheCameraIsFound()
    {
        await using var yard = new OnvifYard();
        var place = await MeetAsync(yard, Ours);
        // Of the same model, with the same password: its pictures would be taken for ours.
        var other = yard.Add(new(), place);
        var moved = yard.Add(Ours);

        Assert.Equal("ok", (await yard.TakeAsync()).Reason.Word);
        Assert.Equal((0, 1), (other.Images, moved.Images));
        Assert.Equal(["GetEndpointReference -"], other.Requests);
    }

    [Fact]
    public async Task Successor_AtTheOldAddress_IsTakenByDigest_IfTheCameraIsNowhere()
    {
        await using var yard = new OnvifYard();
        var place = await MeetAsync(yard, Ours with { SnapshotQuery = "&x=1" });
        var login = new DigestAuthentication(Credentials.UserName, Credentials.Password) { Realm = "new" };
        var successor = yard.Add(new() { PictureAuthentication = login }, place);

        Assert.Equal("ok", (await yard.TakeAsync()).Reason.Word);
        Assert.Equal(1, successor.Images);
    }

    [Fact]
    public async Task Pin_IsAskedForBeforeAnything()
    {
        await using var yard = new OnvifYard();
        var secure = Ours with { IsSecure = true };
        var device = yard.Add(secure);
        yard.Use(device, pin: device.Fingerprint);
        Assert.Equal("ok", (await yard.TakeAsync()).Reason.Word);
        await yard.RemoveAsync(device);
        // The same name, another certificate.
        var stranger = yard.Add(secure);

        Assert.Equal("identity", (await yard.TakeAsync()).Reason.Word);
        Assert.Empty(stranger.Requests);
    }

    [Fact]
    public async Task Gone_IsLookedForOnceForAll_AndSaysWhy()
    {
        await using var yard = new OnvifYard();
        await MeetAsync(yard, Ours);

        Assert.Equal("refused", (await yard.TakeAsync()).Reason.Word);
    }

    /// <summary>Of two that said that they were the camera only the first was asked, whoever that was.</summary>
    [Fact]
    public async Task StrangerThatIsFoundBeforeTheCamera_HidesItNot()
    {
        await using var yard = new OnvifYard();
        var place = await MeetAsync(yard, Ours);
        var basic = new BasicAuthentication(Credentials.UserName, Credentials.Password);
        // Devices are asked in the order of their addresses.
        var stranger = yard.Add(Ours with { Authentication = basic }, new(yard.Next().Address, place.Port));
        var moved = yard.Add(Ours, new(yard.Next().Address, place.Port));

        Assert.Equal("ok", (await yard.TakeAsync()).Reason.Word);
        Assert.Equal((0, 1), (stranger.Images, moved.Images));
        Assert.All(stranger.Requests, static r => Assert.EndsWith(" -", r, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TwoThatSayTheyAreACameraWithoutAPassword_CannotShowIt_AndBothAreNamed()
    {
        await using var yard = new OnvifYard();
        var open = Ours with { Authentication = null };
        var device = yard.Add(open);
        yard.Use(device, auth: "none");
        Assert.Equal("ok", (await yard.TakeAsync()).Reason.Word);
        await yard.RemoveAsync(device);
        var port = IPEndPoint.Parse(device.Authority).Port;
        var (first, second) = (yard.Add(open, new(yard.Next().Address, port)), yard.Add(open, new(yard.Next().Address, port)));

        var result = await yard.TakeAsync();

        Assert.Equal("identity", result.Reason.Word);
        Assert.Contains($"2 devices say that they are the camera ({first.Authority}, {second.Authority})", result.Detail, StringComparison.Ordinal);
    }

    /// <summary>The camera is known; then it is gone.</summary>
    /// <returns>Where it was.</returns>
    private static async Task<IPEndPoint> MeetAsync(OnvifYard yard, OnvifBehaviour behaviour)
    {
        var device = yard.Add(behaviour);
        yard.Use(device);
        Assert.Equal("ok", (await yard.TakeAsync()).Reason.Word);
        await yard.RemoveAsync(device);
        return IPEndPoint.Parse(device.Authority);
    }
}
