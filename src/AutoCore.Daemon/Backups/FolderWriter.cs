using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using AutoCore.Core.Storage;
using AutoCore.Core.Storage.SafePath;
using AutoCore.Policies.Backups;

namespace AutoCore.Daemon.Backups;

/// <summary>
/// Writes a folder into a compressed tar, file after file, so that memory stays the same whatever its size. Links are stored as links and never
/// followed; what changes or goes meanwhile is stored as it was read, and counted.
/// </summary>
internal sealed class FolderWriter(string root, IReadOnlyList<string> exclude, Action<long> progress)
{
    private const int LooksBetween = 64;
    private const int BufferBytes = 128 * 1024;
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
        _unreadable > 0 ? $"{_unreadable} could not be read (first: {_firstUnreadable}): let the daemon's user read them" : null,
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
        await using (var tar = new TarWriter(zip, TarEntryFormat.Pax, leaveOpen: true))
        {
            await AddFolderAsync(tar, seal, top, [], target, cancellationToken);
            var files = seal.Files;
            await tar.WriteEntryAsync(new PaxGlobalExtendedAttributesTarEntry([new(FolderSeal.Keyword, seal.Compose())]), cancellationToken);
            progress(files);
        }
        file.Flush(flushToDisk: true);
        return seal.Files;
    }

    private async Task AddFolderAsync(TarWriter tar, FolderSeal seal, SafeFolder folder, byte[] path, string target, CancellationToken cancellationToken)
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
        TarWriter tar, FolderSeal seal, SafeFolder folder, FileName name, byte[] path, string target, CancellationToken cancellationToken)
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
        TarWriter tar, FolderSeal seal, SafeFolder folder, FileName name, byte[] path, string target, CancellationToken cancellationToken)
    {
        using (folder)
        {
            if (path.AsSpan().Count((byte)'/') >= SafeFolder.Deepest)
            {
                LeaveOut(folder, name);
                return;
            }
            var (entry, known) = ArchiveName.Compose(TarEntryType.Directory, path);
            await tar.WriteEntryAsync(Owned(entry, folder.Facts), cancellationToken);
            seal.AddFolder(known);
            await AddFolderAsync(tar, seal, folder, path, target, cancellationToken);
        }
    }

    private async Task AddLinkAsync(TarWriter tar, FolderSeal seal, byte[]? link, byte[] path, FileFacts facts, CancellationToken cancellationToken)
    {
        if (link is null)
        {
            _gone++;
            return;
        }
        var (entry, known) = ArchiveName.Compose(TarEntryType.SymbolicLink, path, link);
        await tar.WriteEntryAsync(Owned(entry, facts), cancellationToken);
        seal.AddLink(known, link);
    }

    private async Task AddFileAsync(TarWriter tar, FolderSeal seal, SafeFolder folder, FileName name, byte[] path, CancellationToken cancellationToken)
    {
        if (folder.OpenFile(name) is not { } handle)
        {
            _gone++;
            return;
        }
        await using var file = new FileStream(handle, FileAccess.Read, BufferBytes);
        var facts = FileFacts.Of(handle)!.Value;
        // A second name of somebody else's file may be a way to have root read it into an archive that others read.
        if (ProcessRights.IsRoot && facts.Links > 1 && facts.User != folder.Facts.User)
        {
            LeaveOut(folder, name);
            return;
        }
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = file.Length;
        await using var steady = new SteadyStream(file, length, sum);
        var (entry, known) = ArchiveName.Compose(TarEntryType.RegularFile, path);
        entry.DataStream = steady;
        await tar.WriteEntryAsync(Owned(entry, facts), cancellationToken);
        seal.AddFile(known, length, sum.GetHashAndReset());
        if (steady.WasCut || folder.Look(name) is not { } after || after.Bytes != length || after.Modified != facts.Modified || after.Identity != facts.Identity)
            _changed++;
    }

    private void LeaveOut(SafeFolder folder, FileName name)
    {
        _unreadable++;
        _firstUnreadable ??= folder.PathOf(name);
    }

    private static PaxTarEntry Owned(PaxTarEntry entry, FileFacts facts)
    {
        entry.Mode = (UnixFileMode)(facts.Mode & 0xFFF);
        entry.Uid = (int)facts.User;
        entry.Gid = (int)facts.Group;
        entry.ModificationTime = facts.Modified;
        return entry;
    }
}
