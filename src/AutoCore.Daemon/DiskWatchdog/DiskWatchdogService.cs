using AutoCore.Core.DiskWatchdog;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Daemon.DiskWatchdog.Cleanup;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.DiskWatchdog;

namespace AutoCore.Daemon.DiskWatchdog;

/// <summary>Watches the configured file systems: looks at each, rates it, reports it.</summary>
internal sealed class DiskWatchdogService(
    DiskWatchdogOptions options, HostingOptions hosting, EmergencyCleanup cleanup, DaemonLock daemonLock, WorkerContext context)
    : PeriodicWorker("disk", options.Interval, context)
{
    private readonly DiskReport _report = new(context.Board, context.Time);
    private readonly CaptureRoom _captureRoom = new(hosting, options.Levels, context.Board, context.Time);
    private readonly SurvivalWatch _survival = new(hosting, daemonLock, context.Board, context.Time);
    private readonly IReadOnlyList<WatchedMount> _mounts =
        [.. options.Mounts.Distinct(StringComparer.Ordinal)
            .Select(folder => new WatchedMount(folder, new MountProbe(() => MountSample.Read(folder), context.Time)))];

    protected override async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        await LookAsync(stoppingToken);
        if (options.Cleanup.Enabled && await CleanUpAsync(stoppingToken))
            await LookAsync(stoppingToken);
        await _captureRoom.LookAsync(_mounts, stoppingToken);
        await _survival.LookAsync(stoppingToken);
        SetPace(SamplingPolicy.Next(options.Interval, _mounts.Any(m => m.IsUnsettled), _mounts.Min(m => m.UntilCriticalAtWorst)));
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        var fsTab = FileSystems.ReadFsTab();
        var at = Time.GetElapsedTime(0, Time.GetTimestamp());
        await Task.WhenAll(_mounts.Select(m => m.LookAsync(options.Levels, fsTab, at, stoppingToken)));
        MarkDuplicates();
        foreach (var mount in _mounts)
            _report.Tell(mount);
        _report.TellGroup(_mounts);
    }

    /// <summary>Cleans up what is full, unless that was tried just now; true if anything was tried.</summary>
    private async Task<bool> CleanUpAsync(CancellationToken stoppingToken)
    {
        var tried = false;
        foreach (var mount in _mounts.Where(m => m is { IsFull: true, Faults.ReadOnly: false } && m.Emergency.IsDue(m.Sample!.Usage, Time)))
        {
            tried = true;
            var target = new CleanupTarget(mount.Sample!.Mount.MountPoint, mount.Sample.Mount.Device);
            var helped = await cleanup.RunAsync(target, _ => Beat(), stoppingToken);
            if (!helped)
                cleanup.LookForHidden(target, Beat, stoppingToken);
            mount.Emergency = mount.Emergency.After(helped, target.ReadUsage(), Time);
            mount.Forget();
        }
        return tried;
    }

    /// <summary>Of several folders on one file system the first stands for all.</summary>
    private void MarkDuplicates()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var mount in _mounts.Where(m => m.State == MountState.Watched))
        {
            if (!seen.Add(mount.Sample!.Mount.Device))
                mount.MarkDuplicate();
        }
    }
}
