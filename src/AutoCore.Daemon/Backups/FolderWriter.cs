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
    private const int MostExtents = 4096;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private string? _firstUnreadable;
    private long _changed;
    private long _gone;
    private long _unreadable;
    private long _special;

    /// <summary>Whether everything that was there is in it.</summary>
    public bool IsWhole => _unreadable == 0;

    /// <summary>What was not as it should be, in words; null if all was.</summary>
    public string? Note => string.Join(", ", new[]
    {
        _changed > 0 ? $"{_changed} files changed while they were read" : null,
        _gone > 0 ? $"{_gone} went meanwhile" : null,
        _special > 0 ? $"{_special} sockets and the like were left out" : null,
        _unreadable > 0 ? $"{_unreadable} could not be read (first: {_firstUnreadable}): {FolderKind.LetRead}" : null,
    }.OfType<string>()) is { Length: > 0 } text ? text : null;

    /// <summary>Writes the archive, so that a power cut does not take it.</summary>
    /// <returns>Files in it.</returns>
    /// <exception cref="IOException">The folder cannot be listed, or the disk is full.</exception>
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
        foreach (var (name, _) in folder.Entries())
        {
            cancellationToken.ThrowIfCancellationRequested();
            byte[] below = path.Length == 0 ? [.. name.Bytes] : [.. path, (byte)'/', .. name.Bytes];
            if (ArchivePath.IsBelow(Encoding.UTF8.GetString(below), exclude))
                continue;
            try
            {
                await AddAsync(tar, seal, folder, name, below, target, cancellationToken);
            }
            catch (UnauthorizedAccessException)
            {
                LeaveOut(folder, name);
            }
            if (seal.Files % LooksBetween != 0)
                continue;
            progress(seal.Files);
            if (BackupRoom.FindObstacle(target) is { } obstacle)
                throw new IOException(obstacle);
        }
    }

    private async Task AddAsync(
        TarArchiveWriter tar, FolderSeal seal, SafeFolder folder, FileName name, byte[] path, string target, CancellationToken cancellationToken)
    {
        if (folder.Look(name) is not { } facts)
            _gone++;
        else if (facts.IsRegular)
            await AddFileAsync(tar, seal, folder, name, path, cancellationToken);
        else if (facts.IsLink)
            await AddLinkAsync(tar, seal, folder.ReadLink(name), path, facts, cancellationToken);
        else if (!facts.IsFolder)
            _special++;
        else if (folder.OpenFolder(name) is { } below)
            await AddFolderAsync(tar, seal, below, name, path, target, cancellationToken);
        else
            _gone++;
    }

    private async Task AddFolderAsync(
        TarArchiveWriter tar, FolderSeal seal, SafeFolder folder, FileName name, byte[] path, string target, CancellationToken cancellationToken)
    {
        using (folder)
        {
            if (path.AsSpan().Count((byte)'/') >= SafeFolder.Deepest)
            {
                LeaveOut(folder, name);
                return;
            }
            var member = Of(TarKind.Folder, path, folder.Facts) with { Attributes = AttributesOf(folder.ReadAttributes(static n => TarAttributes.IsKept(n))) };
            await tar.BeginAsync(member, cancellationToken);
            seal.Add(path, member, []);
            await AddFolderAsync(tar, seal, folder, path, target, cancellationToken);
        }
    }

    private async Task AddLinkAsync(TarArchiveWriter tar, FolderSeal seal, byte[]? link, byte[] path, FileFacts facts, CancellationToken cancellationToken)
    {
        if (link is null)
        {
            _gone++;
            return;
        }
        var member = Of(TarKind.Link, path, facts) with { Target = link };
        await tar.BeginAsync(member, cancellationToken);
        seal.Add(path, member, link);
    }

    private async Task AddFileAsync(TarArchiveWriter tar, FolderSeal seal, SafeFolder folder, FileName name, byte[] path, CancellationToken cancellationToken)
    {
        using var file = folder.OpenFile(name);
        if (file is null)
        {
            _gone++;
            return;
        }
        var facts = FileFacts.Of(file)!.Value;
        // A second name of somebody else's file may be a way to have root read it into an archive that others read.
        if (ProcessRights.IsRoot && facts.Links > 1 && facts.User != folder.Facts.User)
        {
            LeaveOut(folder, name);
            return;
        }
        var member = Of(TarKind.File, path, facts) with
        {
            // Only a file that takes less room than its length has holes.
            Content = facts.Allocated >= facts.Bytes ? SparseMap.Whole(facts.Bytes)
                : SparseMap.Create(facts.Bytes, [.. FileHoles.FindData(file, facts.Bytes, MostExtents).Select(p => new Extent(p.Offset, p.Length))]),
            Attributes = AttributesOf(ExtendedAttributes.Read(file, static n => TarAttributes.IsKept(n))),
        };
        await tar.BeginAsync(member, cancellationToken);
        var (sum, wasCut) = await CopyAsync(tar, file, member.Content, cancellationToken);
        seal.Add(path, member, sum);
        if (wasCut || folder.Look(name) is not { } after || after.Bytes != facts.Bytes || after.Modified != facts.Modified || after.Identity != facts.Identity)
            _changed++;
    }

    /// <summary>Copies a file's parts, as long as they were when it was opened: the archive has said its length. Zeros stand for what was cut off
    /// meanwhile.</summary>
    private async Task<(byte[] Sum, bool WasCut)> CopyAsync(TarArchiveWriter tar, SafeFileHandle file, SparseMap content, CancellationToken cancellationToken)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var wasCut = false;
        if (content.HasHoles)
            sum.AppendData(content.Compose());
        foreach (var extent in content.Extents)
        {
            for (var at = extent.Offset; at < extent.End;)
            {
                var part = _buffer.AsMemory(0, (int)Math.Min(BufferBytes, extent.End - at));
                var count = wasCut ? 0 : await RandomAccess.ReadAsync(file, part, at, cancellationToken);
                if (count == 0)
                {
                    wasCut = true;
                    part.Span.Clear();
                    count = part.Length;
                }
                sum.AppendData(part.Span[..count]);
                await tar.WriteAsync(part[..count], cancellationToken);
                at += count;
            }
        }
        await tar.FillUpAsync(cancellationToken);
        return (sum.GetHashAndReset(), wasCut);
    }

    private void LeaveOut(SafeFolder folder, FileName name)
    {
        _unreadable++;
        _firstUnreadable ??= folder.PathOf(name);
    }

    private static TarMember Of(TarKind kind, byte[] path, FileFacts facts) =>
        new(kind, path) { Mode = facts.Mode, User = facts.User, Group = facts.Group, Modified = facts.Modified };

    private static List<AttributeValue> AttributesOf(List<(byte[] Name, byte[] Value)> read) => [.. read.Select(a => new AttributeValue(a.Name, a.Value))];
}
