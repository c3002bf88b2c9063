using AutoCore.Core.Configuration;

namespace AutoCore.Core.WalCheckpoint;

/// <summary>From which size on a write-ahead log is checkpointed, truncated, and complained about; sizes in MB (10^6 bytes).</summary>
internal sealed record WalCheckpointOptions(TimeSpan Interval, int PassiveAboveMb, int TruncateAboveMb, int AlarmAboveMb, IReadOnlyList<string> Databases,
    TimeSpan MaxBlock)
{
    public static WalCheckpointOptions Read(SettingReader s)
    {
        var options = new WalCheckpointOptions(
            s.Duration("Interval", TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), "How often the write-ahead logs are looked at."),
            s.Number("PassiveAboveMb", 1, 0, 100_000, "Size above which a passive checkpoint runs."),
            s.Number("TruncateAboveMb", 4, 1, 100_000, "Size above which the log is truncated."),
            s.Number("AlarmAboveMb", 16, 1, 100_000, "Size above which an alarm is raised."),
            s.Locations("Databases", [], "Other programs' databases whose logs are kept short too."),
            s.Duration("MaxBlock", TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1),
                "How long a truncating checkpoint waits for others at most; a writer never waits longer for it."));
        s.Require(options.PassiveAboveMb <= options.TruncateAboveMb, "PassiveAboveMb",
            $"{options.PassiveAboveMb} is above TruncateAboveMb ({options.TruncateAboveMb}); allowed: at most TruncateAboveMb");
        s.Require(options.TruncateAboveMb <= options.AlarmAboveMb, "TruncateAboveMb",
            $"{options.TruncateAboveMb} is above AlarmAboveMb ({options.AlarmAboveMb}); allowed: at most AlarmAboveMb");
        return options;
    }
}
