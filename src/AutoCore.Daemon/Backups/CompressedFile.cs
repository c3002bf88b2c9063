using System.IO.Compression;
using System.Security.Cryptography;
using AutoCore.Daemon.Storage;

namespace AutoCore.Daemon.Backups;

/// <summary>Compresses, expands and sums files as streams: memory stays the same whatever their size.</summary>
internal static class CompressedFile
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Compresses a file into a new one that a power cut does not take.</summary>
    public static async Task CompressAsync(string from, string to, CancellationToken cancellationToken)
    {
        await using var source = Read(from);
        await using var target = Create(to);
        await using (var zip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
            await source.CopyToAsync(zip, BufferBytes, cancellationToken);
        target.Flush(flushToDisk: true);
    }

    /// <summary>Expands a file into a new one and gives the SHA-256 of the compressed one, in hexadecimal.</summary>
    /// <exception cref="InvalidDataException">It is not compressed, or damaged.</exception>
    public static async Task<string> ExpandAsync(string from, string to, CancellationToken cancellationToken)
    {
        using var hash = SHA256.Create();
        await using var source = Read(from);
        await using (var summed = new CryptoStream(source, hash, CryptoStreamMode.Read, leaveOpen: true))
        await using (var target = Create(to))
        {
            await using (var zip = new GZipStream(summed, CompressionMode.Decompress, leaveOpen: true))
                await zip.CopyToAsync(target, BufferBytes, cancellationToken);
            // What stands behind the compressed data is part of the file and of its sum.
            await summed.CopyToAsync(Stream.Null, BufferBytes, cancellationToken);
            target.Flush(flushToDisk: true);
        }
        return Convert.ToHexStringLower(hash.Hash!);
    }

    /// <summary>Makes an empty file that another program is to fill: its mode is what every backup has.</summary>
    public static void MakeEmpty(string path) => Create(path).Dispose();

    /// <summary>Opens a file to be read from its beginning to its end.</summary>
    public static FileStream Read(string path) => new(path, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = BufferBytes });

    /// <summary>Opens a new file to be written.</summary>
    public static FileStream Create(string path) =>
        new(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = Checksum.Mode, BufferSize = BufferBytes });
}
