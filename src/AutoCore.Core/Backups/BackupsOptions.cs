using AutoCore.Core.Configuration;

namespace AutoCore.Core.Backups;

/// <summary>How often backups are made, where they lie, and how many are kept.</summary>
internal sealed record BackupsOptions(bool Enabled, TimeSpan Interval, string Root, int Keep, IReadOnlyList<BackupSourceOptions> Sources, string? CopyTo,
    bool AutoRestore)
{
    public static BackupsOptions Read(SettingReader s, Fallback<int> keep)
    {
        var options = new BackupsOptions(
            s.Flag("Enabled", true, "Whether backups are made by themselves; by hand they always can."),
            s.Duration("Interval", TimeSpan.FromDays(1), TimeSpan.FromMinutes(10), TimeSpan.FromDays(60),
                "Age of the newest verified backup from which on a new one is made."),
            s.Location("Root", "backups", "The folder of the backups."),
            s.Number("Keep", keep, 1, 10_000, "Verified backups kept; the newest one never goes."),
            s.Sections("Sources", "Other programs' data that is backed up the same way.", BackupSourceOptions.Read),
            s.OptionalLocation(
            "CopyTo",
            "A second folder, on another disk, to which each verified backup is copied; one that is not there is not made, for its disk may not be mounted."),
            s.Flag("AutoRestore", false, "Whether a damaged own database is replaced by the newest verified backup without asking; the damaged one is kept."));
        s.Require(options.Sources.DistinctBy(b => b.Name).Count() == options.Sources.Count, "Sources",
            "two sources have the same Name; allowed: a name of its own for each");
        s.Require(options.CopyTo is null || Path.TrimEndingDirectorySeparator(options.CopyTo) != Path.TrimEndingDirectorySeparator(options.Root), "CopyTo",
            $"{options.CopyTo} is Root; allowed: another folder, on another disk");
        return options;
    }
}
