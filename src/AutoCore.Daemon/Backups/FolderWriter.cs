using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using AutoCore.Core.Storage;
using AutoCore.Core.Storage.SafePath;
using AutoCore.Daemon.Backups.Tar;
using AutoCore.Policies.Backups;
using AutoCore.Policies.Backups.Tar;
using Microsoft.Win32.SafeHandles;

namespace AutoCore.Daemon.Backups;

/// <summary>
/// Writes a folder into a compressed tar, file after file, so that memory stays the same whatever its size. Links are stored as links and never
/// followed; what changes or goes meanwhile is stored as it was read, and counted.
/// </summary>
internal sealed class FolderWriter(string root, IReadOnlyList<string> exclude, Action<long> progress)
{
    private const int LooksBetween = 64;
    private const int BufferBytes = 128 * 1024;
    private const int ReadByAll = 0x24;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly FolderReport _report = new();

    /// <summary>Whether everything that was there is in it.</summary>
    public bool IsWhole => _report.IsWhole;

    /// <summary>What was not as it should be, in words; null if all was.</summary>
    public string? Note => _report.Note;

    /// <summary>Writes the archive, so that a power cut does not take it.</summary>
    /// <returns>Files in it.</returns>
    /// <exception cref="IOException">The folder cannot be listed at all, or the disk of the archive fails or is full.</exception>
    public async Task<long> WriteAsync(string target, CancellationToken cancellationToken)
    {
        using var seal = new FolderSeal();
        await using var file = CompressedFile.Create(target);
        // The archive is open; the rest is reading, by open folders alone.
        using var asRoot = ActingUser.AsRoot();
        using var top = SafeFolder.OpenNamed(root);
        await using (var zip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        {
            var tar = new TarArchiveWriter(zip);
            await CommentAsync(tar, FolderSeal.Promise, cancellationToken);
            await AddFolderAsync(tar, seal, top, [], target, cancellationToken);
            await CommentAsync(tar, seal.Compose(), cancellationToken);
            await tar.FinishAsync(cancellationToken);
            progress(seal.Files);
        }
        file.Flush(flushToDisk: true);
        return seal.Files;
    }

    private static Task CommentAsync(TarArchiveWriter tar, string comment, CancellationToken cancellationToken)
    {
        var records = new PaxRecords();
        records.Add(FolderSeal.Keyword, comment);
        return tar.WriteGlobalAsync(records, cancellationToken);
    }

    private async Task AddFolderAsync(TarArchiveWriter tar, FolderSeal seal, SafeFolder folder, byte[] path, string target, CancellationToken cancellationToken)
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
            await AddAsync(tar, seal, folder, name, below, target, cancellationToken);
            if (seal.Files % LooksBetween != 0)
                continue;
            progress(seal.Files);
            if (BackupRoom.FindObstacle(target) is { } obstacle)
                throw new IOException(obstacle);
        }
    }

    /// <summary>Goes to the next entry; what cannot be listed further ends there, but a source of which nothing can be listed fails.</summary>
    private bool MoveNext(IEnumerator<FolderEntry> entries, SafeFolder folder, bool isFirst) =>
        isFirst ? entries.MoveNext() : _report.TryRead(folder.Path, entries.MoveNext, out var isThere) && isThere;

    private async Task AddAsync(
        TarArchiveWriter tar, FolderSeal seal, SafeFolder folder, FileName name, byte[] path, string target, CancellationToken cancellationToken)
    {
        if (!_report.TryRead(folder.PathOf(name), () => folder.Find(name), out var found))
            return;
        if (found is not { } facts)
            _report.CountGone();
        else if (facts.IsRegular)
            await AddFileAsync(tar, seal, folder, name, path, cancellationToken);
        else if (facts.IsLink)
            await AddLinkAsync(tar, seal, Open(folder, name, folder.ReadLink), path, facts, cancellationToken);
        else if (!facts.IsFolder)
            _report.CountSpecial();
        else if (Open(folder, name, folder.OpenFolder) is { } below)
            await AddBelowAsync(tar, seal, below, path, target, cancellationToken);
    }

    /// <summary>Opens an entry; null, and counted, if it went, became something else, or cannot be opened.</summary>
    private T? Open<T>(SafeFolder folder, FileName name, Func<FileName, T?> open)
        where T : class
    {
        var path = folder.PathOf(name);
        if (!_report.TryRead(path, () => open(name), out var opened) || opened is not null)
            return opened;
        if (_report.TryRead(path, () => folder.Find(name), out var found) && found is null)
            _report.CountGone();
        else if (found is not null)
            _report.CountUnreadable(path);
        return null;
    }

    private async Task AddBelowAsync(TarArchiveWriter tar, FolderSeal seal, SafeFolder folder, byte[] path, string target, CancellationToken cancellationToken)
    {
        using (folder)
        {
            if (path.AsSpan().Count((byte)'/') >= SafeFolder.Deepest)
            {
                _report.CountUnreadable(folder.Path);
                return;
            }
            if (!_report.TryRead(folder.Path, () => folder.Facts, out var facts))
                return;
            var member = Of(TarKind.Folder, path, facts) with { Attributes = AttributesOf(folder.Path, folder.ReadAttributes) };
            await tar.BeginAsync(member, cancellationToken);
            seal.Add(path, member, []);
            await AddFolderAsync(tar, seal, folder, path, target, cancellationToken);
        }
    }

    private static async Task AddLinkAsync(TarArchiveWriter tar, FolderSeal seal, byte[]? link, byte[] path, FileFacts facts,
        CancellationToken cancellationToken)
    {
        if (link is null)
            return;
        var member = Of(TarKind.Link, path, facts) with { Target = link };
        await tar.BeginAsync(member, cancellationToken);
        seal.Add(path, member, link);
    }

    private async Task AddFileAsync(TarArchiveWriter tar, FolderSeal seal, SafeFolder folder, FileName name, byte[] path, CancellationToken cancellationToken)
    {
        using var file = Open(folder, name, folder.OpenFile);
        var shown = folder.PathOf(name);
        if (file is null || !_report.TryRead(shown, () => (File: FileFacts.Read(file), folder.Facts.User), out var read))
            return;
        var facts = read.File;
        var attributes = AttributesOf(shown, isWanted => ExtendedAttributes.Read(file, isWanted));
        // A second name of somebody else's file may be a way to have root read it into an archive that others read; unless everybody may read it anyway.
        var isOpen = (facts.Mode & ReadByAll) == ReadByAll && !attributes.Any(a => TarAttributes.IsList(a.Name));
        if (ProcessRights.IsRoot && facts.Links > 1 && facts.User != read.User && !isOpen)
        {
            _report.CountForeign(shown);
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
        var (sum, end) = await CopyAsync(tar, file, member.Content, cancellationToken);
        seal.Add(path, member, sum);
        if (end == CopyEnd.Failed)
        {
            _report.CountUnreadable(shown);
        }
        else if (end == CopyEnd.Cut || folder.Look(name) is not { } after || after.Bytes != facts.Bytes || after.Modified != facts.Modified
            || after.Identity != facts.Identity)
        {
            _report.CountChanged();
        }
    }

    /// <summary>Copies a file's parts, as long as they were when it was opened: the archive has said its length. Zeros stand for what was cut off
    /// meanwhile, or cannot be read.</summary>
    private async Task<(byte[] Sum, CopyEnd End)> CopyAsync(TarArchiveWriter tar, SafeFileHandle file, SparseMap content, CancellationToken cancellationToken)
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
        _report.TryRead(path, () => read(static n => TarAttributes.IsKept(n)), out var attributes)
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
