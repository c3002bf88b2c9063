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
    public static FoundHolders Find(DatabaseFile database, CancellationToken cancellationToken)
    {
        var names = new Dictionary<int, string>();
        var locks = new HashSet<(int Process, long At)>();
        for (var look = 0; look < Looks && (look == 0 || !cancellationToken.WaitHandle.WaitOne(BetweenLooks)); look++)
        {
            foreach (var held in Look(database))
            {
                locks.Add(held);
                names.TryAdd(held.Process, $"{NameOf(held.Process)} ({held.Process})");
            }
        }
        return new([.. names.OrderBy(n => n.Key).Select(n => n.Value)], locks.Count > 1);
    }

    private static List<(int Process, long At)> Look(DatabaseFile database) =>
        FileAttempt.OrElse<List<(int Process, long At)>>([], () =>
            FileFacts.Read(database.SharedMemoryPath) is { } shared
                ? [.. File.ReadLines("/proc/locks").Select(line => HolderIn(line, shared.Identity)).OfType<(int Process, long At)>().Where(h => h.Process > 0)]
                : []);

    /// <summary>The process of a line such as <c>1: POSIX  ADVISORY  READ 1234 fe:00:5678 124 124</c>, and which snapshot it reads, if it is one of this file.</summary>
    internal static (int Process, long At)? HolderIn(string line, ulong inode)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [_, "POSIX", _, "READ", var process, var file, var first, ..]
            && file.EndsWith($":{inode}", StringComparison.Ordinal)
            && long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var start) && start is >= FirstReadLock and <= LastReadLock
            && int.TryParse(process, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var pid)
            ? (pid, start)
            : null;
    }

    private static string NameOf(int pid) => FileAttempt.OrElse("process", () => File.ReadAllText($"/proc/{pid}/comm").Trim());
}

/// <summary>Who holds a log.</summary>
/// <param name="Names">The processes.</param>
/// <param name="Overlap">Whether there are several readers, of one process or of more, none of which holds it alone.</param>
internal sealed record FoundHolders(IReadOnlyList<string> Names, bool Overlap);
