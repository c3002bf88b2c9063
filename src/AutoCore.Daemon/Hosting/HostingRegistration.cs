using System.Collections;
using AutoCore.Daemon.Configuration;
using AutoCore.Daemon.Health;
using AutoCore.Daemon.Hosting.Systemd;
using AutoCore.Daemon.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;

namespace AutoCore.Daemon.Hosting;

/// <summary>The house itself: settings, clock, systemd, and what every worker needs.</summary>
internal static class HostingRegistration
{
    public static IServiceCollection AddHosting(this IServiceCollection services, LoadedSettings settings, IDictionary environment, TimeProvider time)
    {
        var options = settings.Options;
        services.AddSingleton(time);
        services.AddSingleton(settings);
        services.AddSingleton(options.Hosting).AddSingleton(options.Profile).AddSingleton(options.SdCard).AddSingleton(options.DiskWatchdog).AddSingleton(options.Database)
            .AddSingleton(options.Telemetry).AddSingleton(options.WalCheckpoint).AddSingleton(options.Cameras).AddSingleton(options.Backups).AddSingleton(options.SecondPlace)
            .AddSingleton(options.LogRetention).AddSingleton(options.Mqtt).AddSingleton(options.Alerts).AddSingleton(options.Fleet).AddSingleton(options.Neighbours);
        services.AddSingleton(new SafeKeeping(options.Backups.Root, options.Cameras.ArchiveRoot ?? options.Cameras.DefaultArchiveRoot));
        services.AddSingleton(new MountedPlaces(options.DiskWatchdog.Mounts, FileSystems.ReadFsTab));
        services.AddSingleton(new RuntimeDirectory(options.Hosting, environment));
        services.AddSingleton(new Secrets(options.Hosting.SecretsFile, environment));
        services.AddSystemdLifetime(environment);
        services.AddSingleton<DaemonLock>();
        services.AddSingleton<Heartbeats>();
        services.AddSingleton<WorkerContext>();
        services.AddSingleton<IDoctorCheck, InstallationCheck>().AddSingleton<IDoctorCheck, FoldersCheck>();
        services.AddHostedService<StartupService>();
        return services.AddHostedService<SystemdService>();
    }

    /// <summary>Where a service manager listens, or started this process, its lifetime; else the console's, which ends at Ctrl-C.</summary>
    private static void AddSystemdLifetime(this IServiceCollection services, IDictionary environment)
    {
        var notifier = new Systemd.SystemdNotifier(environment);
        services.AddSingleton(_ => notifier).AddSingleton<ISystemdNotifier>(notifier);
        if (notifier.IsEnabled || SystemdHelpers.IsSystemdService())
            services.AddSingleton<IHostLifetime, SystemdLifetime>();
    }
}
