using AutoCore.Core.DiskWatchdog;
using AutoCore.Daemon.DiskWatchdog;
using AutoCore.Policies.Health;
using AutoCore.Policies.Storage;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.DiskWatchdog;

public sealed class DoctorChecksTests
{
    private static readonly CleanupOptions NoCleanup = new(false, [], []);

    [Fact]
    public void NotMounted_LineOfFstabWithoutAMount_IsCriticalUnlessNoauto()
    {
        var fsTab = FsTab.Parse(["/dev/sda1 /mnt/cameras ext4 defaults 0 2", "/dev/sdb1 /mnt/usb ext4 noauto 0 2", "/dev/mmcblk0p2 / ext4 defaults 0 1"]);
        var mounts = new MountTable([new("179:2", "/", ["rw"], "ext4", "/dev/mmcblk0p2", ["rw"])]);
        var finding = Assert.Single(MountsCheck.NotMounted(fsTab, mounts));
        Assert.Equal(("mount /mnt/cameras", "mount /mnt/cameras"), (finding.Subject, finding.Remedy));
    }

    [Fact]
    public async Task Look_WatchedFolderThatIsNotThere_IsCritical()
    {
        var options = new DiskWatchdogOptions(TimeSpan.FromMinutes(1), ["/none/such"], 60, 80, 90, NoCleanup);
        var finding = (await new MountsCheck(options).LookAsync(CancellationToken.None)).Single(f => f.Subject == "disk /none/such");
        Assert.Equal(Rating.Critical, finding.Rating);
    }

    [Fact]
    public async Task Look_ContainerEngineWithoutLimits_NamesLogsAndData()
    {
        using var root = new TemporaryFolder();
        var check = new ContainerCheck(root.Path);
        Assert.Empty(await check.LookAsync(CancellationToken.None));
        Directory.CreateDirectory(root["var/lib/docker"]);
        Assert.Equal(["container logs", "container data"], (await check.LookAsync(CancellationToken.None)).Select(f => f.Subject));
        root.Write("etc/docker/daemon.json", """{ "log-opts": { "max-size": "10m" } }""");
        Assert.Equal(Rating.Ok, (await check.LookAsync(CancellationToken.None))[0].Rating);
    }
}
