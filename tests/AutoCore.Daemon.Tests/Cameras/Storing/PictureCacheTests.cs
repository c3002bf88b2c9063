using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Cameras.Storing;

/// <summary>What is on the card is not kept in memory, where it is charged to the service.</summary>
public sealed class PictureCacheTests
{
    [Fact]
    public async Task StoredPicture_IsNotKeptInMemory()
    {
        await using var house = new CaptureHouse();
        Directory.CreateDirectory(house.Root);
        Assert.SkipWhen(new DriveInfo(house.Root).DriveFormat == "tmpfs", "memory is all that this folder has");
        house.Farm.Add("Farm/P1");

        await house.RunAsync();

        await using var fincore = new ChildProcess(new("fincore", ["--noheadings", "--bytes", "--output", "RES", Assert.Single(house.Pictures())]));
        Assert.Equal(0, await fincore.WaitForExitAsync());
        Assert.Equal("0", Assert.Single(fincore.Output).Trim());
    }
}
