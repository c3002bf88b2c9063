using AutoCore.Policies.Backups;

namespace AutoCore.Policies.SecondPlace;

/// <summary>
/// What lies in a folder of a remote that several installations may share. Each has a folder of its own in it and touches nothing else; what an older
/// version left beside these folders belongs to nobody: it is listed and restored, and never deleted.
/// </summary>
/// <param name="Own">The folder of this installation.</param>
/// <param name="Files">Paths and lengths of all files.</param>
public sealed record RemoteListing(string Own, IReadOnlyDictionary<string, long> Files)
{
    /// <summary>The folder of an installation: its node's name for people, and its id, which no other one has.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="id">The installation's id.</param>
    public static string FolderOf(string node, string id) =>
        $"{string.Concat(node.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'))}-{id}";

    /// <summary>The files of this installation, without its folder.</summary>
    public IReadOnlyDictionary<string, long> OfThisNode => Files.Where(f => f.Key.StartsWith($"{Own}/", StringComparison.Ordinal))
        .ToDictionary(f => f.Key[(Own.Length + 1)..], f => f.Value, StringComparer.Ordinal);

    /// <summary>Every backup and archive that is there, by path: those that are whole.</summary>
    public IEnumerable<string> Complete() =>
        Files.Keys.Where(f => IsArchive(f) || BackupName.TryParse(NameOf(f)) is not null).Where(f => SecondPlacePolicy.IsComplete(f, null, Files));

    /// <summary>The path of a file that is asked for by its path, or by its name alone: this installation's own goes before those of nobody, and before the
    /// only one of others; null if there is none.</summary>
    public string? Find(string asked) => Array.Find([$"{Own}/{asked}", asked], Files.ContainsKey)
        ?? (Files.Keys.Where(f => f.EndsWith($"/{asked}", StringComparison.Ordinal) && NameOf(f) == asked).ToList() is [var only] ? only : null);

    /// <summary>What to ask for to get a path: its name alone where that is enough.</summary>
    public string NameFor(string path) => Find(NameOf(path)) == path ? NameOf(path) : path;

    /// <summary>A path without the folder of its installation: <c>archives/2026-11-20.tar</c>, or a backup's name.</summary>
    public static string NameOf(string path)
    {
        var parts = path.Split('/');
        return parts.Length > 1 && parts[^2] == SecondPlacePolicy.ArchiveFolder ? $"{parts[^2]}/{parts[^1]}" : parts[^1];
    }

    /// <summary>The folder of a path's installation; empty for what is nobody's.</summary>
    public static string NodeOf(string path) => path[..^NameOf(path).Length].TrimEnd('/');

    private static bool IsArchive(string path) =>
        NameOf(path).StartsWith($"{SecondPlacePolicy.ArchiveFolder}/", StringComparison.Ordinal) && path.EndsWith(".tar", StringComparison.Ordinal);
}
