using AutoCore.Core.DiskWatchdog;
using AutoCore.Core.Health;
using AutoCore.Core.Storage;
using AutoCore.Policies.Storage;

namespace AutoCore.Daemon.DiskWatchdog;

/// <summary>Looks at what is to be mounted and watched, and how full it is; advises a snapshot where LVM offers one.</summary>
internal sealed class MountsCheck(DiskWatchdogOptions options) : DoctorCheck
{
    public override string Subject => "mounts";

    public override bool NeedsRoot => true;

    protected override IEnumerable<Finding> Look(CancellationToken cancellationToken)
    {
        var mounts = FileSystems.ReadMounts();
        return [.. NotMounted(FileSystems.ReadFsTab(), mounts), .. options.Mounts.Select(f => Look(f, mounts)), .. Snapshots(mounts)];
    }

    internal static IEnumerable<Finding> NotMounted(FsTab fsTab, MountTable mounts) =>
        fsTab.Entries.Where(e => !e.Options.Contains("noauto") && mounts.FindAt(e.MountPoint) is null)
            .Select(e =>
                Finding.Critical($"mount {e.MountPoint}", $"/etc/fstab has {e.Source} here, but it is not mounted: what is written here fills the disk below",
                    $"mount {e.MountPoint}"));

    private Finding Look(string folder, MountTable mounts)
    {
        var subject = $"disk {folder}";
        if (!Directory.Exists(folder))
            return Finding.Critical(subject, "DiskWatchdog:Mounts names it, but it is not there", $"Mount it, or take it out of the list: {folder}");
        if (mounts.FindFor(FileSystems.Resolve(folder)) is { IsReadOnly: true } mount)
            return Finding.Critical(subject, "mounted read-only", $"dmesg says why; then: mount -o remount,rw {mount.MountPoint}, or fsck and a new card");
        var usage = FileSystems.ReadUsage(folder);
        var text = $"{usage.UsedPercent:0} % used" + (usage.UsedFilesPercent is { } files ? $", {files:0} % of inodes" : "");
        if (usage.IsAbove(options.CriticalPercent))
            return Finding.Critical(subject, text, "autocore cleanup");
        if (usage.IsAbove(options.WarningPercent))
            return Finding.Warning(subject, text, "autocore cleanup");
        return Finding.Ok(subject, text, usage.IsAbove(options.TargetPercent) ? $"Better below {options.TargetPercent} %: autocore cleanup" : null);
    }

    private static IEnumerable<Finding> Snapshots(MountTable mounts)
    {
        if (mounts.FindAt("/") is { } root && IsLogicalVolume(root))
        {
            yield return Finding.Ok("snapshot", $"{root.Source} is a logical volume",
                $"Before a big build take a snapshot: lvcreate -s -L 2G -n before-build {root.Source}");
        }
    }

    private static bool IsLogicalVolume(MountEntry mount)
    {
        var uuid = $"/sys/dev/block/{mount.Device}/dm/uuid";
        return File.Exists(uuid) && File.ReadAllText(uuid).StartsWith("LVM-", StringComparison.Ordinal);
    }
}
