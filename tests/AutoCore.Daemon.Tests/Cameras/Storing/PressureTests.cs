using AutoCore.Core.Health;
using AutoCore.Policies.DiskWatchdog;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Tests.Cameras.Storing;

/// <summary>Capture steps back when room is short, and comes back by itself.</summary>
public sealed class PressureTests
{
    [Fact]
    public async Task ShortOfRoom_KeepsOnlyTheNewest_AndLatestStillResolves()
    {
        await using var fixture = new CaptureFixture();
        var camera = fixture.Farm.Add("Farm/P1");
        await fixture.RunAsync();
        var board = fixture.Services.GetRequiredService<HealthBoard>();

        board.PostFact(CapturePressure.SnapshotOnly);
        await fixture.RunAsync();
        await fixture.RunAsync();

        Assert.Equal(2, fixture.Pictures().Count);
        Assert.Equal("../P1.jpg", new FileInfo(fixture.Latest(camera)).LinkTarget);
        Assert.Equal(camera.Sent[^1].Whole.ToArray(), File.ReadAllBytes(fixture.Latest(camera)));

        board.PostFact(CapturePressure.None);
        await fixture.RunAsync();

        Assert.Equal(camera.Sent[^1].Whole.ToArray(), File.ReadAllBytes(fixture.Latest(camera)));
        Assert.False(File.Exists(Path.Combine(fixture.Root, "Farm", "P1.jpg")));
    }

    [Fact]
    public async Task NoRoomAtAll_StoresNothing_AndSaysSo()
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("Farm/P1");
        fixture.Services.GetRequiredService<HealthBoard>().PostFact(CapturePressure.Paused);

        var outcome = await fixture.RunAsync();

        Assert.Equal("disk-full", Assert.Single(outcome.Results).Reason.Word);
        Assert.Empty(fixture.Pictures());
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(fixture.Root, ".incoming")));
    }
}
