using AutoCore.Core.Storage;

namespace AutoCore.Daemon.DiskWatchdog;

/// <summary>A file that has no name any more, and takes space until a process lets go of it.</summary>
/// <param name="Path">The name that it had.</param>
/// <param name="Bytes">What it takes.</param>
/// <param name="Device">The kernel's number of its file system, <c>major:minor</c>.</param>
/// <param name="Process">Who has it open.</param>
/// <param name="Program">The name of that.</param>
/// <param name="Unit">The unit that it belongs to, or null.</param>
internal sealed record OpenDeletedFile(string Path, long Bytes, string Device, int Process, string Program, string? Unit);

/// <summary>Finds them in <c>/proc</c>; of others' processes only root sees them. Nothing is opened: a name there may be a device or a pipe.</summary>
internal static class OpenDeletedFiles
{
    private const string Deleted = " (deleted)";
    private const int MostDescriptors = 200_000;

    public static IReadOnlyList<OpenDeletedFile> Find(CancellationToken cancellationToken)
    {
        var found = new Dictionary<(ulong, ulong), OpenDeletedFile>();
        var left = MostDescriptors;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process))
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var descriptor in DescriptorsOf(folder))
            {
                if (--left < 0)
                    return [.. found.Values];
                if (Look(descriptor) is { } look)
                {
                    found.TryAdd(
                        (look.Facts.Device, look.Facts.Identity), new(
                            look.Path, look.Facts.Allocated, DeviceOf(look.Facts), process,
                            FileAttempt.ReadText($"{folder}/comm"), UnitIn(FileAttempt.ReadText($"{folder}/cgroup"))));
                }
            }
        }
        return [.. found.Values.OrderByDescending(f => f.Bytes)];
    }

    /// <summary>The unit in a process' <c>cgroup</c> file: the last part that is a service.</summary>
    internal static string? UnitIn(string cgroup) =>
        cgroup.Split('\n').SelectMany(line => line.Split('/')).LastOrDefault(part => part.EndsWith(".service", StringComparison.Ordinal));

    private static (string Path, FileFacts Facts)? Look(string descriptor) =>
        // It has been closed.
        FileAttempt.OrElse<(string Path, FileFacts Facts)?>(null, () =>
            new FileInfo(descriptor).LinkTarget is { } target && target.EndsWith(Deleted, StringComparison.Ordinal)
            && FileFacts.Read(descriptor, follow: true) is { IsRegular: true, Links: 0 } facts ? (target[..^Deleted.Length], facts) : null);

    private static string[] DescriptorsOf(string process) =>
        // It has ended, or is another user's.
        FileAttempt.OrElse<string[]>([], () => Directory.GetFileSystemEntries($"{process}/fd"));

    private static string DeviceOf(FileFacts facts) => string.Create(CultureInfo.InvariantCulture, $"{facts.Device & 0xFFFFFFFF}:{facts.Device >> 32}");
}
