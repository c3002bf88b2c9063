using AutoCore.Core.Storage;
using AutoCore.Policies.Storage;

namespace AutoCore.Daemon.Storage;

/// <summary>A file system that is to get room.</summary>
/// <param name="MountPoint">Where it is mounted.</param>
/// <param name="Device">The kernel's number of it.</param>
internal sealed record CleanupTarget(string MountPoint, string Device)
{
    /// <summary>The file system below a folder; null if it is not there.</summary>
    public static CleanupTarget? Find(string folder) =>
        DeviceBelow(folder) is { } mount ? new(mount.MountPoint, mount.Device) : null;

    /// <summary>The file systems below some folders, each once.</summary>
    public static IReadOnlyList<CleanupTarget> FindAll(IEnumerable<string> folders) =>
        [.. folders.Select(Find).OfType<CleanupTarget>().DistinctBy(t => t.Device)];

    /// <summary>How full it is now.</summary>
    /// <exception cref="IOException">It cannot be reached.</exception>
    public FileSystemUsage ReadUsage() => FileSystems.ReadUsage(MountPoint);

    /// <summary>Whether a path lies on it, symbolic links resolved; asked once a folder, not once a file.</summary>
    public bool Holds(string path) => DeviceBelow(path)?.Device == Device;

    private static MountEntry? DeviceBelow(string path) =>
        FileAttempt.OrElse<MountEntry?>(null, () => FileSystems.ReadMounts().FindFor(FileSystems.ResolveNearest(path)));
}
