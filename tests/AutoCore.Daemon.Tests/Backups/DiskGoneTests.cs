using AutoCore.Daemon.Backups;
using AutoCore.Daemon.Tests.Testing;

namespace AutoCore.Daemon.Tests.Backups;

/// <summary>The disks of the backups go and come back.</summary>
public sealed class DiskGoneTests
{
    [Fact]
    public async Task DiskOfTheBackupsGone_NoneIsMadeInItsPlace_AndTheReasonIsSaid()
    {
        using var rig = new BackupRig();
        using var disk = new TestDisk(rig.Options.Root);
        await rig.RunAsync();

        disk.TakeAway();
        var problem = await Assert.ThrowsAsync<BackupFailure>(rig.RunAsync);

        Assert.Contains("no longer mounted", problem.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(disk.Path));
        disk.Mount();
        Assert.All(await rig.RunAsync(), o => Assert.Null(o.Problem));
    }

    [Fact]
    public async Task DiskOfTheCopiesGone_ItsFolderIsThereAllTheSame_NothingIsCopied()
    {
        using var rig = new BackupRig(copyTo: "stick");
        using var disk = new TestDisk(rig.Options.CopyTo!);
        await rig.RunAsync();

        disk.TakeAway();
        var outcome = Assert.Single(await rig.RunAsync());

        Assert.Contains("no longer mounted", outcome.Problem, StringComparison.Ordinal);
        Assert.NotNull(outcome.Made);
        Assert.False(rig.Job.CanCopy);
        Assert.Empty(Directory.EnumerateFileSystemEntries(disk.Path));
    }
}
