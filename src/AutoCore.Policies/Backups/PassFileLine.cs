namespace AutoCore.Policies.Backups;

/// <summary>The line of a PostgreSQL password file.</summary>
public static class PassFileLine
{
    /// <summary>A line that gives a password to whatever asks: the file is made for one run of one program. Null if a line cannot hold it.</summary>
    public static string? Compose(string password) =>
        password.AsSpan().ContainsAny('\n', '\r', '\0')
        ? null : $"*:*:*:*:{password.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal)}\n";
}
