using System.Globalization;
using AutoCore.Daemon.Configuration;
using AutoCore.Daemon.Health;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Hosting;

/// <summary>
/// What must hold before the daemon calls itself ready: a data directory it may write, and no second daemon on it. A directory without
/// permission is a mistake in the installation (78); one whose card is read-only, full or failing is no reason to end: survival mode.
/// </summary>
internal sealed partial class StartupService(LoadedSettings settings, RuntimeDirectory runtime, StatusFile status, ILogger<StartupService> log) : IHostedLifecycleService, IDisposable
{
    private FileStream? _lock;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Log.Starting(log, Product.Version, settings.Options.Profile.Profile.Name, settings.Options.Hosting.DataDirectory, settings.File ?? "no file: defaults");
        foreach (var warning in settings.Report.Warnings)
            Log.SettingWarning(log, warning);
        try
        {
            _lock = TakeLock();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartFailure(ExitCodes.Configuration, $"AutoCore:DataDirectory: {e.Message} Make {settings.Options.Hosting.DataDirectory} writable for this user: chown -R autocore: {settings.Options.Hosting.DataDirectory}", e);
        }
        catch (IOException e)
        {
            Log.SurvivalMode(log, settings.Options.Hosting.DataDirectory, e.Message);
        }
        status.TryWrite();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _lock?.Dispose();

    /// <summary>Opens the lock file for this process alone (an advisory lock that ends with the process) and leaves the process id in it.</summary>
    private FileStream TakeLock()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(runtime.LockFile)!);
        Directory.CreateDirectory(runtime.Path);
        FileStream file;
        try
        {
            file = new FileStream(runtime.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (InstanceLock.IsHeldByAnother(e))
        {
            throw new StartFailure(ExitCodes.Failed, $"another autocore daemon runs on {settings.Options.Hosting.DataDirectory}: stop it first (systemctl stop autocore-daemon), or give this one a DataDirectory of its own", e);
        }
        file.SetLength(0);
        file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        file.Flush();
        return file;
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.Starting, LogLevel.Information, "autocore {Version} starts: {Profile}, data in {DataDirectory}, settings from {File}", EventName = "starting")]
        public static partial void Starting(ILogger log, string version, string profile, string dataDirectory, string file);

        [LoggerMessage(LogEvents.SettingWarning, LogLevel.Warning, "{Warning}", EventName = "setting-warning")]
        public static partial void SettingWarning(ILogger log, string warning);

        [LoggerMessage(LogEvents.SurvivalMode, LogLevel.Critical, "{DataDirectory} cannot be written: {Reason} Going on in survival mode, publishing from memory", EventName = "survival-mode")]
        public static partial void SurvivalMode(ILogger log, string dataDirectory, string reason);
    }
}
