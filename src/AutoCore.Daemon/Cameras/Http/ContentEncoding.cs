using System.IO.Compression;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>Compressed bodies, which cameras send without being asked; some announce one and send a plain picture.</summary>
internal static class ContentEncoding
{
    private const int StartLength = 2;

    /// <summary>The body as it was before it was compressed, by its first bytes rather than by its name.</summary>
    public static async Task<Stream> DecodeAsync(string encoding, Stream body, CancellationToken cancellationToken)
    {
        var start = new byte[StartLength];
        var count = await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        var whole = new PrefixedStream(start.AsMemory(0, count), body);
        return start switch
        {
            _ when start.AsSpan().SequenceEqual(PictureLeadIn.Start) => whole,
            [0x1F, 0x8B] => new GZipStream(whole, CompressionMode.Decompress),
            [0x78, _] => new ZLibStream(whole, CompressionMode.Decompress),
            _ when encoding.Contains("deflate", StringComparison.OrdinalIgnoreCase) => new DeflateStream(whole, CompressionMode.Decompress),
            _ => whole,
        };
    }
}
