using System.IO.Compression;
using System.Security.Cryptography;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;

namespace AutoCore.Daemon.Backups;

/// <summary>Copies, compresses, expands and sums files as streams: memory stays the same whatever their size.</summary>
internal static class CompressedFile
{
    private const int BufferBytes = 128 * 1024;
    private const long BytesBetweenFlushes = 8_000_000;

    /// <summary>Copies a file into a new one that a power cut does not take.</summary>
    public static async Task CopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        await using var source = Read(from);
        await using var target = Create(to);
        await CopyAsync(source, target, target, cancellationToken);
        target.Flush(flushToDisk: true);
    }

    /// <summary>Compresses a file into a new one that a power cut does not take.</summary>
    public static async Task CompressAsync(string from, string to, CancellationToken cancellationToken)
    {
        await using var source = Read(from);
        await using var target = Create(to);
        await using (var zip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
            await CopyAsync(source, zip, target, cancellationToken);
        target.Flush(flushToDisk: true);
    }

    /// <summary>Expands a file into a new one and gives the SHA-256 of the compressed one, in hexadecimal.</summary>
    /// <exception cref="InvalidDataException">It is not compressed, or damaged.</exception>
    public static async Task<string> ExpandAsync(string from, string to, CancellationToken cancellationToken)
    {
        using var hash = SHA256.Create();
        await using var source = PlainFile.Open(from);
        await using (var summed = new CryptoStream(source, hash, CryptoStreamMode.Read, leaveOpen: true))
        await using (var target = Create(to))
        {
            await using (var zip = new GZipStream(summed, CompressionMode.Decompress, leaveOpen: true))
                await CopyAsync(zip, target, target, cancellationToken);
            // What stands behind the compressed data is part of the file and of its sum.
            await summed.CopyToAsync(Stream.Null, BufferBytes, cancellationToken);
            target.Flush(flushToDisk: true);
        }
        return Convert.ToHexStringLower(hash.Hash!);
    }

    /// <summary>Copies, and brings what was written onto the card now and then: all of it at the end would make everybody else's syncs wait for
    /// minutes.</summary>
    private static async Task CopyAsync(Stream from, Stream to, FileStream target, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        var flushed = 0L;
        while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            if (target.Position - flushed < BytesBetweenFlushes)
                continue;
            target.Flush(flushToDisk: true);
            flushed = target.Position;
        }
    }

    /// <summary>Makes an empty file that another program is to fill: its mode is what every backup has.</summary>
    public static void MakeEmpty(string path) => Create(path).Dispose();

    /// <summary>Opens a file to be read from its beginning to its end.</summary>
    public static FileStream Read(string path) => new(path, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = BufferBytes });

    /// <summary>Opens a new file to be written; what has that name goes, and is not written to.</summary>
    public static FileStream Create(string path)
    {
        File.Delete(path);
        return new(
            path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Checksum.Mode, BufferSize = BufferBytes });
    }
}
