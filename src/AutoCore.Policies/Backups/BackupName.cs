using System.Globalization;

namespace AutoCore.Policies.Backups;

/// <summary>The name of a backup: whose it is and when it was made, as in <c>autocore-20261120T030000Z.db.gz</c>.</summary>
/// <param name="Source">The own database (<see cref="Own"/>), or a configured source's name.</param>
/// <param name="At">When, UTC, to the second.</param>
public readonly record struct BackupName(string Source, DateTimeOffset At)
{
    /// <summary>The source's name of the own database.</summary>
    public const string Own = "autocore";

    /// <summary>How the checksum's file is called: the backup's name with this behind it.</summary>
    public const string ChecksumEnding = ".sha256";

    private const string Ending = ".db.gz";
    private const string ConfigurationEnding = ".config.tar.gz";
    private const string StampForm = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The name without ending.</summary>
    public string Stem => $"{Source}-{At.UtcDateTime.ToString(StampForm, CultureInfo.InvariantCulture)}";

    /// <summary>The compressed database.</summary>
    public string File => Stem + Ending;

    /// <summary>The archive of the configuration beside it.</summary>
    public string ConfigurationFile => Stem + ConfigurationEnding;

    /// <summary>Reads a file's name, without folder; null if it is not a backup's.</summary>
    public static BackupName? TryParse(string file)
    {
        if (!file.EndsWith(Ending, StringComparison.Ordinal) || file.LastIndexOf('-') is not (> 0 and var dash))
            return null;
        var stamp = file.AsSpan(dash + 1, Math.Max(0, file.Length - Ending.Length - dash - 1));
        return DateTimeOffset.TryParseExact(stamp, StampForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new(file[..dash], at)
            : null;
    }

    /// <summary>A name for a backup made now that no other one has.</summary>
    /// <param name="source">Whose.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="isTaken">Whether a name is in use.</param>
    public static BackupName Next(string source, DateTimeOffset now, Func<BackupName, bool> isTaken)
    {
        var name = new BackupName(source, DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()));
        while (isTaken(name))
            name = name with { At = name.At.AddSeconds(1) };
        return name;
    }
}
