using AutoCore.Core.Storage;

namespace AutoCore.Daemon.SecondPlace;

/// <summary>Looks at rclone's configuration before rclone does: whether it keeps its secrets, and whether a remote stands in it.</summary>
internal static class RcloneConfig
{
    private const int OthersMay = 7;

    /// <summary>What is wrong with it, with the remedy; null if nothing is. Nothing but the names of remotes is taken from it.</summary>
    public static string? FindProblem(string file, string section)
    {
        try
        {
            if (FileFacts.Read(file, follow: true) is not { } facts)
                return $"SecondPlace:ConfigFile {file} is not there: make it with rclone config --config {file}";
            if ((facts.Mode & OthersMay) != 0)
                return $"{file} is refused because others can read or write it: chmod 640 {file}";
            var lines = File.ReadLines(file).Select(l => l.Trim());
            if (lines.FirstOrDefault(l => l.Length > 0 && l[0] is not ('#' or ';'))?.StartsWith("RCLONE_ENCRYPT_", StringComparison.Ordinal) == true)
                return $"{file} is encrypted, and nobody is there to type its password: rclone config --config {file} can take the password off; its mode keeps its secrets";
            return lines.Contains($"[{section}]", StringComparer.Ordinal)
                ? null : $"there is no remote {section} in {file}: rclone listremotes --config {file} shows what is";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{file} cannot be read: {e.Message}; give it to the daemon's group: chgrp autocore {file}; chmod 640 {file}";
        }
    }
}
