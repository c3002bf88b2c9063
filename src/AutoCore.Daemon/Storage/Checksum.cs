using System.Security.Cryptography;
using AutoCore.Core.Storage;
using AutoCore.Policies.Backups;

namespace AutoCore.Daemon.Storage;

/// <summary>The checksum beside a file, in the form of <c>sha256sum</c>: <c>sha256sum -c</c> reads it.</summary>
internal static class Checksum
{
    /// <summary>Who may read backups and their checksums.</summary>
    public const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private const int HexDigits = 64;
    private const int LongestText = 512;
    private const int BufferBytes = 128 * 1024;

    /// <summary>Writes the checksum of a file that is yet to take its name.</summary>
    public static void Write(string file, string sum) =>
        AtomicFile.Write(file + BackupName.ChecksumEnding, Encoding.ASCII.GetBytes($"{sum}  {Path.GetFileName(file)}\n"), durable: true, Mode);

    /// <summary>Gives a file that was made and proven its name. The checksum first: a backup under its name is never without one.</summary>
    /// <param name="incoming">Where it was made, on the same file system.</param>
    /// <param name="file">Its path from now on.</param>
    /// <param name="sum">Its checksum.</param>
    public static void TakeIn(string incoming, string file, string sum)
    {
        Write(file, sum);
        File.Move(incoming, file, overwrite: true);
        Posix.SyncFolder(Path.GetDirectoryName(file)!);
    }

    /// <summary>The sum that stands beside a file, or null if there is none.</summary>
    public static string? TryRead(string file)
    {
        Span<byte> text = stackalloc byte[LongestText];
        try
        {
            using var beside = PlainFile.Open(file + BackupName.ChecksumEnding);
            return Parse(Encoding.ASCII.GetString(text[..beside.ReadAtLeast(text, text.Length, throwOnEndOfStream: false)]));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The sum in a checksum file's text.</summary>
    public static string Parse(string text)
    {
        var line = text.Trim();
        return line.Length >= HexDigits ? line[..HexDigits].ToLowerInvariant() : line;
    }

    /// <summary>The SHA-256 of a file, in hexadecimal.</summary>
    public static async Task<string> ComputeAsync(string file, CancellationToken cancellationToken)
    {
        await using var source = new FileStream(file, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = BufferBytes });
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(source, cancellationToken));
    }
}
