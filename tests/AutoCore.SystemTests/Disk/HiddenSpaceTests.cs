namespace AutoCore.SystemTests.Disk;

/// <summary>A disk that is full of a file that nobody sees, since it was deleted while a program had it open.</summary>
public sealed class HiddenSpaceTests
{
    [Fact]
    public async Task DiskFullOfADeletedFile_IsSaidAndDoctorNamesWhoHasIt()
    {
        await using var disk = await SmallDisk.CreateAsync("256M");
        var path = disk.Combine("growing.log");
        using var open = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        var block = new byte[1 << 20];
        for (var i = 0; i < 150; i++)
            RandomAccess.Write(open, block, (long)i << 20);
        File.Delete(path);
        await disk.FillToAsync(91);
        await using var daemon = DaemonOnDisk.Start(disk);

        var line = await daemon.WaitForLogAsync("its files are only");
        Assert.Contains("sudo autocore doctor", line, StringComparison.Ordinal);

        var doctor = await daemon.RunAsync("doctor");
        var found =
            Assert.Single(doctor.Output, l => l.StartsWith("warning", StringComparison.Ordinal) && l.Contains("deleted files: ", StringComparison.Ordinal));
        Assert.Contains($"({Environment.ProcessId}) has {path} open still, which is deleted and takes 157 MB", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DiskFullOfFilesThatAreSeen_SaysNothingOfThatKind()
    {
        await using var disk = await SmallDisk.CreateAsync("256M");
        await disk.FillToAsync(91);
        await using var daemon = DaemonOnDisk.Start(disk);
        await daemon.WaitForLogAsync("clean-up freed only");

        var doctor = await daemon.RunAsync("doctor");

        Assert.DoesNotContain(doctor.Output, l => l.Contains("deleted files: ", StringComparison.Ordinal) && l.Contains(disk.Path, StringComparison.Ordinal));
        await daemon.StopAsync();
        Assert.DoesNotContain(daemon.Log, l => l.Contains("its files are only", StringComparison.Ordinal));
    }
}
