using AutoCore.Policies.Health;

namespace AutoCore.Policies.Backups;

/// <summary>When backups are made by themselves, which ones go, and how it stands with them.</summary>
public static class BackupPolicy
{
    /// <summary>Time after a start before which none is made: starting is busy enough, and a Pi in a car starts often.</summary>
    public static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(5);

    /// <summary>Time from a failed try to the next one.</summary>
    public static readonly TimeSpan AfterFailure = TimeSpan.FromHours(1);

    /// <summary>Whether to make a backup now.</summary>
    /// <param name="now">The time, UTC.</param>
    /// <param name="newest">When the newest verified one was made, or null.</param>
    /// <param name="interval">The configured interval.</param>
    /// <param name="sinceStart">Time since the daemon started.</param>
    /// <param name="sinceTry">Time since the last try of this run, or null. By this clock, which never jumps, a wrong date cannot make backups endless.</param>
    /// <param name="lastTryFailed">Whether that one failed.</param>
    public static bool IsDue(DateTimeOffset now, DateTimeOffset? newest, TimeSpan interval, TimeSpan sinceStart, TimeSpan? sinceTry, bool lastTryFailed)
    {
        if (sinceStart < AfterStart)
            return false;
        if (sinceTry is { } passed)
            return passed >= (lastTryFailed && AfterFailure < interval ? AfterFailure : interval);
        // One made in the future was made by a wrong clock: its age says nothing.
        return newest is not { } at || at > now || now - at >= interval;
    }

    /// <summary>
    /// The backups that go, oldest first. The one just made and the newest stay whatever their dates, so that a wrong clock cannot cost the last good one.
    /// </summary>
    /// <param name="verified">All verified ones of one source, the one just made among them.</param>
    /// <param name="made">The one just made, or null.</param>
    /// <param name="keep">How many stay.</param>
    public static IReadOnlyList<BackupName> Excess(IEnumerable<BackupName> verified, BackupName? made, int keep)
    {
        BackupName[] newestFirst = [.. verified.OrderByDescending(b => b.At)];
        var others = newestFirst.Skip(1).Where(b => b != made);
        var protectedOnes = newestFirst.Length == 0 ? 0 : made is { } m && m != newestFirst[0] && newestFirst.Contains(m) ? 2 : 1;
        return [.. others.Skip(Math.Max(0, keep - protectedOnes)).Reverse()];
    }

    /// <summary>Rates the backups: none within two intervals is a warning, none within seven is critical, and so is damage.</summary>
    /// <param name="enabled">Whether they are made by themselves.</param>
    /// <param name="age">Age of the newest verified one, or null if there is none.</param>
    /// <param name="interval">The configured interval.</param>
    /// <param name="lastTryFailed">Whether the last try failed.</param>
    /// <param name="sourceDamaged">Whether a source was found to be damaged.</param>
    public static Rating Rate(bool enabled, TimeSpan? age, TimeSpan interval, bool lastTryFailed, bool sourceDamaged)
    {
        if (sourceDamaged)
            return Rating.Critical;
        if (lastTryFailed)
            return age > interval * 7 ? Rating.Critical : Rating.Warning;
        if (age is not { } a)
            return Rating.Unknown;
        if (!enabled || a <= interval * 2)
            return Rating.Ok;
        return a > interval * 7 ? Rating.Critical : Rating.Warning;
    }
}
