using System.Globalization;
using AutoCore.Core.Storage;

namespace AutoCore.Daemon.WalCheckpoint;

/// <summary>Finds the processes whose read transactions keep a log from being emptied: the kernel lists their locks on SQLite's shared file.</summary>
internal static class SnapshotHolders
{
    /// <summary>Bytes of the shared file that SQLite locks for readers of a snapshot.</summary>
    private const long FirstReadLock = 123;
    private const long LastReadLock = 127;

    /// <summary>Readers that overlap hold the log together, each for a moment: one look would name only some of them.</summary>
    private const int Looks = 10;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>Names them as <c>python3 (1234)</c>; none where the kernel or the sandbox does not tell.</summary>
    public static IReadOnlyList<string> Find(DatabaseFile database, CancellationToken cancellationToken)
    {
        var found = new Dictionary<int, string>();
        for (var look = 0; look < Looks && (look == 0 || !cancellationToken.WaitHandle.WaitOne(BetweenLooks)); look++)
        {
            foreach (var process in Look(database))
                found.TryAdd(process, $"{NameOf(process)} ({process})");
        }
        return [.. found.OrderBy(f => f.Key).Select(f => f.Value)];
    }

    private static List<int> Look(DatabaseFile database)
    {
        try
        {
            return FileFacts.Read(database.SharedMemoryPath) is { } shared
                ? [.. File.ReadLines("/proc/locks").Select(line => HolderIn(line, shared.Identity)).OfType<int>().Where(pid => pid > 0).Distinct()]
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The process of a line such as <c>1: POSIX  ADVISORY  READ 1234 fe:00:5678 124 124</c>, if it reads a snapshot of this file.</summary>
    internal static int? HolderIn(string line, ulong inode)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [_, "POSIX", _, "READ", var process, var file, var first, ..]
            && file.EndsWith($":{inode}", StringComparison.Ordinal)
            && long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var start) && start is >= FirstReadLock and <= LastReadLock
            && int.TryParse(process, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var pid)
            ? pid
            : null;
    }

    private static string NameOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/comm").Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "process";
        }
    }
}
