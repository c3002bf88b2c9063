using System.Globalization;

namespace AutoCore.Daemon.Storage;

/// <summary>
/// Finds and deletes files by GNU find: it walks by open folders and never by names, so that nobody who owns a folder below can turn a deletion
/// by root elsewhere with a symbolic link; it stays on the file system, and takes no name that has other hard links, since that frees nothing.
/// </summary>
internal static class FileFinder
{
    private const int BlockBytes = 512;

    /// <summary>The files below some folders that match an expression of find, with the bytes that they take on the card.</summary>
    public static Task<IReadOnlyList<CleanupItem>> ListAsync(IEnumerable<string> folders, IEnumerable<string> match, CancellationToken cancellationToken) =>
        RunAsync(folders, match, [], cancellationToken);

    /// <summary>Deletes them; returns what went.</summary>
    public static Task<IReadOnlyList<CleanupItem>> DeleteAsync(IEnumerable<string> folders, IEnumerable<string> match, CancellationToken cancellationToken) =>
        RunAsync(folders, match, ["-delete"], cancellationToken);

    /// <summary>Deletes the empty folders of a name.</summary>
    public static Task DeleteEmptyFoldersAsync(IEnumerable<string> folders, string name, CancellationToken cancellationToken) =>
        ExternalCommand.RunAsync("find", ["-H", .. folders, "-xdev", "-depth", "-type", "d", "-name", name, "-empty", "-delete"], cancellationToken);

    private static async Task<IReadOnlyList<CleanupItem>> RunAsync(IEnumerable<string> folders, IEnumerable<string> match, IEnumerable<string> action, CancellationToken cancellationToken)
    {
        string[] existing = [.. folders.Where(Directory.Exists)];
        if (existing.Length == 0)
            return [];
        // What find cannot enter it names on standard error and goes on: what is listed is what can be deleted. With the action before the print, only what went is printed.
        string[] arguments = ["-H", .. existing, "-xdev", "-type", "f", "-links", "1", .. match, .. action, "-printf", @"%b\t%p\0"];
        if (await ExternalCommand.RunAsync("find", arguments, cancellationToken) is not { } outcome)
            throw new IOException("find is not installed: apt-get install findutils");
        return [.. outcome.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    private static CleanupItem Parse(string record)
    {
        var tab = record.IndexOf('\t');
        return new(record[(tab + 1)..], long.Parse(record.AsSpan(0, tab), CultureInfo.InvariantCulture) * BlockBytes);
    }
}
