namespace AutoCore.Policies.Backups;

/// <summary>The name of a backup: whose it is and when it was made, as in <c>autocore-20261120T030000Z.db.gz</c>.</summary>
/// <param name="Source">The own database (<see cref="Own"/>), or a configured source's name.</param>
/// <param name="At">When, UTC, to the second.</param>
/// <param name="Kind">What it is made of; the ending says it.</param>
/// <param name="IsPartial">Whether something that was there could not be read, and is not in it: <c>media-20261120T030000Z.partial.tar.gz</c>.</param>
public readonly record struct BackupName(string Source, DateTimeOffset At, BackupKind Kind = BackupKind.Sqlite, bool IsPartial = false)
{
    /// <summary>The source's name of the own database.</summary>
    public const string Own = "autocore";

    /// <summary>How the checksum's file is called: the backup's name with this behind it.</summary>
    public const string ChecksumEnding = ".sha256";

    private static readonly string[] Endings = [".db.gz", ".dump", ".tar.gz"];

    private const string ConfigurationEnding = ".config.tar.gz";
    private const string PartialEnding = ".partial";
    private const string StampForm = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The name without ending.</summary>
    public string Stem => $"{Source}-{At.UtcDateTime.ToString(StampForm, CultureInfo.InvariantCulture)}";

    /// <summary>The backup's file.</summary>
    public string File => Stem + (IsPartial ? PartialEnding : "") + Endings[(int)Kind];

    /// <summary>The archive of the configuration beside it.</summary>
    public string ConfigurationFile => Stem + ConfigurationEnding;

    /// <summary>Reads a file's name, without folder; null if it is not a backup's.</summary>
    public static BackupName? TryParse(string file)
    {
        var kind = Array.FindIndex(Endings, ending => file.EndsWith(ending, StringComparison.Ordinal));
        if (kind < 0 || file.LastIndexOf('-') is not (> 0 and var dash))
            return null;
        var stamp = file.AsSpan(dash + 1, Math.Max(0, file.Length - Endings[kind].Length - dash - 1));
        var isPartial = stamp.EndsWith(PartialEnding, StringComparison.Ordinal);
        if (isPartial)
            stamp = stamp[..^PartialEnding.Length];
        // No source has a name with control characters: such a file is nobody's backup, and its name would steer the terminal that shows it.
        return !file.Any(char.IsControl)
            && DateTimeOffset.TryParseExact(stamp, StampForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new(file[..dash], at, (BackupKind)kind, isPartial)
            : null;
    }

    /// <summary>
    /// The file that another one stands beside: of a checksum the file it is of, of a configuration the backup it was made with; null if it is
    /// neither, or not beside a backup.
    /// </summary>
    public static string? Accompanied(string file)
    {
        if (file.EndsWith(ChecksumEnding, StringComparison.Ordinal))
        {
            var summed = file[..^ChecksumEnding.Length];
            return TryParse(summed) is not null || Accompanied(summed) is not null ? summed : null;
        }
        return file.EndsWith(ConfigurationEnding, StringComparison.Ordinal)
            && TryParse(file[..^ConfigurationEnding.Length] + Endings[(int)BackupKind.Sqlite]) is { } backup ? backup.File : null;
    }

    /// <summary>A name for a backup made now that no other one has.</summary>
    /// <param name="source">Whose.</param>
    /// <param name="kind">What it is made of.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="isTaken">Whether a name is in use.</param>
    public static BackupName Next(string source, BackupKind kind, DateTimeOffset now, Func<BackupName, bool> isTaken)
    {
        var name = new BackupName(source, DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()), kind);
        while (isTaken(name))
            name = name with { At = name.At.AddSeconds(1) };
        return name;
    }
}
