namespace AutoCore.Policies.Storage;

/// <summary>Where the service's sandbox lets the daemon write: its state directory, and what drop-ins of its unit open.</summary>
public static class SandboxPaths
{
    /// <summary>What the unit opens by itself.</summary>
    public const string State = "/var/lib/autocore";

    private const string Key = "ReadWritePaths=";

    /// <summary>The folders that lie elsewhere than in the state directory.</summary>
    public static IEnumerable<string> Elsewhere(params IEnumerable<string?> folders) =>
        folders.OfType<string>().Where(f => !MountTable.LiesUnder(f, State)).Distinct(StringComparer.Ordinal);

    /// <summary>Those of some folders that no drop-in opens.</summary>
    /// <param name="folders">The folders, absolute.</param>
    /// <param name="lines">The lines of the unit's drop-ins.</param>
    public static IReadOnlyList<string> FindClosed(IEnumerable<string> folders, IEnumerable<string> lines)
    {
        var open = lines.Where(l => l.StartsWith(Key, StringComparison.Ordinal)).SelectMany(l => PathsIn(l[Key.Length..])).ToList();
        return [.. folders.Where(folder => !open.Exists(o => MountTable.LiesUnder(folder, o)))];
    }

    /// <summary>One path in quotation marks, or several without: <c>-</c> before one says that it may be missing, and <c>%%</c> is <c>%</c>.</summary>
    private static IEnumerable<string> PathsIn(string value) =>
        (value.Trim() is ['"', .. var quoted, '"'] ? [quoted] : value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(p => p.TrimStart('-', '+').Replace("%%", "%", StringComparison.Ordinal));
}
