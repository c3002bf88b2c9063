using AutoCore.Core.DiskWatchdog;
using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.DiskWatchdog;

namespace AutoCore.Daemon.DiskWatchdog;

/// <summary>Watches the data directory: while it takes nothing, the daemon lives on from memory; once it does again, the lock is taken and all goes
/// on.</summary>
internal sealed class SurvivalWatch(HostingOptions hosting, DaemonLock daemonLock, HealthBoard board, TimeProvider time)
{
    private readonly MountProbe _probe = new(() => MountSample.ReadNearest(hosting.DataDirectory), time);
    private SurvivalMode _present;

    /// <summary>Looks, decides, posts.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var sample = await _probe.TryReadAsync(cancellationToken);
        var mode = SurvivalPolicy.Decide(sample?.Usage, sample?.Mount.IsReadOnly == true, lastProblem: null);
        // Nothing is written to find out, except what is missing: the lock that could not be taken at the start.
        if (!mode.IsActive && !daemonLock.IsHeld)
            mode = SurvivalPolicy.Decide(sample?.Usage, isReadOnly: false, TryTakeLock());
        board.PostFact(mode);
        if (mode.IsActive != _present.IsActive)
            Tell(mode);
        _present = mode;
        board.Settle(DiskWatchdogEvents.Data, isWrong: mode.IsActive);
    }

    private string? TryTakeLock()
    {
        try
        {
            daemonLock.Take();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StartFailure)
        {
            return e.Message;
        }
    }

    private void Tell(SurvivalMode mode) => board.Raise(mode.IsActive ? DiskWatchdogEvents.SurvivalStarted : DiskWatchdogEvents.SurvivalEnded,
        new("data_directory", hosting.DataDirectory), new("reason", mode.IsActive ? mode.Reason : null));
}
