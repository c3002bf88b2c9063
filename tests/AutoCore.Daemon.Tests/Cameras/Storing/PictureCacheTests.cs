using AutoCore.Daemon.Tests.Testing;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Cameras.Storing;

/// <summary>What is on the card is not kept in memory, where it is charged to the service.</summary>
public sealed class PictureCacheTests
{
    [Fact]
    public async Task StoredPicture_IsNotKeptInMemory()
    {
        await using var fixture = new CaptureFixture();
        Directory.CreateDirectory(fixture.Root);
        Assert.SkipWhen(MountBelow.KindOf(fixture.Root) == "tmpfs", "memory is all that this folder has");
        fixture.Farm.Add("Farm/P1");

        await fixture.RunAsync();

        await using var fincore = new ChildProcess(new("fincore", ["--noheadings", "--bytes", "--output", "RES", Assert.Single(fixture.Pictures())]));
        Assert.Equal(0, await fincore.WaitForExitAsync());
        Assert.Equal("0", Assert.Single(fincore.Output).Trim());
    }
}
