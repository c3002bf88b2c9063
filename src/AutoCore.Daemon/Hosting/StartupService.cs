using AutoCore.Daemon.Configuration;
using AutoCore.Daemon.Health;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Hosting;

/// <summary>
/// What must hold before the daemon calls itself ready: a data directory it may write, and no second daemon on it. A directory without
/// permission is a mistake in the installation (78); one whose card is read-only, full or failing is no reason to end: survival mode.
/// </summary>
internal sealed partial class StartupService(LoadedSettings settings, DaemonLock daemonLock, StatusFile status, ILogger<StartupService> log) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Log.Starting(log, Product.Version, settings.Options.Profile.Profile.Name, settings.Options.Hosting.DataDirectory, settings.File ?? "no file: defaults");
        foreach (var warning in settings.Report.Warnings)
            Log.SettingWarning(log, warning);
        try
        {
            daemonLock.Take();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartFailure(ExitCodes.Configuration, $"AutoCore:DataDirectory: {e.Message} Make {settings.Options.Hosting.DataDirectory} writable for this user: chown -R autocore: {settings.Options.Hosting.DataDirectory}", e);
        }
        catch (IOException)
        {
            // Survival mode: the disk watchdog says so in its first pass, and takes the lock once the card can be written again.
        }
        status.TryWrite();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(LogEvents.Starting, LogLevel.Information, "autocore {Version} starts: {Profile}, data in {DataDirectory}, settings from {File}", EventName = "starting")]
        public static partial void Starting(ILogger log, string version, string profile, string dataDirectory, string file);

        [LoggerMessage(LogEvents.SettingWarning, LogLevel.Warning, "{Warning}", EventName = "setting-warning")]
        public static partial void SettingWarning(ILogger log, string warning);
    }
}
