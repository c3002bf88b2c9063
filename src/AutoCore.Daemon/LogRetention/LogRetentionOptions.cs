using AutoCore.Daemon.Configuration;

namespace AutoCore.Daemon.LogRetention;

/// <summary>How long logs are kept, and where they lie.</summary>
internal sealed record LogRetentionOptions(int Days, IReadOnlyList<string> Folders)
{
    public static LogRetentionOptions Read(SettingReader s, EffectiveProfile profile) => new(
        s.Number("Days", profile.LogDays, 1, 36_500, "Days that the journal and rotated log files are kept."),
        s.Locations("Folders", ["/var/log"], "Folders whose rotated log files are deleted when too old."));
}
