using AutoCore.Daemon.Health;
using AutoCore.Policies.DiskWatchdog;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Tests.Cameras;

/// <summary>Capture steps back when room is short, and comes back by itself.</summary>
public sealed class PressureTests
{
    [Fact]
    public async Task ShortOfRoom_KeepsOnlyTheNewest_AndLatestStillResolves()
    {
        await using var house = new CaptureHouse();
        var camera = house.Farm.Add("Farm/P1");
        await house.RunAsync();
        var board = house.Services.GetRequiredService<HealthBoard>();

        board.PostFact(CapturePressure.SnapshotOnly);
        await house.RunAsync();
        await house.RunAsync();

        Assert.Equal(2, house.Pictures().Count);
        Assert.Equal("../P1.jpg", new FileInfo(house.Latest(camera)).LinkTarget);
        Assert.Equal(camera.Sent[^1].Whole.ToArray(), File.ReadAllBytes(house.Latest(camera)));

        board.PostFact(CapturePressure.None);
        await house.RunAsync();

        Assert.Equal(camera.Sent[^1].Whole.ToArray(), File.ReadAllBytes(house.Latest(camera)));
        Assert.False(File.Exists(Path.Combine(house.Root, "Farm", "P1.jpg")));
    }

    [Fact]
    public async Task NoRoomAtAll_StoresNothing_AndSaysSo()
    {
        await using var house = new CaptureHouse();
        house.Farm.Add("Farm/P1");
        house.Services.GetRequiredService<HealthBoard>().PostFact(CapturePressure.Paused);

        var outcome = await house.RunAsync();

        Assert.Equal("disk-full", Assert.Single(outcome.Results).Reason.Word);
        Assert.Empty(house.Pictures());
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(house.Root, ".incoming")));
    }
}
