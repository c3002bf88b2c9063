using System.IO.Compression;
using AutoCore.Core.Storage;
using AutoCore.Core.Storage.SafePath;
using AutoCore.Daemon.Backups.Tar;
using AutoCore.Policies.Backups.Tar;

namespace AutoCore.Daemon.Backups;

/// <summary>
/// Writes a folder into a compressed tar, file after file, so that memory stays the same whatever its size.
/// </summary>
internal sealed class FolderWriter(string root, IReadOnlyList<string> exclude, Action<long> progress)
{
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
            var members = new FolderMembers(tar, seal, exclude, _report, () => BackupRoom.FindObstacle(target), progress);
            await members.AddFolderAsync(top, [], cancellationToken);
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
}
