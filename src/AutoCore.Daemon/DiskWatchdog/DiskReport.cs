using System.Globalization;
using AutoCore.Daemon.Health;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.DiskWatchdog;
using AutoCore.Policies.Health;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.DiskWatchdog;

/// <summary>Posts what the watchdog saw, and tells each change once: to the log, and as an event.</summary>
internal sealed partial class DiskReport(HealthBoard board, TimeProvider time, ILogger log)
{
    private readonly Dictionary<WatchedMount, Told> _told = [];

    /// <summary>Posts one mount's reading, and an event if its state, faults or rating changed.</summary>
    public void Tell(WatchedMount mount)
    {
        var before = _told.GetValueOrDefault(mount) ?? new(MountSlug.Of(mount.Name, [.. _told.Values.Select(t => t.Slug)]), MountState.Watched, default, Rating.Ok, IsForecast: false);
        _told[mount] = before with { State = mount.State, Faults = mount.Faults, Rating = mount.Rating };
        if (mount.State == MountState.Duplicate)
            return;
        board.Post(new($"disk/{before.Slug}", mount.Rating, time.GetUtcNow(), [.. Measures(mount)]));
        if (before.State != mount.State)
            TellState(mount);
        if (before.Faults != mount.Faults && mount.Faults.Any)
            TellFaults(mount);
        else if (before.Faults.Any && !mount.Faults.Any && mount.State == MountState.Watched)
            TellSound(mount);
        else if (before.Rating != mount.Rating && mount.State == MountState.Watched)
            TellRating(mount);
        TellForecast(mount, before);
    }

    /// <summary>Posts the group: the worst mount stands for all.</summary>
    public void TellGroup(IEnumerable<WatchedMount> mounts)
    {
        var worst = mounts.Where(m => m.State != MountState.Duplicate)
            .OrderByDescending(m => m.Rating).ThenByDescending(m => m.Faults.Any).ThenByDescending(m => m.Sample?.Usage.UsedPercent).FirstOrDefault();
        Settle([.. mounts.Where(m => m.State != MountState.Duplicate)]);
        if (worst is not null)
            board.Post(new("disk", worst.Rating, time.GetUtcNow(), [.. Measures(worst)]));
    }

    /// <summary>Which of the mounts are in a bad way; of one that cannot be looked at only that is known.</summary>
    private void Settle(IReadOnlyList<WatchedMount> mounts)
    {
        var known = mounts.Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        void SettleFamily(string family, Func<WatchedMount, bool> isWrong) => board.Settle(new(family, mounts.Where(isWrong).Select(m => m.Name).ToHashSet(StringComparer.Ordinal), known));
        SettleFamily(AlertFamily.Mount, m => m.State != MountState.Watched);
        SettleFamily(AlertFamily.Disk, m => m.State != MountState.Watched || m.Rating >= Rating.Warning);
        SettleFamily(AlertFamily.Cleanup, m => m.State != MountState.Watched || m.Rating >= Rating.Warning);
        SettleFamily(AlertFamily.DiskFailing, m => m.State != MountState.Watched || m.Faults.Any);
        SettleFamily(AlertFamily.DiskForecast, m => m.Trend is null || _told.GetValueOrDefault(m)?.IsForecast == true);
    }

    private static IEnumerable<Measure> Measures(WatchedMount mount)
    {
        var usage = mount.Sample?.Usage;
        yield return new("used_percent", usage?.UsedPercent);
        yield return new("free_mb", usage?.AvailableBytes / 1e6);
        yield return new("inodes_used_percent", usage?.UsedFilesPercent);
        yield return new("hours_to_critical", mount.UntilCritical?.TotalHours);
        yield return new("hours_to_warning", mount.UntilWarning?.TotalHours);
        yield return new("read_only", mount.State == MountState.Watched ? (mount.Faults.ReadOnly ? 1 : 0) : (double?)null);
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
        {
            Log.ForecastOver(log, mount.Name);
            Raise("disk-forecast-over", mount, $"{mount.Name} no longer fills so fast that it would be critical soon", Rating.Ok);
        }
        if (!isNear || before.IsForecast)
            return;
        var hours = mount.UntilCritical!.Value.TotalHours;
        Log.Forecast(log, mount.Name, hours);
        board.Raise(new("disk-forecast", time.GetUtcNow(), Rating.Warning,
            string.Create(CultureInfo.InvariantCulture, $"{mount.Name} will be critical in {hours:0.0} hours if it fills on like this"), [.. Measures(mount)]));
    }

