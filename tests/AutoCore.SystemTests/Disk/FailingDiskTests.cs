using System.Diagnostics;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Disk;

/// <summary>A card that dies: read-only, with errors, gone, hanging.</summary>
public sealed class FailingDiskTests
{
    [Fact]
    public async Task Disk_RemountedReadOnly_IsCriticalAndRecovers()
    {
        await using var disk = await SmallDisk.CreateAsync("64M");
        await disk.RemountAsync("ro");
        await using var daemon = DaemonOnDisk.Start(disk);
        await daemon.WaitForRatingAsync("critical");
        Assert.Equal(1, daemon.Read("read_only")!.Value.GetInt32());
        await daemon.WaitForLogAsync("survival mode");
        await disk.RemountAsync("rw");
        await daemon.WaitForRatingAsync("ok");
        await daemon.WaitForLogAsync("can be written again");
        Assert.Equal(0, daemon.Read("read_only")!.Value.GetInt32());
    }

    [Fact]
    public async Task Disk_Ext4Error_IsCriticalWithinAnIntervalAndWellAgainAfterRepair()
    {
        await using var disk = await SmallDisk.CreateAsync("64M");
        await using var daemon = DaemonOnDisk.Start(disk);
        await daemon.WaitForRatingAsync("ok");
        disk.InjectError();
        await daemon.WaitForRatingAsync("critical");
        Assert.Equal(1, daemon.Read("read_only")!.Value.GetInt32());
        Assert.False(daemon.HasExited);
        await daemon.StopAsync();
        await disk.RepairAsync();
        daemon.StartAgain();
        await daemon.WaitForRatingAsync("ok");
    }

    [Fact]
    public async Task Disk_Unmounted_IsMarkedAndWatchedAgainWhenItIsBack()
    {
        await using var data = await SmallDisk.CreateAsync("64M");
        await using var other = await SmallDisk.CreateAsync("64M");
        await using var daemon = DaemonOnDisk.Start(data, data.Path, other.Path);
        await daemon.WaitForRatingAsync("ok");
        await other.UnmountAsync();
        await daemon.WaitForLogAsync("is no longer mounted");
        await daemon.WaitForRatingAsync("unknown");
        await other.MountAsync();
        await daemon.WaitForLogAsync("is back");
        await daemon.WaitForRatingAsync("ok");
    }

    [Fact]
    public async Task Disk_OneMountHangs_TheOthersAreWatchedOn()
    {
        await using var disk = await SmallDisk.CreateAsync("64M");
        await using var hung = await HungMount.CreateAsync();
        await using var daemon = DaemonOnDisk.Start(disk, hung.Path, disk.Path);
        await daemon.WaitForLogAsync("the kernel does not answer for it");
        await disk.FillToAsync(95);
        await daemon.WaitForRatingAsync("critical");
        Assert.Equal(disk.Path, daemon.Read("mount")!.Value.GetString());
    }

    [Fact]
    public async Task Disk_WatchedThroughLinkAndBindMount_IsWatchedOnce()
    {
        await using var disk = await SmallDisk.CreateAsync("64M");
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder["link"], disk.Path);
        await using var daemon = DaemonOnDisk.Start(disk, folder["link"], disk.Path);
        await disk.FillToAsync(95);
        await daemon.WaitForRatingAsync("critical");
        Assert.Single(daemon.Log, l => l.Contains("is critical: 9", StringComparison.Ordinal));
    }

    /// <summary>A FUSE file system whose server never answers.</summary>
    private sealed class HungMount : IAsyncDisposable
    {
        private const string Server = """
            import ctypes, os, sys, time
            fuse = os.open("/dev/fuse", os.O_RDWR)
            libc = ctypes.CDLL(None, use_errno=True)
            options = "fd=%d,rootmode=40000,user_id=0,group_id=0" % fuse
            if libc.mount(b"hung", sys.argv[1].encode(), b"fuse", 0, options.encode()): raise OSError(ctypes.get_errno(), "mount")
            print("mounted", flush=True)
            time.sleep(600)
            """;

        private readonly TemporaryFolder _folder = new();
        private readonly ChildProcess _server;

        private HungMount()
        {
            Directory.CreateDirectory(Path);
            _server = new ChildProcess(new ProcessStartInfo("python3", ["-c", Server, Path]));
        }

        public string Path => _folder["mnt"];

        public static async Task<HungMount> CreateAsync()
        {
            var mount = new HungMount();
            await mount._server.WaitForLineAsync("mounted");
            return mount;
        }

        public async ValueTask DisposeAsync()
        {
            await using (var unmount = new ChildProcess(new ProcessStartInfo("umount", ["-l", Path])))
                await unmount.WaitForExitAsync();
            await _server.DisposeAsync();
            _folder.Dispose();
        }
    }
}
