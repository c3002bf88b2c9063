using System.Diagnostics;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Disk;

/// <summary>A runaway command on a real file system, stopped with all its children before 95 %.</summary>
public sealed class GuardTests
{
    /// <summary>Never faster than its rate: one that made up for a delay would look like a faster command.</summary>
    private const string Writer = """
        import os, sys, time
        block, rate, path = os.urandom(1 << 20), float(sys.argv[1]) * 1e6, sys.argv[2]
        with open(path, "wb", buffering=0) as file:
            while True:
                block_started = time.monotonic()
                file.write(block)
                time.sleep(max(0, len(block) / rate - (time.monotonic() - block_started)))
        """;

    /// <summary>
    /// What must be left when the command is stopped grows with its speed: two looks ahead are 20 ms at the least, more where this machine is busy.
    /// A slow command is let near the critical level, a fast one at least to the warning level.
    /// </summary>
    [Theory]
    [InlineData(100, 85)]
    [InlineData(1000, 80)]
    public async Task Guard_RunawayWithChildren_StopsAllOfItBefore95(int megabytesPerSecond, double atLeastPercent)
    {
        await using var disk = await SmallDisk.CreateAsync("1G");
        await disk.FillToAsync(50);
        using var folder = new TemporaryFolder();
        var writer = folder.Write("writer.py", Writer);
        var marker = $"autocore-guard-test-{Guid.NewGuid():N}";
        var result = await AutoCoreProcess.RunAsync(
            ["guard", "--need", "10M", "--path", disk.Path, "--config", folder.Write("appsettings.json", "{}"), "--",
                "sh", "-c",
                    $"python3 {writer} {megabytesPerSecond} {disk.Combine("big")} {marker} & setsid python3 {writer} 1 {disk.Combine("small")} {marker} & wait"]);
        Assert.True(result.ExitCode == 1, string.Join('\n', result.Errors));
        Assert.InRange(disk.UsedPercent, atLeastPercent, 95);
        Assert.Contains(result.Errors, l => l.Contains("was stopped at", StringComparison.Ordinal));
        await using var search = new ChildProcess(new ProcessStartInfo("pgrep", ["-f", marker]));
        Assert.Equal(1, await search.WaitForExitAsync());
        await disk.AssertCleanAsync();
    }

    [Fact]
    public async Task Guard_IgnoresTheRequestToEnd_IsKilledBefore95()
    {
        await using var disk = await SmallDisk.CreateAsync("1G");
        await disk.FillToAsync(60);
        using var folder = new TemporaryFolder();
        var writer = folder.Write("writer.py", $"import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n{Writer}");
        var result = await AutoCoreProcess.RunAsync(
            ["guard", "--need", "10M", "--path", disk.Path, "--config", folder.Write("appsettings.json", "{}"), "--", "python3", writer, "200",
                disk.Combine("big")]);
        Assert.Equal(1, result.ExitCode);
        Assert.InRange(disk.UsedPercent, 85, 95);
    }

    [Fact]
    public async Task Guard_CommandFits_EndsWithItsExitCodeAndOutput()
    {
        await using var disk = await SmallDisk.CreateAsync("64M");
        using var folder = new TemporaryFolder();
        var result = await AutoCoreProcess.RunAsync(
            ["guard", "--need", "1M", "--path", disk.Path, "--config", folder.Write("appsettings.json", "{}"), "--", "sh", "-c",
                $"head -c 1M /dev/zero > {disk.Combine("fits")}; echo done; exit 7"]);
        Assert.Equal(7, result.ExitCode);
        Assert.Equal(["done"], result.Output);
    }

    [Fact]
    public async Task Guard_NoRoom_RefusesAndStartsNothing()
    {
        await using var disk = await SmallDisk.CreateAsync("64M");
        using var folder = new TemporaryFolder();
        var result = await AutoCoreProcess.RunAsync(
            ["guard", "--need", "40M", "--path", disk.Path, "--config", folder.Write("appsettings.json", "{}"), "--", "touch", disk.Combine("started")]);
        Assert.Equal(1, result.ExitCode);
        Assert.False(File.Exists(disk.Combine("started")));
        Assert.Contains(result.Errors, l => l.Contains("missing", StringComparison.Ordinal));
    }
}
