namespace AutoCore.Policies.Storage;

/// <summary>
/// Which releases of SQLite have the WAL-reset bug (sqlite.org/wal.html): a checkpoint that begins right after another one has completed does not
/// notice that a commit resets the log
/// meanwhile, and marks frames as copied that are not; a later checkpoint leaves them out, and what was committed is lost. The library of the second
/// checkpointer decides.
/// <code>
/// up to 3.6        no write-ahead log
/// 3.44.6 and on    fixed within 3.44
/// 3.50.7 and on    fixed within 3.50
/// 3.51.3 and on    fixed
/// </code>
/// </summary>
public static class SqliteRelease
{
    /// <summary>The first release of the main line without the bug.</summary>
    public const string FirstFixed = "3.51.3";

    /// <summary>Whether a release has the bug; null for what is no release's number.</summary>
    /// <param name="version">As <c>sqlite3_libversion</c> says it: <c>3.40.1</c>.</param>
    public static bool? HasWalResetBug(string version) =>
        Parse(version) is not { } release ? null
        : release switch
        {
            (3, < 7, _) => false,
            (3, 44, var patch) => patch < 6,
            (3, 50, var patch) => patch < 7,
            (3, 51, var patch) => patch < 3,
            (3, var minor, _) => minor < 51,
            var (major, _, _) when major < 3 => false,
            _ => null,
        };

    private static (int Major, int Minor, int Patch)? Parse(string version)
    {
        var numbers = version.Split('.')
            .Select(static part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToList();
        return numbers is [>= 0, >= 0, .. var rest] && rest is [] or [>= 0] or [>= 0, >= 0]
            ? (numbers[0], numbers[1], rest is [var patch, ..] ? patch : 0) : null;
    }
}
