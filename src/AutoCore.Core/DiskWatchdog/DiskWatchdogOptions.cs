using AutoCore.Core.Configuration;
using AutoCore.Policies.DiskWatchdog;

namespace AutoCore.Core.DiskWatchdog;

/// <summary>Which file systems are watched, how often, and from which usage on something is done.</summary>
internal sealed record DiskWatchdogOptions(
    TimeSpan Interval, IReadOnlyList<string> Mounts, int TargetPercent, int WarningPercent, int CriticalPercent, CleanupOptions Cleanup)
{
    /// <summary>The levels together, as policies take them.</summary>
    public DiskLevels Levels => new(TargetPercent, WarningPercent, CriticalPercent);

    public static DiskWatchdogOptions Read(SettingReader s)
    {
        var options = new DiskWatchdogOptions(
            s.Duration("Interval", TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(30), "How often usage is looked at."),
            s.Texts("Mounts", ["/"], "The file systems to watch, each by a folder on it.", new TextRule("an absolute path", t => t.StartsWith('/'))),
            s.Number("TargetPercent", 60, 1, 99, "Usage that clean-up aims at when run by hand."),
            s.Number("WarningPercent", 80, 1, 99, "Usage above which the rating is warning."),
            s.Number("CriticalPercent", 90, 1, 99, "Usage above which the rating is critical and emergency clean-up starts."),
            CleanupOptions.Read(s.Section("Cleanup")));
        s.Require(options.TargetPercent <= options.WarningPercent, "TargetPercent",
            $"{options.TargetPercent} is above WarningPercent ({options.WarningPercent}); allowed: at most WarningPercent");
        s.Require(options.WarningPercent < options.CriticalPercent, "WarningPercent",
            $"{options.WarningPercent} is not below CriticalPercent ({options.CriticalPercent}); allowed: less than CriticalPercent");
        return options;
    }
}

/// <summary>What clean-up may remove, and in which order.</summary>
internal sealed record CleanupOptions(bool Enabled, IReadOnlyList<string> Steps, IReadOnlyList<string> ServiceFolders)
{
    private static readonly string[] DefaultSteps =
        ["journal", "rotated-logs", "package-cache", "python-caches", "expired-images", "telemetry", "oldest-images"];

    public static CleanupOptions Read(SettingReader s) => new(
        s.Flag("Enabled", true, "Whether clean-up runs by itself; by hand it always can."),
        s.Choices("Steps", DefaultSteps, "The clean-up steps in their order.", [.. DefaultSteps, "containers"]),
        s.Locations("ServiceFolders", [], "Folders of Python services whose caches may be purged."));
}
