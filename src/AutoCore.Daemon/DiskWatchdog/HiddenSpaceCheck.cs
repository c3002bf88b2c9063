using AutoCore.Core.DiskWatchdog;
using AutoCore.Core.Health;
using AutoCore.Core.Storage;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.DiskWatchdog;
using AutoCore.Policies.Storage;

namespace AutoCore.Daemon.DiskWatchdog;

/// <summary>Looks for what takes space and is no file: deleted files that are open still, with who has them, and blocks that are kept for root.</summary>
internal sealed class HiddenSpaceCheck(DiskWatchdogOptions options) : DoctorCheck
{
    private const int MostTold = 5;

    public override string Subject => "deleted files";

    public override bool NeedsRoot => true;

    protected override IEnumerable<Finding> Look(CancellationToken cancellationToken)
    {
        var mounts = FileSystems.ReadMounts();
        var watched = options.Mounts.Where(Directory.Exists).Select(f => mounts.FindFor(FileSystems.Resolve(f))).OfType<MountEntry>().DistinctBy(m => m.Device)
            .ToList();
        var open = ProcessRights.IsRoot ? OpenDeletedFiles.Find(cancellationToken) : [];
        return watched.SelectMany(m => Judge(m, FileSystems.ReadUsage(m.MountPoint), [.. open.Where(f => f.Device == m.Device)], options.WarningPercent));
    }

    internal static IEnumerable<Finding> Judge(MountEntry mount, FileSystemUsage usage, IReadOnlyList<OpenDeletedFile> open, int warningPercent)
    {
        var sum = open.Sum(f => f.Bytes);
        var isMuch = HiddenSpacePolicy.IsMuch(sum, usage.TotalBytes);
        foreach (var file in isMuch ? open.Take(MostTold) : [])
        {
            yield return Finding.Warning(
                "deleted files",
                    $"{mount.MountPoint}: {file.Program} ({file.Process}) has {file.Path} open still, which is deleted and takes {ByteSize.Format(file.Bytes)}",
                file.Unit is { } unit ? $"systemctl restart {unit}" : $"end or restart process {file.Process}");
        }
        if (open.Count > MostTold && isMuch)
            yield return Finding.Ok("deleted files", $"{mount.MountPoint}: {open.Count} in all, {ByteSize.Format(sum)}");
        if (mount.Source.StartsWith("/dev/", StringComparison.Ordinal)
            && HiddenSpacePolicy.ReservedPercent(usage.TotalBytes, usage.FreeBytes - usage.AvailableBytes) is { } percent)
        {
            yield return Finding.Ok(
                "reserved blocks",
                    string.Create(
                    CultureInfo.InvariantCulture,
                        $"{mount.MountPoint}: {ByteSize.Format(usage.FreeBytes - usage.AvailableBytes)} ({percent:0.#} %) are free for root only"),
                usage.IsAbove(warningPercent) && mount.FileSystemType.StartsWith("ext", StringComparison.Ordinal)
                ? $"One percent is enough: tune2fs -m 1 {mount.Source}" : null);
        }
    }
}
