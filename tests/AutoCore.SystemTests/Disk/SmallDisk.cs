using System.Diagnostics;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Disk;

/// <summary>A real ext4 of the test's own on a loop device, mounted in a folder of its own; needs root. All of it is gone afterwards.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const string MountOptions = "noatime,errors=remount-ro,commit=5";
    private readonly TemporaryFolder _folder = new();
    private string _device = "";

    private SmallDisk()
    {
    }

    /// <summary>Where it is mounted.</summary>
    public string Path => _folder["mnt"];

    /// <summary>Used bytes in percent, as df reckons.</summary>
    public double UsedPercent
    {
        get
        {
            var drive = new DriveInfo(Path);
            return 100.0 * (drive.TotalSize - drive.TotalFreeSpace) / (drive.TotalSize - drive.TotalFreeSpace + drive.AvailableFreeSpace);
        }
    }

    /// <summary>Makes and mounts one.</summary>
    /// <param name="size">As <c>256M</c>.</param>
    /// <param name="options">More options of mke2fs.</param>
    public static async Task<SmallDisk> CreateAsync(string size, params string[] options)
    {
        var disk = new SmallDisk();
        Directory.CreateDirectory(disk.Path);
        await RunAsync("truncate", "-s", size, disk._folder["image"]);
        await RunAsync(
            "mke2fs", ["-q", "-t", "ext4", "-b", "4096", "-m", "0", "-E", "lazy_itable_init=0,lazy_journal_init=0", .. options, disk._folder["image"]]);
        disk._device = await RunAsync("losetup", "-f", "--show", disk._folder["image"]);
        await disk.MountAsync();
        Directory.Delete(System.IO.Path.Combine(disk.Path, "lost+found"));
        return disk;
    }

    /// <summary>A path on it.</summary>
    public string Combine(string relative) => System.IO.Path.Combine(Path, relative);

    /// <summary>Fills it with a file until a percentage is used, or empties that file until only so much is.</summary>
    public async Task FillToAsync(double percent)
    {
        var ballast = Combine(".ballast");
        var drive = new DriveInfo(Path);
        var usable = drive.TotalSize - drive.TotalFreeSpace + drive.AvailableFreeSpace;
        var more = (long)(usable * percent / 100) - (drive.TotalSize - drive.TotalFreeSpace);
        var length = (File.Exists(ballast) ? new FileInfo(ballast).Length : 0) + more;
        if (more < 0)
            await RunAsync("truncate", "-s", $"{length}", ballast);
        else
            await RunAsync("fallocate", "-l", $"{length}", ballast);
    }

    /// <summary>Takes the last block.</summary>
    public async Task FillCompletelyAsync()
    {
        await FillToAsync(99.5);
        await using var filler = new ChildProcess(new ProcessStartInfo("dd", ["if=/dev/zero", $"of={Combine(".ballast2")}", "bs=4k", "status=none"]));
        await filler.WaitForExitAsync();
        await RunAsync("sync", "-f", Path);
    }

    /// <summary>Gives back what was filled.</summary>
    public void Free()
    {
        File.Delete(Combine(".ballast"));
        File.Delete(Combine(".ballast2"));
    }

    public Task MountAsync() => RunAsync("mount", "-t", "ext4", "-o", MountOptions, _device, Path);

    public Task UnmountAsync() => RunAsync("umount", Path);

    public Task RemountAsync(string mode) => RunAsync("mount", "-o", $"remount,{mode}", Path);

    /// <summary>A genuine error: the kernel itself stops all writing.</summary>
    public void InjectError() => File.WriteAllText($"/sys/fs/ext4/{System.IO.Path.GetFileName(_device)}/trigger_fs_error", "1");

    /// <summary>What ends an error: unmount, check, mount.</summary>
    public async Task RepairAsync()
    {
        const int inUse = 8;
        await RunAsync("umount", Path);
        var code = inUse;
        // A container that starts meanwhile holds a copy of every mount for a moment.
        await Eventually.TrueAsync(async () =>
        {
            await using var check = new ChildProcess(new ProcessStartInfo("e2fsck", ["-fy", _device]));
            return (code = await check.WaitForExitAsync()) != inUse;
        });
        Assert.InRange(code, 0, 1);
        await MountAsync();
    }

    /// <summary>Unmounts it and checks that nothing is wrong with it.</summary>
    public async Task AssertCleanAsync()
    {
        await RunAsync("umount", Path);
        await RunAsync("e2fsck", "-fn", _device);
        await MountAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await TryAsync("umount", "-l", Path);
        if (_device.Length > 0)
            await TryAsync("losetup", "-d", _device);
        _folder.Dispose();
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        await using var process = new ChildProcess(new ProcessStartInfo(program, arguments));
        var exitCode = await process.WaitForExitAsync();
        Assert.True(exitCode == 0, $"{program} {string.Join(' ', arguments)}: exit code {exitCode}: {string.Join('\n', process.Errors)}");
        return string.Join('\n', process.Output);
    }

    private static async Task TryAsync(string program, params string[] arguments)
    {
        await using var process = new ChildProcess(new ProcessStartInfo(program, arguments));
        await process.WaitForExitAsync();
    }
}
