using AutoCore.Core.Configuration;
using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.Logging;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Hosting;

/// <summary>
/// What must hold before the daemon calls itself ready: a data directory it may write, and no second daemon on it. A directory without
/// permission is a mistake in the installation (78); one whose card is read-only, full or failing is no reason to end: survival mode.
/// </summary>
internal sealed class StartupService(SettingsOrigin settings, HostingOptions hosting, DaemonLock daemonLock, StatusFile status, ILogger<StartupService> log)
    : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        log.Write(HostingEvents.Starting,
            new("version", Product.Version), new("profile", settings.Profile), new("data_directory", hosting.DataDirectory),
            new("file", settings.File ?? "no file: defaults"));
        foreach (var warning in settings.Report.Warnings)
            log.Write(HostingEvents.SettingWarning, new Measure("warning", warning));
        try
        {
            daemonLock.Take();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartFailure(ExitCodes.Configuration,
                $"AutoCore:DataDirectory: {e.Message} Make {hosting.DataDirectory} writable for this user: chown -R autocore: {hosting.DataDirectory}", e);
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
}
