using AutoCore.Testing;

namespace AutoCore.SystemTests.Disk;

/// <summary>What a card that fills gets to see, on a real ext4.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task Disk_FilledStepByStep_IsRatedAsSpecified()
    {
        await using var disk = await SmallDisk.CreateAsync("256M");
        await using var daemon = DaemonOnDisk.Start(disk);
        await disk.FillToAsync(79);
        await daemon.WaitForRatingAsync("ok");
        await disk.FillToAsync(81);
        await daemon.WaitForRatingAsync("warning");
        await disk.FillToAsync(91);
        await daemon.WaitForRatingAsync("critical");
        await disk.FillToAsync(79);
        await daemon.WaitForRatingAsync("ok");
        Assert.Single(daemon.Log, l => l.Contains("is critical: 9", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CleanUp_DiskIsCritical_RunsStepByStepAndStopsUnderTheWarningLevel()
    {
        await using var disk = await SmallDisk.CreateAsync("256M");
        WriteFile(disk.Combine("log/syslog.1"), 30);
        WriteFile(disk.Combine("log/syslog"), 1);
        WriteFile(disk.Combine("services/app/__pycache__/main.pyc"), 1);
        WriteFile(disk.Combine("data/backups/autocore-20261120T030000Z.db.gz"), 1);
        await disk.FillToAsync(89);
        await using var daemon = DaemonOnDisk.Start(disk);
        await daemon.WaitForRatingAsync("warning");
        await disk.FillToAsync(91);
        await daemon.WaitForLogAsync("clean-up freed");
        await daemon.WaitForRatingAsync("ok");
        Assert.False(File.Exists(disk.Combine("log/syslog.1")));
        Assert.All(["log/syslog", "services/app/__pycache__/main.pyc", "data/backups/autocore-20261120T030000Z.db.gz"],
            kept => Assert.True(File.Exists(disk.Combine(kept)), kept));
        Assert.Contains(File.ReadLines(disk.Combine("data/audit.log")),
            l => l.EndsWith($"delete rotated-logs {30 << 20} {disk.Combine("log/syslog.1")}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CleanUp_NothingHelpedAtFirst_IsTriedAgainWhenTheDiskFillsOn()
    {
        await using var disk = await SmallDisk.CreateAsync("256M");
        await disk.FillToAsync(91);
        await using var daemon = DaemonOnDisk.Start(disk);
        await daemon.WaitForLogAsync("clean-up freed only");
        WriteFile(disk.Combine("log/syslog.1"), 5);
        await daemon.WaitForLogAsync("clean-up rotated-logs freed 5.2 MB");
    }

    [Fact]
    public async Task Disk_CompletelyFull_DaemonLivesAndRecoversByItself()
    {
        await using var disk = await SmallDisk.CreateAsync("256M");
        await using var daemon = DaemonOnDisk.Start(disk);
        await daemon.WaitForRatingAsync("ok");
        await disk.FillCompletelyAsync();
        await daemon.WaitForRatingAsync("critical");
        await daemon.WaitForLogAsync("survival mode");
        await daemon.WaitForLogAsync("capture goes from normal to paused");
        disk.Free();
        await daemon.WaitForRatingAsync("ok");
        await daemon.WaitForLogAsync("can be written again");
        await daemon.WaitForLogAsync("capture goes from paused to normal");
        Assert.False(daemon.HasExited);
    }

    [Fact]
    public async Task Start_DiskIsFull_LivesInSurvivalModeUntilThereIsSpace()
    {
        await using var disk = await SmallDisk.CreateAsync("256M");
        await disk.FillCompletelyAsync();
        await using var daemon = DaemonOnDisk.Start(disk);
        await daemon.WaitForRatingAsync("critical");
        await daemon.WaitForLogAsync("survival mode");
        disk.Free();
        await daemon.WaitForLogAsync("can be written again");
        await Eventually.TrueAsync(() => File.Exists(disk.Combine("data/run/lock")));
    }

    [Fact]
    public async Task Disk_NoInodesLeftButBytesFree_IsCritical()
    {
        await using var disk = await SmallDisk.CreateAsync("64M", "-N", "256");
        await using var daemon = DaemonOnDisk.Start(disk);
        await daemon.WaitForRatingAsync("ok");
        TakeAllInodes(disk);
        await daemon.WaitForRatingAsync("critical");
        Assert.True(disk.UsedPercent < 20, $"{disk.UsedPercent} % of the bytes are used");
        Assert.True(daemon.Read("inodes_used_percent")!.Value.GetDouble() > 90);
        Directory.Delete(disk.Combine("inodes"), recursive: true);
        await daemon.WaitForRatingAsync("ok");
    }

    [Fact]
    public async Task Cleanup_DryRun_ListsExactlyWhatTheRunRemoves()
    {
        await using var disk = await SmallDisk.CreateAsync("256M");
        for (var i = 0; i < 20; i++)
            WriteFile(disk.Combine($"log/app{i}.log.1"), 3);
        WriteFile(disk.Combine("services/app/__pycache__/main.pyc"), 3);
        await disk.FillToAsync(61);
        await using var daemon = DaemonOnDisk.Start(disk);
        await daemon.WaitForRatingAsync("ok");
        var dry = await daemon.RunAsync("cleanup", "--dry-run");
        Assert.Equal(20, dry.Output.Count(l => l.StartsWith("would remove ", StringComparison.Ordinal)));
        var real = await daemon.RunAsync("cleanup");
        Assert.Equal(0, real.ExitCode);
        Assert.Equal(Paths(dry, "would remove "), Paths(real, "removed "));
        // Under the target by then: the next step in the list had nothing to do.
        Assert.True(File.Exists(disk.Combine("services/app/__pycache__/main.pyc")));
    }

    private static IEnumerable<string> Paths(CommandResult result, string before) =>
        result.Output.Where(l => l.StartsWith(before, StringComparison.Ordinal)).Select(l => l[before.Length..]).Order(StringComparer.Ordinal);

    private static void TakeAllInodes(SmallDisk disk)
    {
        Directory.CreateDirectory(disk.Combine("inodes"));
        try
        {
            for (var i = 0; ; i++)
                File.Create(disk.Combine($"inodes/{i}")).Dispose();
        }
        catch (IOException)
        {
            // The last one is taken.
        }
    }

    private static void WriteFile(string path, int megabytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, new byte[megabytes << 20]);
    }
}
