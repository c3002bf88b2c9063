using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Backups;
using AutoCore.Policies.Hosting;

namespace AutoCore.Daemon.Backups;

/// <summary>Reads a folder's archive whole: sums, sizes, names. On request it is put into a folder at the same time.</summary>
/// <param name="target">Where it goes; null: it is only read.</param>
internal sealed class FolderReader(RestoredTree? target)
{
    private const int BufferBytes = 64 * 1024;
    private const int LongestShown = 400;
    private readonly byte[] _buffer = new byte[BufferBytes];

    /// <summary>Reads the archive.</summary>
    /// <exception cref="IOException">The target cannot be written.</exception>
    public async Task<Proof> ReadAsync(string archive, CancellationToken cancellationToken)
    {
        using var hash = SHA256.Create();
        using var seal = new FolderSeal();
        string? problem;
        var expected = Checksum.TryRead(archive);
        await using (var file = PlainFile.Open(archive))
        await using (var summed = new CryptoStream(file, hash, CryptoStreamMode.Read, leaveOpen: true))
        {
            // The archive is open: what remains to be opened is below the target.
            using var root = target is null ? null : ActingUser.AsRoot();
            problem = await ReadEntriesAsync(summed, seal, cancellationToken);
            await summed.CopyToAsync(Stream.Null, cancellationToken);
        }
        var sum = Convert.ToHexStringLower(hash.Hash!);
        if (expected is not null && expected != sum)
            problem = "its checksum does not match";
        return new(problem, seal.Files, sum);
    }

    private async Task<string?> ReadEntriesAsync(Stream summed, FolderSeal seal, CancellationToken cancellationToken)
    {
        try
        {
            await using var zip = new GZipStream(summed, CompressionMode.Decompress, leaveOpen: true);
            await using var tar = new TarReader(zip, leaveOpen: true);
            string? seen = null;
            while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            {
                if (entry is PaxGlobalExtendedAttributesTarEntry global)
                    seen = global.GlobalExtendedAttributes.GetValueOrDefault(FolderSeal.Keyword);
                else if (!ArchivePath.IsSafe(entry.Name))
                    return $"it holds a path that leads out of the folder: {SafeText.Of(entry.Name, LongestShown)}";
                else if (await TakeAsync(entry, seal, cancellationToken) is { } problem)
                    return problem;
            }
            await zip.CopyToAsync(Stream.Null, cancellationToken);
            return seen is null ? "it ends before its seal" : seen == seal.Compose() ? null : "what is in it is not what was put in";
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException or ArgumentException)
        {
            return e.Message;
        }
    }

    private async Task<string?> TakeAsync(TarEntry entry, FolderSeal seal, CancellationToken cancellationToken)
    {
        var name = ArchiveName.Read(entry);
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                seal.AddFolder(name.Sealed);
                target?.AddFolder(name.Path, entry);
                return null;
            case TarEntryType.SymbolicLink:
                var link = ArchiveName.ReadLink(entry);
                seal.AddLink(name.Sealed, link);
                target?.AddLink(name.Path, link, entry);
                return null;
            case TarEntryType.RegularFile:
                seal.AddFile(name.Sealed, entry.Length, await CopyAsync(name.Path, entry, cancellationToken));
                return null;
            default:
                return $"it holds a {entry.EntryType}: {SafeText.Of(entry.Name, LongestShown)}";
        }
    }

    private async Task<byte[]> CopyAsync(byte[] path, TarEntry entry, CancellationToken cancellationToken)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = target?.Create(path);
        while (entry.DataStream is { } content && await content.ReadAsync(_buffer, cancellationToken) is > 0 and var count)
        {
            sum.AppendData(_buffer, 0, count);
            if (file is not null)
                await file.WriteAsync(_buffer.AsMemory(0, count), cancellationToken);
        }
        if (file is not null)
            target!.Finish(file, entry);
        return sum.GetHashAndReset();
    }
}
