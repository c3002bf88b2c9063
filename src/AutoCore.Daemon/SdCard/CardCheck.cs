using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.SdCard;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Health;
using AutoCore.Policies.SdCard;
using AutoCore.Policies.Storage;

namespace AutoCore.Daemon.SdCard;

/// <summary>Looks at what wears or endangers the card: swap against the profile, mount options, counted errors.</summary>
internal sealed class CardCheck(EffectiveProfile profile, SystemProbe probe, HostingOptions hosting) : DoctorCheck
{
    public override string Subject => "card";

    protected override IEnumerable<Finding> Look(CancellationToken cancellationToken)
    {
        var mounts = FileSystems.ReadMounts();
        var ofData = mounts.FindFor(FileSystems.ResolveNearest(hosting.DataDirectory));
        var looked = new[] { mounts.FindAt("/"), ofData }.OfType<MountEntry>().DistinctBy(m => m.Device).ToList();
        return
        [
            Swap(probe.ReadMemory().SwapTotalMb, profile.SwapMb.Value),
            .. SwapPlace(SwapAdvice.Find(probe.ReadLines("proc/swaps"), path => IsCard(mounts.FindFor(path)))),
            .. Logs(mounts.FindFor("/var/log")),
            .. looked.Where(m => m.Source.StartsWith("/dev/", StringComparison.Ordinal)).Select(m => Options(m, FileSystems.ReadFsTab())),
            .. looked.Where(m => m.FileSystemType == "ext4").Select(Errors),
        ];
    }

    private static bool IsCard(MountEntry? mount) => mount?.Source.StartsWith(SwapAdvice.CardDevice, StringComparison.Ordinal) == true;

    internal static IEnumerable<Finding> SwapPlace(SwapKind kind) => kind switch
    {
        SwapKind.Compressed => [Finding.Ok("swap", "zram comes first: compressed in memory, it wears nothing")],
        SwapKind.OnCard =>
        [Finding.Ok(
            "swap", "it is on the card alone, which wears by it",
                "zram in front of it: apt install zram-tools, with ALGO=zstd, PERCENT=50 and PRIORITY=100 in /etc/default/zramswap")],
        _ => [],
    };

    /// <summary>Logs in memory spare the card, and are lost with the power.</summary>
    internal static IEnumerable<Finding> Logs(MountEntry? mount) => mount switch
    {
        { MountPoint: "/var/log", FileSystemType: "tmpfs" } or { Source: "log2ram" } =>
            [Finding.Ok("logs", "in memory (log2ram or a tmpfs): what was not yet copied is lost at a power cut")],
        _ when IsCard(mount) =>
        [Finding.Ok("logs", "/var/log is on the card", "log2ram, or Storage=volatile for journald, writes them rarely or never; then a power cut leaves none")],
        _ => [],
    };

    /// <summary>Swap is a file whose size tools round: a twentieth less is as advised.</summary>
    internal static Finding Swap(double? presentMb, int advisedMb) => presentMb switch
    {
        null => Finding.Warning("swap", "/proc/meminfo does not tell", "look with: free -m"),
        { } mb when mb >= advisedMb * 0.95 => Finding.Ok("swap", $"{mb:0} MB, advised are {advisedMb} MB"),
        { } mb => Finding.Warning("swap", $"{mb:0} MB, advised for this card are {advisedMb} MB",
            $"Set CONF_SWAPSIZE={advisedMb} in /etc/dphys-swapfile, then: dphys-swapfile setup && dphys-swapfile swapon (without dphys-swapfile: fallocate -l {advisedMb}M /swapfile && chmod 600 /swapfile && mkswap /swapfile && swapon /swapfile, and the line \"/swapfile none swap sw 0 0\" in /etc/fstab)"),
    };

    internal static Finding Options(MountEntry mount, FsTab fsTab)
    {
        var subject = $"mount {mount.MountPoint}";
        var missing = MountAdvice.MissingOf(mount);
        if (missing.Count == 0)
            return Finding.Ok(subject, "its options spare the card");
        var entry = fsTab.Entries.FirstOrDefault(e => e.MountPoint == mount.MountPoint);
        var line =
            $"{entry?.Source ?? mount.Source} {mount.MountPoint} {entry?.FileSystemType ?? mount.FileSystemType} {MountAdvice.LineOptions(entry?.Options ?? [], missing)} 0 {(mount.MountPoint == "/" ? 1 : 2)}";
        return Finding.Warning(subject, $"{string.Join(", ", missing)} missing: the card is written more often than it need be",
            $"{(entry is null ? "Add to" : "Change the line in")} /etc/fstab: {line}; then: mount -o remount {mount.MountPoint}");
    }

    private static Finding Errors(MountEntry mount) => FileSystems.ReadExt4Errors(mount) is > 0 and var errors
        ? Finding.Critical($"errors of {mount.MountPoint}", $"the file system counted {errors}: the card is dying",
        "Back up now (autocore backup), replace the card, or unmount and check it: e2fsck -f")
        : Finding.Ok($"errors of {mount.MountPoint}", "none counted");
}
