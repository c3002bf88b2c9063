using AutoCore.Core.Configuration;
using AutoCore.Policies.SdCard;

namespace AutoCore.Core.LogRetention;

/// <summary>How long logs are kept, where they lie, and when they are pruned.</summary>
/// <param name="Days">Days that the journal and rotated files are kept.</param>
/// <param name="Folders">Folders of rotated files.</param>
/// <param name="Rhythm">The profile's clean-up rhythm.</param>
/// <param name="WarningPercent">The disk watchdog's warning level, for the profile that prunes only above it.</param>
internal sealed record LogRetentionOptions(int Days, IReadOnlyList<string> Folders, CleanupRhythm Rhythm, int WarningPercent)
{
    public static LogRetentionOptions Read(SettingReader s, Fallback<int> days, CleanupRhythm rhythm, int warningPercent) => new(
        s.Number("Days", days, 1, 36_500, "Days that the journal and rotated log files are kept."),
        s.Locations("Folders", ["/var/log"], "Folders whose rotated log files are deleted when too old."),
        rhythm,
        warningPercent);
}
