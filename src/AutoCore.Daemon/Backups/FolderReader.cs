using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Backups;

namespace AutoCore.Daemon.Backups;

/// <summary>Reads a folder's archive whole: sums, sizes, names. On request it is put under a folder at the same time.</summary>
/// <param name="target">Where it goes, an empty folder of the reader's own; null: it is only read.</param>
internal sealed class FolderReader(string? target)
{
    private const int BufferBytes = 64 * 1024;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private string _openFolder = "";

    /// <summary>Reads the archive.</summary>
    /// <exception cref="IOException">The target cannot be written.</exception>
    public async Task<Proof> ReadAsync(string archive, CancellationToken cancellationToken)
    {
        using var hash = SHA256.Create();
        using var seal = new FolderSeal();
        string? problem;
        await using (var file = CompressedFile.Read(archive))
        await using (var summed = new CryptoStream(file, hash, CryptoStreamMode.Read, leaveOpen: true))
        {
            problem = await ReadEntriesAsync(summed, seal, cancellationToken);
            await summed.CopyToAsync(Stream.Null, cancellationToken);
        }
        var sum = Convert.ToHexStringLower(hash.Hash!);
        if (Checksum.TryRead(archive) is { } expected && expected != sum)
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
                    return $"it holds a path that leads out of the folder: {entry.Name}";
                else if (await TakeAsync(entry, seal, cancellationToken) is { } problem)
                    return problem;
            }
            await zip.CopyToAsync(Stream.Null, cancellationToken);
            return seen is null ? "it ends before its seal" : seen == seal.Compose() ? null : "what is in it is not what was put in";
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            return e.Message;
        }
    }

    private async Task<string?> TakeAsync(TarEntry entry, FolderSeal seal, CancellationToken cancellationToken)
    {
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                seal.AddFolder(entry.Name);
                if (target is not null)
                    Directory.CreateDirectory(Place(entry.Name));
                break;
            case TarEntryType.SymbolicLink:
                seal.AddLink(entry.Name, entry.LinkName);
                if (target is not null)
                    File.CreateSymbolicLink(Place(entry.Name), entry.LinkName);
                break;
            case TarEntryType.RegularFile:
                seal.AddFile(entry.Name, entry.Length, await CopyAsync(entry, cancellationToken));
                break;
            default:
                return $"it holds a {entry.EntryType}: {entry.Name}";
        }
        if (target is not null && entry.EntryType != TarEntryType.SymbolicLink)
            GiveBack(Place(entry.Name), entry);
        return null;
    }

    /// <summary>Owner, mode and time as they were; the owner first, for the kernel then takes special bits from the mode.</summary>
    private static void GiveBack(string place, TarEntry entry)
    {
        const UnixFileMode reachable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (Environment.IsPrivilegedProcess)
            new FileOwner((uint)entry.Uid, (uint)entry.Gid).Own(place);
        File.SetUnixFileMode(place, entry.EntryType == TarEntryType.Directory ? entry.Mode | reachable : entry.Mode);
        if (entry.EntryType == TarEntryType.RegularFile)
            File.SetLastWriteTimeUtc(place, entry.ModificationTime.UtcDateTime);
    }

    private async Task<byte[]> CopyAsync(TarEntry entry, CancellationToken cancellationToken)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = target is null ? null : new FileStream(Place(entry.Name), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite, BufferSize = 0 });
        while (entry.DataStream is { } content && await content.ReadAsync(_buffer, cancellationToken) is > 0 and var count)
        {
            sum.AppendData(_buffer, 0, count);
            if (file is not null)
                await file.WriteAsync(_buffer.AsMemory(0, count), cancellationToken);
        }
        return sum.GetHashAndReset();
    }

    /// <summary>Where an entry goes. A link that the archive brought must not lead what follows out of the folder.</summary>
    private string Place(string name)
    {
        var place = Path.Combine(target!, name.TrimEnd('/'));
        var folder = Path.GetDirectoryName(place)!;
        if (folder == _openFolder)
            return place;
        for (var above = folder; above.Length > target!.Length; above = Path.GetDirectoryName(above)!)
        {
            if (new DirectoryInfo(above).LinkTarget is not null)
                throw new InvalidDataException($"it holds a path that leads over a link: {name}");
        }
        Directory.CreateDirectory(folder);
        _openFolder = folder;
        return place;
    }
}
