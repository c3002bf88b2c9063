using AutoCore.Daemon.Health;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.DiskWatchdog;
using AutoCore.Policies.Health;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.DiskWatchdog;

/// <summary>Watches the data directory: while it takes nothing, the daemon lives on from memory; once it does again, the lock is taken and all goes on.</summary>
internal sealed partial class SurvivalWatch(HostingOptions hosting, DaemonLock daemonLock, HealthBoard board, TimeProvider time, ILogger log)
{
    private readonly MountProbe _probe = new(() => MountSample.ReadNearest(hosting.DataDirectory), time);
    private SurvivalMode _present;

    /// <summary>Looks, decides, posts.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var sample = await ReadAsync(cancellationToken);
        var mode = SurvivalPolicy.Decide(sample?.Usage, sample?.Mount.IsReadOnly == true, lastProblem: null);
        // Nothing is written to find out, except what is missing: the lock that could not be taken at the start.
        if (!mode.IsActive && !daemonLock.IsHeld)
            mode = SurvivalPolicy.Decide(sample?.Usage, isReadOnly: false, TryTakeLock());
        board.PostFact(mode);
        if (mode.IsActive != _present.IsActive)
            Tell(mode);
        _present = mode;
        board.Settle(AlertFamily.Survival, isWrong: mode.IsActive);
    }

    private async Task<MountSample?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _probe.ReadAsync(cancellationToken);
        }
        catch (IOException)
        {
            return null;
        }
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

    private void Tell(SurvivalMode mode)
    {
        if (mode.IsActive)
            Log.Started(log, hosting.DataDirectory, mode.Reason);
        else
            Log.Ended(log, hosting.DataDirectory);
        board.Raise(new(mode.IsActive ? "survival-mode" : "survival-ended", time.GetUtcNow(), mode.IsActive ? Rating.Critical : Rating.Ok,
            mode.IsActive ? $"{hosting.DataDirectory} takes nothing ({mode.Reason}): publishing from memory" : $"{hosting.DataDirectory} can be written again",
            new Measure("reason", mode.IsActive ? mode.Reason : null)));
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.SurvivalStarted, LogLevel.Critical, "{DataDirectory} takes nothing: {Reason}. Going on in survival mode, publishing from memory", EventName = "survival-mode")]
        public static partial void Started(ILogger log, string dataDirectory, string reason);

        [LoggerMessage(LogEvents.SurvivalEnded, LogLevel.Information, "{DataDirectory} can be written again", EventName = "survival-ended")]
        public static partial void Ended(ILogger log, string dataDirectory);
    }
}
