using AutoCore.Daemon.DiskWatchdog.Cleanup;
using AutoCore.Daemon.Health;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.DiskWatchdog;

/// <summary>The watchdog of the configured file systems, and the frame of clean-up.</summary>
internal static class DiskWatchdogRegistration
{
    public static IServiceCollection AddDiskWatchdog(this IServiceCollection services) => services
        .AddRootStep(_ => new PackageCacheStep("/var/cache/apt"))
        .AddRootStep(s => new PythonCachesStep(s.GetRequiredService<DiskWatchdogOptions>().Cleanup))
        .AddRootStep(_ => new ContainersStep())
        .AddSingleton<EmergencyCleanup>()
        .AddSingleton<CleanupPlanner>()
        .AddSingleton<IRequestHandler, CleanupDryRunRequest>()
        .AddSingleton<IDoctorCheck, MountsCheck>()
        .AddSingleton<IDoctorCheck>(new ContainerCheck("/"))
        .AddHostedService<DiskWatchdogService>();
}
