using AutoCore.Core.DiskWatchdog;
using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Policies.DiskWatchdog;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.DiskWatchdog;

/// <summary>Watches the room for the next round of pictures, and tells the cameras how far to step back.</summary>
internal sealed class CaptureRoom(HostingOptions hosting, DiskLevels levels, HealthBoard board, TimeProvider time)
{
    private CapturePressure _present;
    private MountProbe? _probe;
    private string? _folder;

    /// <summary>Looks, decides, posts; a file system that does not answer leaves the pressure as it is.</summary>
    /// <param name="watched">File systems that were just rated, with hysteresis.</param>
    public async Task LookAsync(IEnumerable<WatchedMount> watched, CancellationToken cancellationToken)
    {
        var round = board.FindFact<ExpectedRound>() ?? new(hosting.DataDirectory, 0, 0);
        if (await ReadAsync(round.Folder, cancellationToken) is not { } sample)
            return;
        var rated = watched.FirstOrDefault(m => m.Sample?.Mount.Device == sample.Mount.Device);
        var isCritical = rated?.IsFull ?? sample.Usage.IsAbove(levels.CriticalPercent);
        var pressure = CapturePressurePolicy.Decide(_present, sample.Usage, sample.Mount.IsReadOnly, isCritical, round);
        board.PostFact(pressure);
        if (pressure != _present)
            Tell(pressure, sample);
        _present = pressure;
        board.Settle(DiskWatchdogEvents.Room, isWrong: pressure != CapturePressure.None);
    }

    private Task<MountSample?> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        if (folder != _folder)
            _probe = new(() => MountSample.ReadNearest(folder), time);
        _folder = folder;
        return _probe!.TryReadAsync(cancellationToken);
    }

    private void Tell(CapturePressure pressure, MountSample sample)
    {
        var isWorse = pressure > _present;
        board.RaiseAs(isWorse ? DiskWatchdogEvents.CaptureDegraded : DiskWatchdogEvents.CaptureRecovered,
            pressure == CapturePressure.None ? Rating.Ok : Rating.Warning,
            new("from", Word(_present)), new("to", Word(pressure)), new("free_mb", sample.Usage.AvailableBytes / 1e6));
    }

    private static string Word(CapturePressure pressure) => pressure switch
    {
        CapturePressure.Paused => "paused",
        CapturePressure.SnapshotOnly => "snapshot",
        _ => "normal",
    };
}