    private void TellState(WatchedMount mount)
    {
        // A mount that is gone cannot be rated; that it is gone is an alarm all the same, and that it is back ends it, however full it is.
        if (mount.State == MountState.Watched)
        {
            Log.MountBack(log, mount.Name);
            Raise("mount-back", mount, $"{mount.Name} is back", Rating.Ok);
        }
        else
        {
            Log.MountLost(log, mount.Name, mount.Problem);
            Raise("mount-lost", mount, $"{mount.Name} is not watched at present: {mount.Problem}", Rating.Critical);
        }
    }

    private void TellFaults(WatchedMount mount)
    {
        var faults = mount.Faults;
        var what = faults.ReadOnly ? "it takes no more writes"
            : faults.FileSystemErrors > 0 ? $"its file system counts {faults.FileSystemErrors} errors"
            : $"its device failed {faults.DeviceErrors} requests";
        Log.Failing(log, mount.Name, what);
        Raise("disk-failing", mount, $"{mount.Name} is failing: {what}");
    }

    private void TellSound(WatchedMount mount)
    {
        Log.Sound(log, mount.Name);
        Raise("disk-sound", mount, $"{mount.Name} takes writes again and counts no errors", Rating.Ok);
    }

    private void TellRating(WatchedMount mount)
    {
        var used = mount.Sample!.Usage.UsedPercent;
        var usedFiles = mount.Sample.Usage.UsedFilesPercent;
        if (mount.Rating == Rating.Critical)
            Log.Critical(log, mount.Name, used, usedFiles);
        else if (mount.Rating == Rating.Warning)
            Log.Warning(log, mount.Name, used, usedFiles);
        else
            Log.Recovered(log, mount.Name, used, usedFiles);
        var type = mount.Rating == Rating.Ok ? "disk-recovered" : $"disk-{mount.Rating.ToWord()}";
        Raise(type, mount, string.Create(CultureInfo.InvariantCulture, $"{mount.Name}: {used:0.0} % of its bytes and {usedFiles ?? 0:0.0} % of its inodes are used"));
    }

    private void Raise(string type, WatchedMount mount, string message, Rating? severity = null) =>
        board.Raise(new(type, time.GetUtcNow(), severity ?? mount.Rating, message, [.. Measures(mount)]));

    private sealed record Told(string Slug, MountState State, DiskFaults Faults, Rating Rating, bool IsForecast);

    private static partial class Log
    {
        [LoggerMessage(LogEvents.DiskCritical, LogLevel.Error, "{Mount} is critical: {UsedPercent:0.0} % of its bytes and {InodesUsedPercent:0.0} % of its inodes are used", EventName = "disk-critical")]
        public static partial void Critical(ILogger log, string mount, double? usedPercent, double? inodesUsedPercent);

        [LoggerMessage(LogEvents.DiskWarning, LogLevel.Warning, "{Mount}: {UsedPercent:0.0} % of its bytes and {InodesUsedPercent:0.0} % of its inodes are used", EventName = "disk-warning")]
        public static partial void Warning(ILogger log, string mount, double? usedPercent, double? inodesUsedPercent);

        [LoggerMessage(LogEvents.DiskRecovered, LogLevel.Information, "{Mount} is well again: {UsedPercent:0.0} % of its bytes and {InodesUsedPercent:0.0} % of its inodes are used", EventName = "disk-recovered")]
        public static partial void Recovered(ILogger log, string mount, double? usedPercent, double? inodesUsedPercent);

        [LoggerMessage(LogEvents.DiskFailing, LogLevel.Critical, "{Mount} is failing: {Reason}. Save what matters, check it with fsck while it is not mounted, replace the card", EventName = "disk-failing")]
        public static partial void Failing(ILogger log, string mount, string reason);

        [LoggerMessage(LogEvents.DiskForecast, LogLevel.Warning, "{Mount} will be critical in {Hours:0.0} hours if it fills on like this", EventName = "disk-forecast")]
        public static partial void Forecast(ILogger log, string mount, double hours);

        [LoggerMessage(LogEvents.DiskForecastOver, LogLevel.Information, "{Mount} no longer fills so fast that it would be critical soon", EventName = "disk-forecast-over")]
        public static partial void ForecastOver(ILogger log, string mount);

        [LoggerMessage(LogEvents.DiskSound, LogLevel.Information, "{Mount} takes writes again and counts no errors", EventName = "disk-sound")]
        public static partial void Sound(ILogger log, string mount);

        [LoggerMessage(LogEvents.MountLost, LogLevel.Error, "{Mount} is not watched at present: {Reason}", EventName = "mount-lost")]
        public static partial void MountLost(ILogger log, string mount, string reason);

        [LoggerMessage(LogEvents.MountBack, LogLevel.Information, "{Mount} is back", EventName = "mount-back")]
        public static partial void MountBack(ILogger log, string mount);
    }
}
