using AutoCore.Core.Storage;
using AutoCore.Daemon.Tests.Testing;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Storage;

public sealed class FileSystemsTests
{
    [Fact]
    public void ReadUsage_TemporaryFolder_AgreesWithThePlatform()
    {
        using var folder = new TemporaryFolder();
        var usage = FileSystems.ReadUsage(folder.Path);
        Assert.Equal(new DriveInfo(folder.Path).TotalSize, usage.TotalBytes);
        Assert.InRange(usage.FreeFiles, 1, usage.TotalFiles);
    }

    [Fact]
    public void Resolve_LinkInTheMiddle_IsFollowed()
    {
        using var folder = new TemporaryFolder();
        folder.Write("real/deep/file", "");
        Directory.CreateSymbolicLink(folder["link"], folder["real"]);
        Assert.Equal(folder["real/deep/file"], FileSystems.Resolve(folder["link/deep/file"]));
    }

    [Fact]
    public void ResolveNearest_NotThereYet_IsTheFolderThatIs()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(folder.Path, FileSystems.ResolveNearest(folder["not/yet"]));
    }

    [Fact]
    public void ReadMounts_ThisMachine_HasARoot()
    {
        MountBelow.Require("/");
        Assert.NotNull(FileSystems.ReadMounts().FindAt("/"));
    }
}
