using System.Formats.Tar;
using AutoCore.Core.Cameras;
using AutoCore.Core.Storage;

namespace AutoCore.Daemon.Cameras.Keeping;

/// <summary>
/// One tar a day (C6), <c>2025-12-22.tar</c>, with the pictures under their paths. It is written under another name, synced, read back and compared
/// byte by byte with the pictures before it gets its name. What an interrupted run left is found in it and not written twice; what came later goes into
/// <c>2025-12-22-2.tar</c>.
/// </summary>
internal sealed class DayArchive(PictureTree tree, string folder)
{
    private const UnixFileMode ReadableByAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>How an archive is read back.</summary>
    public Func<string, Stream> Open { get; init; } = File.OpenRead;

    /// <summary>Throws while the archives' disk is not mounted.</summary>
    public Action? Require { get; init; }

    /// <summary>Called for each picture that is written or compared, or null.</summary>
    public Action? Beat { get; init; }

    /// <summary>Makes sure that every picture of a day lies in an archive that was read back; nothing else is changed.</summary>
    /// <exception cref="IOException">It could not be written, or what was read back differs.</exception>
    public void Keep(SurplusDay day, CancellationToken cancellationToken)
    {
        Require?.Invoke();
        var missing = day.Pictures.Select(p => p.Path).Where(path => File.Exists(tree[path])).ToHashSet(StringComparer.Ordinal);
        var number = 1;
        for (; File.Exists(PathOf(day.Day, number)); number++)
            missing.ExceptWith(FindIdentical(PathOf(day.Day, number), missing, cancellationToken));
        if (missing.Count > 0)
            Write(PathOf(day.Day, number), missing, cancellationToken);
    }

    private string PathOf(DateOnly day, int number) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}{(number > 1 ? $"-{number}" : "")}.tar"));

    private void Write(string path, HashSet<string> pictures, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var partial = $"{path}.partial";
        try
        {
            WriteEntries(partial, pictures.Order(StringComparer.Ordinal), cancellationToken);
            if (FindIdentical(partial, pictures, cancellationToken).Count != pictures.Count)
                throw new IOException($"{path}: what was read back differs from the pictures: nothing was deleted (check the disk that holds it)");
            File.Move(partial, path);
            Posix.SyncFolder(folder);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private void WriteEntries(string path, IEnumerable<string> pictures, CancellationToken cancellationToken)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        using (var tar = new TarWriter(file, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var picture in pictures)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Beat?.Invoke();
                using var content = File.OpenRead(tree[picture]);
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, picture)
                {
                    DataStream = content,
                    Mode = ReadableByAll,
                    ModificationTime = new DateTimeOffset(File.GetLastWriteTimeUtc(content.SafeFileHandle)),
                });
            }
        }
        file.Flush(flushToDisk: true);
    }

    /// <summary>The pictures that an archive holds with the same bytes; an archive that cannot be read to its end holds what came before.</summary>
    private HashSet<string> FindIdentical(string path, HashSet<string> pictures, CancellationToken cancellationToken)
    {
        var identical = new HashSet<string>(StringComparer.Ordinal);
        using var file = Open(path);
        using var tar = new TarReader(file);
        try
        {
            while (tar.GetNextEntry() is { } entry)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Beat?.Invoke();
                if (pictures.Contains(entry.Name) && entry.DataStream is { } archived && IsIdentical(archived, tree[entry.Name]))
                    identical.Add(entry.Name);
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return identical;
        }
        return identical;
    }

    private static bool IsIdentical(Stream archived, string picture)
    {
        using var original = File.OpenRead(picture);
        Span<byte> one = stackalloc byte[8192], other = stackalloc byte[8192];
        while (true)
        {
            var count = original.ReadAtLeast(one, one.Length, throwOnEndOfStream: false);
            if (archived.ReadAtLeast(other, other.Length, throwOnEndOfStream: false) != count || !one[..count].SequenceEqual(other[..count]))
                return false;
            if (count < one.Length)
                return true;
        }
    }
}
