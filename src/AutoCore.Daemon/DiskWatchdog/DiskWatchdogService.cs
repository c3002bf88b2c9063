using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.DiskWatchdog;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.DiskWatchdog;

/// <summary>Watches the configured file systems: looks at each, rates it, reports it.</summary>
internal sealed class DiskWatchdogService : PeriodicWorker
{
    private readonly DiskWatchdogOptions _options;
    private readonly DiskReport _report;
    private readonly IReadOnlyList<WatchedMount> _mounts;

    public DiskWatchdogService(DiskWatchdogOptions options, WorkerContext context, ILogger<DiskWatchdogService> log)
        : base("disk", options.Interval, context)
    {
        _options = options;
        _report = new(context.Board, context.Time, log);
        _mounts = [.. options.Mounts.Distinct(StringComparer.Ordinal).Select(folder => new WatchedMount(folder, new MountProbe(() => MountSample.Read(folder), context.Time)))];
    }

    protected override async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        var fsTab = FileSystems.ReadFsTab();
        await Task.WhenAll(_mounts.Select(m => m.LookAsync(_options.Levels, fsTab, stoppingToken)));
        MarkDuplicates();
        foreach (var mount in _mounts)
            _report.Tell(mount);
        _report.TellGroup(_mounts);
        SetPace(SamplingPolicy.Next(_options.Interval, _mounts.Any(m => m.IsUnsettled)));
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
