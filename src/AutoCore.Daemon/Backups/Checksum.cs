using System.Text;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Backups;

namespace AutoCore.Daemon.Backups;

/// <summary>The checksum beside a file, in the form of <c>sha256sum</c>: <c>sha256sum -c</c> reads it.</summary>
internal static class Checksum
{
    private const int HexDigits = 64;
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    /// <summary>Writes the checksum of a file that is yet to take its name.</summary>
    public static void Write(string file, string sum) =>
        AtomicFile.Write(file + BackupName.ChecksumEnding, Encoding.ASCII.GetBytes($"{sum}  {Path.GetFileName(file)}\n"), durable: true, Mode);

    /// <summary>The sum that stands beside a file, or null if there is none.</summary>
    public static string? TryRead(string file)
    {
        var path = file + BackupName.ChecksumEnding;
        if (!File.Exists(path))
            return null;
        var text = File.ReadAllText(path).Trim();
        return text.Length >= HexDigits ? text[..HexDigits].ToLowerInvariant() : text;
    }
}
