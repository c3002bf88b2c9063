using System.Security.Cryptography;
using AutoCore.Core.Storage;
using AutoCore.Core.Storage.SafePath;
using AutoCore.Daemon.Backups.Tar;
using AutoCore.Policies.Backups;
using AutoCore.Policies.Backups.Tar;
using Microsoft.Win32.SafeHandles;

namespace AutoCore.Daemon.Backups;

/// <summary>Walks a folder into an archive: links are stored as links and never followed, and what changes or goes meanwhile is stored as it was read, and
/// counted.</summary>
/// <param name="tar">The archive.</param>
/// <param name="seal">Takes in each member.</param>
/// <param name="exclude">Paths that stay out.</param>
/// <param name="report">Counts what was not as it should be.</param>
/// <param name="findObstacle">Why no more may be written, or null; asked now and then.</param>
/// <param name="progress">Told how many files there are so far.</param>
internal sealed class FolderMembers(
    TarArchiveWriter tar, FolderSeal seal, IReadOnlyList<string> exclude, FolderReport report, Func<string?> findObstacle, Action<long> progress)
{
    private const int LooksBetween = 64;
    private const int BufferBytes = 128 * 1024;
    private readonly byte[] _buffer = new byte[BufferBytes];

    /// <summary>Adds what is in a folder.</summary>
    /// <param name="path">Its path in the archive; empty: the source itself.</param>
    public async Task AddFolderAsync(SafeFolder folder, byte[] path, CancellationToken cancellationToken)
    {
        // Not sorted: a folder of a hundred thousand files would have to be held in memory.
        using var entries = folder.Entries().GetEnumerator();
        while (MoveNext(entries, folder, isFirst: path.Length == 0 && seal.Files == 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = entries.Current.Name;
            byte[] below = path.Length == 0 ? [.. name.Bytes] : [.. path, (byte)'/', .. name.Bytes];
            if (ArchivePath.IsBelow(Encoding.UTF8.GetString(below), exclude))
                continue;
            await AddAsync(folder, name, below, cancellationToken);
            if (seal.Files % LooksBetween != 0)
                continue;
            progress(seal.Files);
            if (findObstacle() is { } obstacle)
                throw new IOException(obstacle);
        }
    }

    /// <summary>Goes to the next entry; what cannot be listed further ends there, but a source of which nothing can be listed fails.</summary>
    private bool MoveNext(IEnumerator<FolderEntry> entries, SafeFolder folder, bool isFirst) =>
        isFirst ? entries.MoveNext() : report.TryRead(folder.Path, entries.MoveNext, out var isThere) && isThere;

    private async Task AddAsync(SafeFolder folder, FileName name, byte[] path, CancellationToken cancellationToken)
    {
        if (!report.TryRead(folder.PathOf(name), () => folder.Find(name), out var found))
            return;
        if (found is not { } facts)
            report.CountGone();
        else if (facts.IsRegular)
            await AddFileAsync(folder, name, path, cancellationToken);
        else if (facts.IsLink)
            await AddLinkAsync(Open(folder, name, folder.ReadLink), path, facts, cancellationToken);
        else if (!facts.IsFolder)
            report.CountSpecial();
        else if (Open(folder, name, folder.OpenFolder) is { } below)
            await AddBelowAsync(below, path, cancellationToken);
    }

    /// <summary>Opens an entry; null, and counted, if it went, became something else, or cannot be opened.</summary>
    private T? Open<T>(SafeFolder folder, FileName name, Func<FileName, T?> open)
        where T : class
    {
        var path = folder.PathOf(name);
        if (!report.TryRead(path, () => open(name), out var opened) || opened is not null)
            return opened;
        if (report.TryRead(path, () => folder.Find(name), out var found) && found is null)
            report.CountGone();
        else if (found is not null)
            report.CountUnreadable(path);
        return null;
    }

    private async Task AddBelowAsync(SafeFolder folder, byte[] path, CancellationToken cancellationToken)
    {
        using (folder)
        {
            if (path.AsSpan().Count((byte)'/') >= SafeFolder.Deepest)
            {
                report.CountUnreadable(folder.Path);
                return;
            }
            if (!report.TryRead(folder.Path, () => folder.Facts, out var facts))
                return;
            var member = Of(TarKind.Folder, path, facts) with { Attributes = AttributesOf(folder.Path, folder.ReadAttributes) };
            await tar.BeginAsync(member, cancellationToken);
            seal.Add(path, member, []);
            await AddFolderAsync(folder, path, cancellationToken);
        }
    }

    private async Task AddLinkAsync(byte[]? link, byte[] path, FileFacts facts, CancellationToken cancellationToken)
    {
        if (link is null)
            return;
        var member = Of(TarKind.Link, path, facts) with { Target = link };
        await tar.BeginAsync(member, cancellationToken);
        seal.Add(path, member, link);
    }

    private async Task AddFileAsync(SafeFolder folder, FileName name, byte[] path, CancellationToken cancellationToken)
    {
        using var file = Open(folder, name, folder.OpenFile);
        var shown = folder.PathOf(name);
        if (file is null || !report.TryRead(shown, () => (File: FileFacts.Read(file), Folder: folder.Facts), out var read))
            return;
        var facts = read.File;
        var attributes = AttributesOf(shown, isWanted => ExtendedAttributes.Read(file, isWanted));
        var owned = new OwnedMode(facts.User, facts.Mode, attributes.Any(a => TarAttributes.IsList(a.Name)));
        if (ProcessRights.IsRoot && !SecondNamePolicy.MayTake(owned, facts.Links, new(read.Folder.User, read.Folder.Mode, HasList: false)))
        {
            report.CountForeign(shown);
            return;
        }
        var member = Of(TarKind.File, path, facts) with
        {
            // Only a file that takes less room than its length has holes.
            Content = facts.Allocated >= facts.Bytes ? SparseMap.Whole(facts.Bytes)
                : SparseMap.Create(facts.Bytes, [.. FileHoles.FindData(file, facts.Bytes, SparseMap.MostExtents).Select(p => new Extent(p.Offset, p.Length))]),
            Attributes = attributes,
        };
        await tar.BeginAsync(member, cancellationToken);
        var (sum, end) = await CopyAsync(file, member.Content, cancellationToken);
        seal.Add(path, member, sum);
        if (end == CopyEnd.Failed)
        {
            report.CountUnreadable(shown);
        }
        else if (end == CopyEnd.Cut || folder.Look(name) is not { } after || after.Bytes != facts.Bytes || after.Modified != facts.Modified
            || after.Identity != facts.Identity)
        {
            report.CountChanged();
        }
    }

    /// <summary>Copies a file's parts, as long as they were when it was opened: the archive has said its length. Zeros stand for what was cut off
    /// meanwhile, or cannot be read.</summary>
    private async Task<(byte[] Sum, CopyEnd End)> CopyAsync(SafeFileHandle file, SparseMap content, CancellationToken cancellationToken)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var end = CopyEnd.Whole;
        if (content.HasHoles)
            sum.AppendData(content.Compose());
        foreach (var extent in content.Extents)
        {
            for (var at = extent.Offset; at < extent.End;)
            {
                var part = _buffer.AsMemory(0, (int)Math.Min(BufferBytes, extent.End - at));
                var count = 0;
                if (end == CopyEnd.Whole)
                    (count, end) = await ReadAsync(file, part, at, cancellationToken);
                if (end != CopyEnd.Whole)
                {
                    part.Span.Clear();
                    count = part.Length;
                }
                sum.AppendData(part.Span[..count]);
                await tar.WriteAsync(part[..count], cancellationToken);
                at += count;
            }
        }
        await tar.FillUpAsync(cancellationToken);
        return (sum.GetHashAndReset(), end);
    }

    private static async ValueTask<(int Count, CopyEnd End)> ReadAsync(SafeFileHandle file, Memory<byte> part, long at, CancellationToken cancellationToken)
    {
        try
        {
            var count = await RandomAccess.ReadAsync(file, part, at, cancellationToken);
            return (count, count > 0 ? CopyEnd.Whole : CopyEnd.Cut);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (0, CopyEnd.Failed);
        }
    }

    private static TarMember Of(TarKind kind, byte[] path, FileFacts facts) =>
        new(kind, path) { Mode = facts.Mode, User = facts.User, Group = facts.Group, Modified = facts.Modified };

    /// <summary>The attributes of what is open; none, and counted, if they cannot be read.</summary>
    private IReadOnlyList<AttributeValue> AttributesOf(string path, Func<Func<byte[], bool>, List<(byte[] Name, byte[] Value)>> read) =>
        report.TryRead(path, () => read(static n => TarAttributes.IsKept(n)), out var attributes)
            ? TarAttributes.Ordered(attributes!.Select(a => new AttributeValue(a.Name, a.Value))) : [];

    /// <summary>How the reading of a file ended.</summary>
    private enum CopyEnd
    {
        /// <summary>As long as it was.</summary>
        Whole,

        /// <summary>It became shorter meanwhile.</summary>
        Cut,

        /// <summary>Its disk fails.</summary>
        Failed,
    }
}
