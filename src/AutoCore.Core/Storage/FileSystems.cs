using System.Runtime.InteropServices;
using AutoCore.Policies.Storage;

namespace AutoCore.Core.Storage;

/// <summary>What the kernel tells about mounts and file systems. Calls with a path can hang on a mount whose device or server does not answer.</summary>
internal static partial class FileSystems
{
    /// <summary>All mounts of this process; never hangs.</summary>
    public static MountTable ReadMounts() => MountTable.Parse(File.ReadLines("/proc/self/mountinfo"));

    /// <summary>What <c>/etc/fstab</c> means to have mounted; empty where there is no such file.</summary>
    public static FsTab ReadFsTab() => FileAttempt.OrElse<FsTab>(new([]), () => FsTab.Parse(File.ReadLines("/etc/fstab")));

    /// <summary>A path with all symbolic links resolved, those of its folders too.</summary>
    /// <exception cref="IOException">It does not exist or cannot be reached.</exception>
    public static string Resolve(string path) => Posix.FindRealPath(path) ?? throw Failure(path);

    /// <summary>The same for a path that may not exist yet: its nearest folder that does.</summary>
    /// <exception cref="IOException">It cannot be reached.</exception>
    public static string ResolveNearest(string path)
    {
        var existing = path;
        while (!Path.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
            existing = parent;
        return Resolve(existing);
    }

    /// <summary>How full the file system below a path is.</summary>
    /// <exception cref="IOException">It cannot be reached, or the device fails.</exception>
    public static FileSystemUsage ReadUsage(string path)
    {
        var buffer = new byte[StatvfsLayout.BufferSize];
        if (StatVfs(path, buffer) != 0)
            throw Failure(path);
        return StatvfsLayout.ForWord(IntPtr.Size).Read(buffer);
    }

    /// <summary>Errors that ext4 counted since its last check; 0 for other file systems.</summary>
    public static long ReadExt4Errors(MountEntry mount)
    {
        if (mount.FileSystemType != "ext4" || new DirectoryInfo($"/sys/dev/block/{mount.Device}").ResolveLinkTarget(returnFinalTarget: true) is not { } device)
            return 0;
        return ReadNumber($"/sys/fs/ext4/{device.Name}/errors_count") ?? 0;
    }

    /// <summary>Failed requests that the device's driver counted since it was found; null where the driver does not count.</summary>
    public static long? ReadDeviceErrors(MountEntry mount) =>
        ReadNumber($"/sys/dev/block/{mount.Device}/device/ioerr_cnt") ?? ReadNumber($"/sys/dev/block/{mount.Device}/../device/ioerr_cnt");

    private static long? ReadNumber(string file)
    {
        var text = FileAttempt.ReadText(file);
        var isHex = text.StartsWith("0x", StringComparison.Ordinal);
        return long.TryParse(isHex ? text.AsSpan(2) : text, isHex ? NumberStyles.HexNumber : NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : null;
    }

    private static IOException Failure(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new($"{path}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    [LibraryImport("libc", EntryPoint = "statvfs64", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatVfs(string path, [Out] byte[] buffer);
}
