using AutoCore.Core.DiskWatchdog;
using AutoCore.Core.Health;
using AutoCore.Policies.DiskWatchdog;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.DiskWatchdog;

/// <summary>Posts what the watchdog saw, and reports each change once.</summary>
internal sealed class DiskReport(HealthBoard board, TimeProvider time)
{
    private readonly Dictionary<WatchedMount, Told> _told = [];

    /// <summary>Posts one mount's reading, and an event if its state, faults or rating changed.</summary>
    public void Tell(WatchedMount mount)
    {
        var before = _told.GetValueOrDefault(mount)
            ?? new(MountSlug.Of(mount.Name, [.. _told.Values.Select(t => t.Slug)]), MountState.Watched, default, Rating.Ok, IsForecast: false);
        _told[mount] = before with { State = mount.State, Faults = mount.Faults, Rating = mount.Rating };
        if (mount.State == MountState.Duplicate)
            return;
        TellForecast(mount, before);
        board.Post(new($"disk/{before.Slug}", RatingOf(mount), time.GetUtcNow(), [.. Measures(mount)]) { HasOwnEvents = true });
        if (before.State != mount.State)
            TellState(mount);
        if (before.Faults != mount.Faults && mount.Faults.Any)
            TellFaults(mount);
        else if (before.Faults.Any && !mount.Faults.Any && mount.State == MountState.Watched)
            Raise(DiskWatchdogEvents.DiskSound, mount);
        else if (before.Rating != mount.Rating && mount.State == MountState.Watched)
            TellRating(mount);
    }

    /// <summary>Posts the group: the worst mount stands for all.</summary>
    public void TellGroup(IEnumerable<WatchedMount> mounts)
    {
        var worst = mounts.Where(m => m.State != MountState.Duplicate)
            .OrderByDescending(RatingOf).ThenByDescending(m => m.Faults.Any).ThenByDescending(m => m.Sample?.Usage.UsedPercent).FirstOrDefault();
        Settle([.. mounts.Where(m => m.State != MountState.Duplicate)]);
        if (worst is not null)
            board.Post(new("disk", RatingOf(worst), time.GetUtcNow(), [.. Measures(worst)]) { HasOwnEvents = true });
    }

    /// <summary>How it stands: what will be critical within a day is a warning, however much room there is now.</summary>
    private Rating RatingOf(WatchedMount mount) =>
        mount.Rating == Rating.Ok && _told.GetValueOrDefault(mount)?.IsForecast == true ? Rating.Warning : mount.Rating;

    /// <summary>Which of the mounts are in a bad way; of one that cannot be looked at only that is known.</summary>
    private void Settle(IReadOnlyList<WatchedMount> mounts)
    {
        var known = mounts.Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        void SettleAll(Condition condition, Func<WatchedMount, bool> isWrong) =>
            board.Settle(new(condition, mounts.Where(isWrong).Select(m => m.Name).ToHashSet(StringComparer.Ordinal), known));
        SettleAll(DiskWatchdogEvents.Mount, m => m.State != MountState.Watched);
        SettleAll(DiskWatchdogEvents.Usage, m => m.State != MountState.Watched || m.Rating >= Rating.Warning);
        SettleAll(DiskWatchdogEvents.Cleanup, m => m.State != MountState.Watched || m.Rating >= Rating.Warning);
        SettleAll(DiskWatchdogEvents.Device, m => m.State != MountState.Watched || m.Faults.Any);
        SettleAll(DiskWatchdogEvents.Growth, m => m.Trend is null || _told.GetValueOrDefault(m)?.IsForecast == true);
    }

    private static IEnumerable<Measure> Measures(WatchedMount mount)
    {
        var usage = mount.Sample?.Usage;
        yield return new("used_percent", usage?.UsedPercent);
        yield return new("free_mb", usage?.AvailableBytes / 1e6);
        yield return new("inodes_used_percent", usage?.UsedFilesPercent);
        yield return new("hours_to_critical", mount.UntilCritical?.TotalHours);
        yield return new("hours_to_warning", mount.UntilWarning?.TotalHours);
        yield return Measure.OfFlag("read_only", mount.State == MountState.Watched ? mount.Faults.ReadOnly : null);
        yield return new("size_mb", usage?.TotalBytes / 1e6);
        yield return new("file_system_errors", mount.Sample?.FileSystemErrors);
        yield return new("device_errors", mount.Sample is null ? null : mount.Faults.DeviceErrors);
        yield return new("mount", mount.Name);
        yield return new("state", mount.State.ToString().ToLowerInvariant());
    }

    /// <summary>Warns once before the critical level is reached, and says when the danger has passed.</summary>
    private void TellForecast(WatchedMount mount, Told before)
    {
        var isNear = mount.UntilCritical is { } until && until > TimeSpan.Zero && until < ForecastPolicy.WarnWithin;
        var stays = before.IsForecast && mount.UntilCritical < ForecastPolicy.WarnWithin * 2;
        _told[mount] = _told[mount] with { IsForecast = isNear || stays || (before.IsForecast && mount.State != MountState.Watched) };
        if (before.IsForecast && !isNear && !stays && mount.State == MountState.Watched)
            Raise(DiskWatchdogEvents.DiskForecastOver, mount);
        else if (isNear && !before.IsForecast)
            Raise(DiskWatchdogEvents.DiskForecast, mount);
    }

    /// <summary>That a mount is gone is an alarm; that it is back ends it, however full it is.</summary>
    private void TellState(WatchedMount mount)
    {
        if (mount.State == MountState.Watched)
            Raise(DiskWatchdogEvents.MountBack, mount);
        else
            Raise(DiskWatchdogEvents.MountLost, mount, mount.Problem);
    }

    private void TellFaults(WatchedMount mount)
    {
        var faults = mount.Faults;
        Raise(DiskWatchdogEvents.DiskFailing, mount, faults.ReadOnly ? "it takes no more writes"
            : faults.FileSystemErrors > 0 ? $"its file system counts {faults.FileSystemErrors} errors"
            : $"its device failed {faults.DeviceErrors} requests");
    }

    private void TellRating(WatchedMount mount) => Raise(mount.Rating switch
    {
        Rating.Critical => DiskWatchdogEvents.DiskCritical,
        Rating.Warning => DiskWatchdogEvents.DiskWarning,
        _ => DiskWatchdogEvents.DiskRecovered,
    }, mount);

    private void Raise(EventDefinition definition, WatchedMount mount, string? reason = null) =>
        board.Raise(definition, [.. Measures(mount), new("reason", reason)]);

    private sealed record Told(string Slug, MountState State, DiskFaults Faults, Rating Rating, bool IsForecast);
}
