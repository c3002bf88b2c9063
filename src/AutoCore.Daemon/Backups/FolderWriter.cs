using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Backups;

namespace AutoCore.Daemon.Backups;

/// <summary>
/// Writes a folder into a compressed tar, file after file, so that memory stays the same whatever its size. Links are stored as links and never
/// followed; what changes or goes meanwhile is stored as it was read, and counted.
/// </summary>
internal sealed class FolderWriter(string root, IReadOnlyList<string> exclude, Action<long> progress)
{
    private const int LooksBetween = 64;
    private readonly string _realRoot = Posix.FindRealPath(root) ?? root;
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
        await using (var zip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        await using (var tar = new TarWriter(zip, TarEntryFormat.Pax, leaveOpen: true))
        {
            await AddFolderAsync(tar, seal, "", target, cancellationToken);
            var files = seal.Files;
            await tar.WriteEntryAsync(new PaxGlobalExtendedAttributesTarEntry([new(FolderSeal.Keyword, seal.Compose())]), cancellationToken);
            progress(files);
        }
        file.Flush(flushToDisk: true);
        return seal.Files;
    }

    private async Task AddFolderAsync(TarWriter tar, FolderSeal seal, string folder, string target, CancellationToken cancellationToken)
    {
        // Not sorted: a folder of a hundred thousand files would have to be held in memory.
        foreach (var path in Directory.EnumerateFileSystemEntries(Path.Combine(root, folder)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = folder.Length == 0 ? Path.GetFileName(path) : $"{folder}/{Path.GetFileName(path)}";
            if (ArchivePath.IsBelow(name, exclude))
                continue;
            try
            {
                await AddAsync(tar, seal, path, name, target, cancellationToken);
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                _gone++;
            }
            catch (UnauthorizedAccessException)
            {
                _unreadable++;
                _firstUnreadable ??= name;
            }
            if (seal.Files % LooksBetween != 0)
                continue;
            progress(seal.Files);
            if (BackupRoom.FindObstacle(target) is { } obstacle)
                throw new IOException(obstacle);
        }
    }

    private async Task AddAsync(TarWriter tar, FolderSeal seal, string path, string name, string target, CancellationToken cancellationToken)
    {
        if (FileFacts.Read(path) is not { } facts)
        {
            _gone++;
            return;
        }
        if (facts.IsRegular)
        {
            await AddFileAsync(tar, seal, path, name, facts, cancellationToken);
        }
        else if (new FileInfo(path).LinkTarget is { } link)
        {
            await tar.WriteEntryAsync(Owned(new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = link }, facts), cancellationToken);
            seal.AddLink(name, link);
        }
        else if (Directory.Exists(path))
        {
            await tar.WriteEntryAsync(Owned(new PaxTarEntry(TarEntryType.Directory, $"{name}/"), facts), cancellationToken);
            seal.AddFolder(name);
            await AddFolderAsync(tar, seal, name, target, cancellationToken);
        }
        else
        {
            _special++;
        }
    }

    private async Task AddFileAsync(TarWriter tar, FolderSeal seal, string path, string name, FileFacts facts, CancellationToken cancellationToken)
    {
        await using var file = CompressedFile.Read(path);
        // Between the look and the opening a link may have come into its place, or into a folder's on the way.
        if (Posix.FindRealPath($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}") != $"{_realRoot}/{name}")
            throw new FileNotFoundException();
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = file.Length;
        await using var steady = new SteadyStream(file, length, sum);
        await tar.WriteEntryAsync(Owned(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = steady }, facts), cancellationToken);
        seal.AddFile(name, length, sum.GetHashAndReset());
        if (steady.WasCut || FileFacts.Read(path) is not { } after || after.Bytes != length || after.Modified != facts.Modified || after.Identity != facts.Identity)
            _changed++;
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
