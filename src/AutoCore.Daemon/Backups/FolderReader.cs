using System.IO.Compression;
using System.Security.Cryptography;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Backups.Tar;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Backups;
using AutoCore.Policies.Backups.Tar;
using AutoCore.Policies.Hosting;

namespace AutoCore.Daemon.Backups;

/// <summary>Reads a folder's archive whole: sums, sizes, names. On request it is put into a folder at the same time.</summary>
/// <param name="target">Where it goes; null: it is only read.</param>
internal sealed class FolderReader(RestoredTree? target)
{
    private const int BufferBytes = 64 * 1024;
    private const int LongestShown = 400;
    private readonly byte[] _buffer = new byte[BufferBytes];

    /// <summary>Devices and pipes of another program's archive, which are not made.</summary>
    public long SpecialLeftOut { get; private set; }

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
            problem = await ReadMembersAsync(summed, seal, cancellationToken);
            await summed.CopyToAsync(Stream.Null, cancellationToken);
        }
        var sum = Convert.ToHexStringLower(hash.Hash!);
        if (expected is not null && expected != sum)
            problem = "its checksum does not match";
        return new(problem, seal.Files, sum) { Bytes = seal.Bytes };
    }

    private async Task<string?> ReadMembersAsync(Stream summed, FolderSeal seal, CancellationToken cancellationToken)
    {
        try
        {
            await using var zip = new GZipStream(summed, CompressionMode.Decompress, leaveOpen: true);
            var tar = new TarArchiveReader(zip);
            while (await tar.NextAsync(cancellationToken) is { } entry)
            {
                // The archive's folder itself has its owner and permissions from the one that it replaces.
                if (entry.Member is { Kind: TarKind.Folder, Path: [] })
                    continue;
                if (!ArchivePath.IsSafe(entry.Member.Path))
                    return $"it holds a path that leads out of the folder: {SafeText.Of(entry.Member.Path, LongestShown)}";
                if (await TakeAsync(tar, entry, seal, cancellationToken) is { } problem)
                    return problem;
            }
            await zip.CopyToAsync(Stream.Null, cancellationToken);
            return seal.FindProblem(tar.Global, tar.HasEnded);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException or ArgumentException)
        {
            return e.Message;
        }
    }

    private async Task<string?> TakeAsync(TarArchiveReader tar, TarEntry entry, FolderSeal seal, CancellationToken cancellationToken)
    {
        var member = entry.Member;
        byte[] content = [];
        switch (member.Kind)
        {
            case TarKind.Folder:
                target?.AddFolder(member);
                break;
            case TarKind.Link:
                content = member.Target;
                target?.AddLink(member);
                break;
            case TarKind.HardLink:
                target?.AddHardLink(member);
                break;
            case TarKind.File:
                content = await CopyAsync(tar, member, cancellationToken);
                break;
            case TarKind.Special when !FolderSeal.IsOurs(tar.Global):
                SpecialLeftOut++;
                return null;
            default:
                return $"it holds what is neither file, folder nor link: {SafeText.Of(member.Path, LongestShown)}";
        }
        seal.Add(entry.Sealed, member, content);
        return null;
    }

    private async Task<byte[]> CopyAsync(TarArchiveReader tar, TarMember member, CancellationToken cancellationToken)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (member.Content.HasHoles)
            sum.AppendData(member.Content.Compose());
        await using var file = target?.Create(member);
        foreach (var extent in member.Content.Extents)
        {
            if (file is not null)
                file.Position = extent.Offset;
            for (var left = extent.Length; left > 0;)
            {
                var count = await tar.ReadAsync(_buffer.AsMemory(0, (int)Math.Min(left, BufferBytes)), cancellationToken);
                sum.AppendData(_buffer, 0, count);
                if (file is not null)
                    await file.WriteAsync(_buffer.AsMemory(0, count), cancellationToken);
                left -= count;
            }
        }
        if (file is not null)
            target!.Finish(file, member);
        return sum.GetHashAndReset();
    }
}
