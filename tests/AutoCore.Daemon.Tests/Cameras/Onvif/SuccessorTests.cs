using System.Net;
using AutoCore.CameraFarm.Access;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Onvif;
using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Onvif;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Tests.Cameras.Onvif;

/// <summary>Devices that come to the address of one that was known, which is nowhere any more: who is taken for the camera, and which device is known
/// then.</summary>
public sealed class SuccessorTests
{
    private const string Says = "says that it is another device than the camera (";
    private const string SaysNothing = "says nothing of which device it is";

    /// <summary>Those of the farm, and the same ones that tell nobody who they are.</summary>
    private static OnvifBehaviour Make(string kind)
    {
        var isSilent = kind.StartsWith("Silent", StringComparison.Ordinal);
        var behaviour = kind switch
        {
            // Its picture is for everybody: nothing but its token shows that it knows us.
            "TokenAlone" or "SilentTokenAlone" => Preset("Clock") with { IsPictureOpen = true },
            _ => Preset(isSilent ? kind["Silent".Length..] : kind),
        };
        // Each knows its own challenges only: devices that share them would take a digest without having asked for it.
        behaviour = behaviour with
        {
            Endpoint = Guid.NewGuid().ToString(),
            Authentication = behaviour.Authentication is null ? null : new DigestAuthentication(Credentials.UserName, Credentials.Password),
        };
        return isSilent ? behaviour with { TellsEndpoint = false, IsDiscoverable = false } : behaviour;
    }

    [Theory]
    // A login by Digest: it is the camera from now on, and its name is kept if it tells one.
    [InlineData("Plain", "Plain", "ok", true)]
    [InlineData("Plain", "Clock", "ok", true)]
    [InlineData("Clock", "Plain", "ok", true)]
    [InlineData("Clock", "Clock", "ok", true)]
    [InlineData("Plain", "SilentPlain", "ok", false)]
    [InlineData("Plain", "SilentClock", "ok", false)]
    // A token alone is a login where the settings say, and shows not who it is.
    [InlineData("Plain", "TokenAlone", "ok", false)]
    [InlineData("Plain", "SilentTokenAlone", "ok", false)]
    // No login at all: nobody.
    [InlineData("Plain", "Open", "identity", false)]
    [InlineData("Clock", "Open", "identity", false)]
    [InlineData("Plain", "SilentOpen", "identity", false)]
    public async Task WhoSucceedsWhom(string before, string after, string word, bool isKnownNow)
    {
        await using var yard = new OnvifYard();
        var (first, second) = (Make(before), Make(after));
        var place = await MeetAsync(yard, first);
        yard.Add(second, place);

        var result = await yard.TakeAsync();

        Assert.True(result.Reason.Word == word, $"{result.Reason.Word} {result.Detail}");
        Assert.Equal(isKnownNow ? second.Endpoint : first.Endpoint, Known(yard));
        if (word == "identity")
            Assert.Contains(after == "Open" ? $"{Says}{second.Endpoint})" : SaysNothing, result.Detail, StringComparison.Ordinal);
    }

    /// <summary>The first one left nothing of which device the camera is, and so the second, which nobody had logged in to, was stored as the camera.</summary>
    [Fact]
    public async Task DeviceThatAnswersATokenAlone_OpensNoDoor_ToOneWithoutALogin()
    {
        await using var yard = new OnvifYard();
        var place = await MeetAsync(yard, Make("Plain"));
        var clock = Make("Clock");
        var device = yard.Add(clock, place);
        Assert.Equal("ok", (await yard.TakeAsync()).Reason.Word);
        await yard.RemoveAsync(device);
        var stored = yard.Capture.Pictures().Count;
        yard.Restart();
        yard.Add(Make("SilentOpen"), place);

        var result = await yard.TakeAsync();

        Assert.Equal("identity", result.Reason.Word);
        Assert.Equal(clock.Endpoint, Known(yard));
        Assert.Equal(stored, yard.Capture.Pictures().Count);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(yard.Capture.Root, ".incoming")));
    }

    /// <summary>It spoke no ONVIF, and had a picture for everybody where the camera had one.</summary>
    [Fact]
    public async Task WhatSpeaksNoOnvif_ButHasAPictureForEverybody_IsNotStored()
    {
        await using var yard = new OnvifYard();
        var ours = Make("Plain");
        var place = await MeetAsync(yard, ours);
        var stored = yard.Capture.Pictures().Count;
        yard.Add(new() { Hostility = Hostility.Page, IsDiscoverable = false, Authentication = null }, place);

        Assert.NotEqual("ok", (await yard.TakeAsync()).Reason.Word);
        Assert.Equal(ours.Endpoint, Known(yard));
        Assert.Equal(stored, yard.Capture.Pictures().Count);
    }

    private static OnvifBehaviour Preset(string name) => OnvifPresets.All.Single(p => p.Name == name).Behaviour;

    private static string? Known(OnvifYard yard) =>
        yard.Capture.Services.GetRequiredService<OnvifMemory>().Find(yard.Capture.Services.GetRequiredService<CamerasOptions>().Sources[0])?.Endpoint;

    private static async Task<IPEndPoint> MeetAsync(OnvifYard yard, OnvifBehaviour behaviour)
    {
        var device = yard.Add(behaviour);
        yard.Use(device);
        Assert.Equal("ok", (await yard.TakeAsync()).Reason.Word);
        Assert.Equal(behaviour.Endpoint, Known(yard));
        await yard.RemoveAsync(device);
        return IPEndPoint.Parse(device.Authority);
    }
}
