using AutoCore.Core.Storage;
using AutoCore.Policies.SdCard;

namespace AutoCore.Daemon.SdCard;

/// <summary>What the kernel counts about the card; null where it does not tell.</summary>
/// <param name="Device">Its name, as <c>mmcblk0</c>.</param>
/// <param name="WrittenBytes">Bytes written to the whole card since the kernel started.</param>
/// <param name="DaemonWrittenBytes">Bytes that this process caused to be written since it started.</param>
/// <param name="Errors">Errors that ext4 counted, kept in the file system until it is checked.</param>
/// <param name="Registers">What the card says of itself.</param>
/// <param name="Problem">Why what is written to the folder does not stay; null if it does.</param>
internal sealed record CardFigures(
    string? Device, long? WrittenBytes, long? DaemonWrittenBytes, long? Errors, CardRegisters Registers = default, string? Problem = null);

/// <summary>Reads the kernel's counters of the card that holds a folder.</summary>
internal static class CardProbe
{
    private const int SectorBytes = 512;
    private const int WrittenSectors = 6;

    /// <summary>Reads them now.</summary>
    /// <exception cref="IOException">The folder's mount cannot be found.</exception>
    public static CardFigures Read(string folder)
    {
        var mount = FileSystems.ReadMounts().FindFor(FileSystems.ResolveNearest(folder)) ?? throw new IOException($"{folder}: no mount found");
        var device = FindWholeDevice(mount.Device);
        return new(
            device?.Name,
            device is null ? null : WrittenBytesIn(FileAttempt.ReadText(Path.Combine(device.FullName, "stat"))),
            OwnBytesIn(FileAttempt.ReadText("/proc/self/io")),
            mount.FileSystemType == "ext4" ? FileSystems.ReadExt4Errors(mount) : null,
            device is null ? default : CardRegisters.Read(name => FileAttempt.ReadText(Path.Combine(device.FullName, "device", name))),
            LastingPlaces.FindProblem(mount));
    }

    /// <summary>Tells one start of the kernel from another.</summary>
    public static string ReadBootId() => FileAttempt.ReadText("/proc/sys/kernel/random/boot_id");

    /// <summary>Bytes written, from a block device's <c>stat</c> line.</summary>
    internal static long? WrittenBytesIn(string stat)
    {
        var fields = stat.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > WrittenSectors && long.TryParse(fields[WrittenSectors], NumberStyles.None, CultureInfo.InvariantCulture, out var sectors)
            ? sectors * SectorBytes : null;
    }

    /// <summary>Bytes that a process caused to be written less those that were dropped before, from its <c>io</c> file.</summary>
    internal static long? OwnBytesIn(string io) =>
        FieldIn(io, "write_bytes") is { } written ? Math.Max(0, written - (FieldIn(io, "cancelled_write_bytes") ?? 0)) : null;

    private static long? FieldIn(string io, string name) =>
        io.Split('\n').Select(line => line.Split(": ")).FirstOrDefault(pair => pair.Length == 2 && pair[0] == name) is [_, var value]
        && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>A partition's folder lies in that of its card; a container's root, a network's or memory's file system has no device.</summary>
    private static DirectoryInfo? FindWholeDevice(string number)
    {
        if (!Directory.Exists($"/sys/dev/block/{number}")) return null;
        var device = new DirectoryInfo($"/sys/dev/block/{number}").ResolveLinkTarget(returnFinalTarget: true) as DirectoryInfo;
        return device is not null && File.Exists(Path.Combine(device.FullName, "partition")) ? device.Parent : device;
    }
}
