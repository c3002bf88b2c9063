using System.Text;
using System.Text.Json.Nodes;
using AutoCore.Daemon.Tests.Cameras.Fence;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Cameras.Rtsp;

/// <summary>Streams that were spoiled at random: whatever comes is that camera's failure, with a reason of its own.</summary>
public sealed class RandomStreamTests
{
    private const int Cameras = 24;

    private const string Usual =
        "RTSP/1.0 200 OK\r\nCSeq: {CSeq}\r\nSession: 1\r\nTransport: RTP/AVP/TCP;interleaved=0-1\r\nContent-Length: 0\r\n\r\n";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task WhateverComes_HasAReason_AndLeavesNothing(int seed)
    {
        var random = new Random(seed);
        var far = Enumerable.Range(0, Cameras).Select(_ => Spoiled(random)).ToList();
        await using var fixture = RtspTests.Fixture(far[0]);
        fixture.Settings["Rtsp"] = new JsonObject { ["MaxAtOnce"] = 8 };
        fixture.Settings["FirstByteTimeout"] = "00:00:01";
        fixture.Settings["ImageTimeout"] = "00:00:02";
        for (var i = 1; i < Cameras; i++)
        {
            fixture.Farm.Add($"S/P{i}");
            fixture.CameraSettings[$"S/P{i}"] = new JsonObject { ["Url"] = far[i].Address, ["Auth"] = "none" };
        }

        var outcome = await fixture.RunAsync();

        Assert.Equal(Cameras, outcome.Results.Count);
        Assert.All(outcome.Results, static r => Assert.NotEqual("internal", r.Reason.Word));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(fixture.Root, ".incoming")));
        foreach (var one in far)
            await one.DisposeAsync();
    }

    private static RtspFarEnd Spoiled(Random random)
    {
        // Of its own: answers come from threads of their own.
        var own = new Random(random.Next());
        var stream = new RtpPackets(26, 400);
        var far = new RtspFarEnd
        {
            HangsUp = own.Next(4) > 0,
            Between = own.Next(3) == 0 ? Spoil("\r\n$\u0001\0\u0004abcd", own) : "",
            Packets = [.. Enumerable.Range(0, 3).SelectMany(_ => stream.Jpeg(SmallPicture.Bytes)).Select(p => SpoilBytes(p, own))],
        };
        far.Sdp = own.Next(2) == 0 ? Spoil(far.Sdp, own) : far.Sdp;
        far.Answer = request =>
        {
            lock (own)
            {
                return own.Next(4) > 0 ? null : Spoil(Usual, own);
            }
        };
        return far;
    }

    private static string Spoil(string text, Random random) => Encoding.Latin1.GetString(SpoilBytes(Encoding.Latin1.GetBytes(text), random));

    private static byte[] SpoilBytes(byte[] bytes, Random random)
    {
        if (random.Next(2) == 0)
            return bytes;
        var spoiled = bytes.ToArray();
        for (var change = random.Next(1, 4); change > 0; change--)
            spoiled[random.Next(spoiled.Length)] = (byte)random.Next(256);
        return random.Next(4) == 0 ? spoiled[..random.Next(1, spoiled.Length)] : spoiled;
    }
}
