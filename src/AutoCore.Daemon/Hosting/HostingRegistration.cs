using System.Collections;
using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Hosting.Systemd;
using Microsoft.Extensions.Hosting.Systemd;

namespace AutoCore.Daemon.Hosting;

/// <summary>The ground of all features: settings, clock, systemd, and what every worker needs.</summary>
internal static class HostingRegistration
{
    public static IServiceCollection AddHosting(this IServiceCollection services, HostingOptions options, IDictionary environment, TimeProvider time)
    {
        services.AddSingleton(options).AddSingleton(time);
        services.AddSingleton(new RuntimeDirectory(options, environment));
        services.AddSingleton(new Secrets(options.SecretsFile, environment));
        services.AddSystemdLifetime(environment);
        services.AddSingleton<DaemonLock>();
        services.AddSingleton<Heartbeats>();
        services.AddSingleton<WorkerContext>();
        services.AddSingleton<IDoctorCheck, InstallationCheck>().AddSingleton<IDoctorCheck, FoldersCheck>()
            .AddSingleton<IDoctorCheck, SandboxCheck>();
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
