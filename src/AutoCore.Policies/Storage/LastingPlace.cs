namespace AutoCore.Policies.Storage;

/// <summary>Whether what is written to a place outlives the next boot: memory and the layer over a protected root do not, and nobody notices before.</summary>
public static class LastingPlace
{
    private static readonly string[] Volatile = ["tmpfs", "ramfs", "rootfs"];
    private static readonly string[] Devices = ["/dev/zram", "/dev/ram"];
    private static readonly string[] Overlays = ["overlay", "overlayfs", "aufs"];

    /// <summary>Why it does not; null if it does.</summary>
    /// <param name="mount">The mount that the place lies on.</param>
    /// <param name="commandLine">The kernel's command line.</param>
    /// <param name="isContainer">Whether this is a container: its root is an overlay on a disk, and stays.</param>
    public static string? FindProblem(MountEntry mount, string commandLine, bool isContainer)
    {
        if (Volatile.Contains(mount.FileSystemType))
            return $"the data directory is in memory ({mount.FileSystemType} on {mount.MountPoint}): everything in it is lost at the next boot";
        if (Devices.Any(d => mount.Source.StartsWith(d, StringComparison.Ordinal)))
            return $"the data directory is in memory ({mount.Source} on {mount.MountPoint}): everything in it is lost at the next boot";
        if (!Overlays.Contains(mount.FileSystemType))
            return null;
        return IsProtectedRoot(commandLine) || !isContainer
            ? $"the data directory is on an overlay ({mount.MountPoint}): everything in it is lost at the next boot"
            : null;
    }

    /// <summary>What to do about it.</summary>
    /// <param name="folder">The data directory.</param>
    public static string Remedy(string folder) =>
        $"Give {folder} a partition or disk of its own and mount it there by /etc/fstab, or name one that has as DataDirectory; " +
        "or end the protection of the root: raspi-config, Performance, Overlay File System";

    /// <summary>As <c>raspi-config</c> and the package <c>overlayroot</c> ask for it.</summary>
    private static bool IsProtectedRoot(string commandLine) =>
        commandLine.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .Any(word => word == "boot=overlay" || (word.StartsWith("overlayroot=", StringComparison.Ordinal) && word != "overlayroot=disabled"));
}
