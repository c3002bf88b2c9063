namespace AutoCore.Policies.Storage;

/// <summary>Whether a folder lies on the disk that it is meant to lie on (A3): the folder of a disk that is gone is one of the card's.</summary>
public static class MountedPlacePolicy
{
    private const string AutoFs = "autofs";

    /// <summary>Why a folder may not be used at present, with the remedy; null if it may.</summary>
    /// <param name="folder">Absolute.</param>
    /// <param name="mounts">What is mounted.</param>
    /// <param name="fsTab">What the owner means to have mounted.</param>
    /// <param name="watched"><c>DiskWatchdog:Mounts</c>: who names a folder beside <c>/</c> means a disk of its own.</param>
    /// <param name="seen">The mount point that held the folder earlier in this run, or null.</param>
    public static string? FindProblem(string folder, MountTable mounts, FsTab fsTab, IReadOnlyList<string> watched, string? seen)
    {
        if (seen is not null && MountTable.LiesUnder(folder, seen) && !IsMounted(seen, mounts, sharesDevice: false))
            return $"{seen} is no longer mounted: mount {seen}";
        if (fsTab.Entries.FirstOrDefault(e => IsAbove(e.MountPoint, folder) && !IsMounted(e.MountPoint, mounts, e.SharesDevice)) is { } meant)
            return $"{meant.MountPoint} stands in /etc/fstab but is not mounted: mount {meant.MountPoint}";
        return watched.Contains("/")
            && watched.FirstOrDefault(w => IsAbove(w, folder) && mounts.FindFor(Trim(w))?.Device == mounts.FindFor("/")?.Device) is { } missing
            ? $"{missing} stands in DiskWatchdog:Mounts beside / but is not mounted: mount {missing}, or take it out there"
            : null;
    }

    /// <summary>The mount point of the disk that holds a folder; null for the root file system, and for a disk that is mounted only when it is used.</summary>
    public static string? DiskOf(string folder, MountTable mounts)
    {
        var found = mounts.FindFor(folder);
        // A sandbox mounts folders of a disk anew: its outermost mount point is what can go.
        while (found is not null && found.MountPoint != "/" && Below(found.MountPoint, mounts) is { } below && below.Device == found.Device)
            found = below;
        return found is null or { MountPoint: "/" } or { FileSystemType: AutoFs } ? null : found.MountPoint;
    }

    private static bool IsAbove(string mountPoint, string folder) => Trim(mountPoint) is var point && point != "/" && MountTable.LiesUnder(folder, point);

    /// <summary>A sandbox's mount of a folder on itself has the device of what lies below: that is no disk.</summary>
    private static bool IsMounted(string mountPoint, MountTable mounts, bool sharesDevice) =>
        mounts.FindAt(Trim(mountPoint)) is { FileSystemType: not AutoFs } found && (sharesDevice || found.Device != Below(found.MountPoint, mounts)?.Device);

    private static MountEntry? Below(string mountPoint, MountTable mounts) => mounts.FindFor(mountPoint[..Math.Max(1, mountPoint.LastIndexOf('/'))]);

    private static string Trim(string path) => path.Length > 1 ? path.TrimEnd('/') is { Length: > 0 } trimmed ? trimmed : "/" : path;
}
