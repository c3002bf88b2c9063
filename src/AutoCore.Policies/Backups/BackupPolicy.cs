using AutoCore.Policies.Health;

namespace AutoCore.Policies.Backups;

/// <summary>When backups are made by themselves, which ones go, and how it stands with them.</summary>
public static class BackupPolicy
{
    /// <summary>Time after a start before which none is made: starting is busy enough, and a Pi in a car starts often.</summary>
    public static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(5);

    /// <summary>Time from a failed try to the next one.</summary>
    public static readonly TimeSpan AfterFailure = TimeSpan.FromHours(1);

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <summary>Whether to make a backup of one source now.</summary>
    /// <param name="now">The time, UTC.</param>
    /// <param name="newest">When its newest verified one was made whose date says anything, or null.</param>
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
        return newest is not { } at || now - at >= interval;
    }

    /// <summary>
    /// The backups that go, oldest first. At most one a day counts, so that the kept ones span as many days whatever the number of runs; places that days
    /// leave free go to the newest others. The one just made and the newest stay whatever their dates, so that a wrong clock cannot cost the last good one.
    /// Partial ones never push a whole one out: they count by themselves, and a whole one takes the place of all partial ones before it.
    /// </summary>
    /// <param name="verified">All verified ones of one source, the one just made among them.</param>
    /// <param name="made">The one just made, or null.</param>
    /// <param name="keep">How many stay.</param>
    public static IReadOnlyList<BackupName> Excess(IEnumerable<BackupName> verified, BackupName? made, int keep)
    {
        var all = verified.ToList();
        var whole = all.Where(b => !b.IsPartial).ToList();
        var superseded = all.Where(b => b.IsPartial && b != made && whole.Exists(w => w.At >= b.At)).ToHashSet();
        return [.. superseded.OrderBy(b => b.At), .. ExcessOf(whole, made, keep),
            .. ExcessOf(all.Where(b => b.IsPartial && !superseded.Contains(b)), made, keep)];
    }

    private static IEnumerable<BackupName> ExcessOf(IEnumerable<BackupName> verified, BackupName? made, int keep)
    {
        BackupName[] newestFirst = [.. verified.OrderByDescending(b => b.At)];
        var kept = newestFirst.Take(1).Concat(newestFirst.Where(b => b == made)).ToHashSet();
        var days = kept.Select(b => b.At.UtcDateTime.Date).ToHashSet();
        foreach (var backup in newestFirst.Where(b => kept.Count < keep && days.Add(b.At.UtcDateTime.Date)))
            kept.Add(backup);
        foreach (var backup in newestFirst.Where(_ => kept.Count < keep))
            kept.Add(backup);
        return newestFirst.Where(b => !kept.Contains(b)).Reverse();
    }

    /// <summary>The newest backup whose date says anything: one made in the future was made by a wrong clock.</summary>
    public static BackupName? Newest(IEnumerable<BackupName> newestFirst, DateTimeOffset now)
    {
        foreach (var backup in newestFirst)
        {
            if (backup.At <= now + ClockTolerance)
                return backup;
        }
        return null;
    }

    /// <summary>
    /// Rates the backups of one source: none at all, none within two intervals or a newest one that is partial is a warning, none within seven is critical, and
    /// so is damage.
    /// </summary>
    /// <param name="enabled">Whether they are made by themselves.</param>
    /// <param name="age">Age of the newest verified one, or null if there is none whose date says anything.</param>
    /// <param name="interval">The configured interval.</param>
    /// <param name="lastTryFailed">Whether the last try failed.</param>
    /// <param name="sourceDamaged">Whether the source was found to be damaged.</param>
    /// <param name="isPartial">Whether the newest one lacks something that could not be read.</param>
    /// <param name="isNew">Whether nothing was ever backed up here, and this run has not tried yet: an installation of a few minutes.</param>
    public static Rating Rate(
        bool enabled, TimeSpan? age, TimeSpan interval, bool lastTryFailed, bool sourceDamaged, bool isPartial = false, bool isNew = false)
    {
        if (sourceDamaged)
            return Rating.Critical;
        if ((!enabled && !lastTryFailed) || isNew)
            return age is null ? Rating.Unknown : isPartial ? Rating.Warning : Rating.Ok;
        if (age is not { } a)
            return Rating.Warning;
        if (a > interval * 7)
            return Rating.Critical;
        return lastTryFailed || isPartial || a > interval * 2 ? Rating.Warning : Rating.Ok;
    }
}
