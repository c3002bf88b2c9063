using AutoCore.Policies.SdCard;

namespace AutoCore.Policies.LogRetention;

/// <summary>When logs are pruned by themselves (A9), and how far back they are kept.</summary>
public static class LogRetentionPolicy
{
    /// <summary>What is left of the journal by an emergency clean-up, in days.</summary>
    public const int EmergencyDays = 1;

    /// <summary>Whether the profile's rhythm asks for a run now.</summary>
    /// <param name="rhythm">The profile's.</param>
    /// <param name="last">When it last ran, UTC; null if it never did.</param>
    /// <param name="now">UTC, believed.</param>
    /// <param name="isAboveWarning">Whether the file system of the logs is above its warning level.</param>
    public static bool IsDue(CleanupRhythm rhythm, DateTimeOffset? last, DateTimeOffset now, bool isAboveWarning)
    {
        var due = last is null || now - last >= PauseOf(rhythm) || now < last;
        return due && (rhythm != CleanupRhythm.OnlyAboveWarning || isAboveWarning);
    }

    /// <summary>The clean-up steps of a rhythm: logs, and caches too where it is aggressive.</summary>
    public static IReadOnlyList<string> StepsOf(CleanupRhythm rhythm) =>
        rhythm == CleanupRhythm.DailyAggressive ? ["journal", "rotated-logs", "package-cache", "python-caches"] : ["journal", "rotated-logs"];

    private static TimeSpan PauseOf(CleanupRhythm rhythm) => TimeSpan.FromDays(rhythm switch
    {
        CleanupRhythm.Weekly => 7,
        CleanupRhythm.Monthly => 30,
        _ => 1,
    });
}
