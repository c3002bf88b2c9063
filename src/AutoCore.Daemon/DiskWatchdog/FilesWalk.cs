using AutoCore.Core.Storage;
using AutoCore.Policies.DiskWatchdog;

namespace AutoCore.Daemon.DiskWatchdog;

/// <summary>Sums up what the files of one file system take, as <c>du -x</c> does; nothing is opened but folders, no link is followed.</summary>
internal static class FilesWalk
{
    /// <summary>More than this is not looked at: the sum is not whole then.</summary>
    private const int MostEntries = 500_000;

    private const int MostLinked = 100_000;
    private const int EntriesBetweenBeats = 2_000;

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false, ReturnSpecialDirectories = false };

    /// <summary>Sums it up.</summary>
    /// <param name="root">The mount point.</param>
    /// <param name="beat">Called now and then.</param>
    public static FilesSum Measure(string root, Action beat, CancellationToken cancellationToken)
    {
        if (FileFacts.Read(root) is not { } top)
            return default;
        var (bytes, closed, entries) = (top.Allocated, 0, 0);
        var linked = new HashSet<ulong>();
        var waiting = new Stack<string>([root]);
        while (waiting.TryPop(out var folder))
        {
            try
            {
                foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", Everything))
                {
                    if (++entries > MostEntries)
                        return new(bytes, closed, IsWhole: false);
                    if (entries % EntriesBetweenBeats == 0)
                        beat();
                    cancellationToken.ThrowIfCancellationRequested();
                    if (FileFacts.Read(path) is not { } facts || facts.Device != top.Device)
                        continue;
                    if (facts.IsFolder)
                        waiting.Push(path);
                    if (facts.IsFolder || facts.Links <= 1 || (linked.Count < MostLinked && linked.Add(facts.Identity)))
                        bytes += facts.Allocated;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                closed++;
            }
        }
        return new(bytes, closed, IsWhole: true);
    }
}
