using AutoCore.Core.Backups;
using AutoCore.Daemon.Backups;
using AutoCore.Policies.Backups;

namespace AutoCore.Daemon.Tests.Backups;

/// <summary>Sources other than SQLite through the job and the restorer, as the commands use them.</summary>
public sealed class SourceRestoreTests
{
    [Fact]
    public async Task Restore_Folder_BringsItBackAndCanBeUndone()
    {
        using var rig = RigWithFolder(out var media);
        await File.WriteAllTextAsync(Path.Combine(media, "a"), "before");
        var made = (await rig.RunAsync()).Single(o => o.Source == "media").Made!;
        await File.WriteAllTextAsync(Path.Combine(media, "a"), "after");

        var outcome = await rig.RestoreAsync(made.Name.File);
        Assert.Equal("before", await File.ReadAllTextAsync(Path.Combine(media, "a")));

        await rig.RestoreAsync(outcome.Undo!);
        Assert.Equal("after", await File.ReadAllTextAsync(Path.Combine(media, "a")));
    }

    [Fact]
    public async Task Run_FolderBackups_AreRotated()
    {
        using var rig = RigWithFolder(out _);
        for (var i = 0; i < 5; i++)
            await rig.RunAsync();

        Assert.Equal(3, rig.Folder.VerifiedOf("media").Count);
    }

    [Fact]
    public async Task Run_FolderGone_IsItsOwnProblemAlone()
    {
        using var rig = RigWithFolder(out var media);
        Directory.Delete(media, recursive: true);

        var outcomes = await rig.RunAsync();

        Assert.NotNull(outcomes.Single(o => o.Source == "autocore").Made);
        Assert.Contains(media, outcomes.Single(o => o.Source == "media").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_UnexpectedFailureOfOneSource_LeavesTheOthers()
    {
        using var place = new AutoCore.Testing.TemporaryFolder();
        using var rig = new BackupRig(sources: [new("odd", (BackupKind)99, place.Path), new("media", BackupKind.Folder, place.Path)]);

        var outcomes = await rig.RunAsync();

        Assert.Contains(nameof(ArgumentOutOfRangeException), outcomes.Single(o => o.Source == "odd").Problem, StringComparison.Ordinal);
        Assert.All(outcomes.Where(o => o.Source != "odd"), o => Assert.NotNull(o.Made));
        Assert.Equal(3, outcomes.Count);
    }

    [Fact]
    public async Task Restore_PartialBackup_SaysWhatItMayLack()
    {
        using var rig = RigWithFolder(out var media);
        Directory.CreateDirectory(Path.Combine([media, .. Enumerable.Repeat("d", AutoCore.Core.Storage.SafePath.SafeFolder.Deepest + 1)]));
        var made = (await rig.RunAsync()).Single(o => o.Source == "media").Made!;
        Assert.True(made.Name.IsPartial);
        Directory.Delete(Path.Combine(media, "d"), recursive: true);

        var outcome = await rig.RestoreAsync(made.Name.File);

        Assert.Contains($"the backup is partial: what could not be read when it was made did not come back; {outcome.Undo} has",
            Assert.Single(outcome.LeftOut), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_KindThatIsNotConfigured_IsRefused()
    {
        using var rig = RigWithFolder(out _);
        await rig.RunAsync();
        var other = rig.Folder.PathOf("media-20261120T030000Z.dump");
        await File.WriteAllTextAsync(other, "x");

        await Assert.ThrowsAsync<RestoreRefused>(() => rig.RestoreAsync(other));
    }

    private static BackupRig RigWithFolder(out string media)
    {
        var path = Directory.CreateTempSubdirectory("autocore-media-").FullName;
        media = path;
        return new BackupRig(sources: new BackupSourceOptions("media", BackupKind.Folder, path)) { Extra = path };
    }
}
