using AutoCore.Core.DiskWatchdog;
using AutoCore.Core.Health;
using AutoCore.Core.Storage;
using AutoCore.Daemon.DiskWatchdog.Cleanup;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;

namespace AutoCore.Daemon.DiskWatchdog;

/// <summary>The watchdog of the configured file systems, and the frame of clean-up.</summary>
internal static class DiskWatchdogRegistration
{
    public static IServiceCollection AddDiskWatchdog(this IServiceCollection services, DiskWatchdogOptions options) => services
        .AddSingleton(options)
        .AddSingleton(new MountedPlaces(options.Mounts, FileSystems.ReadFsTab))
        .AddRootStep(_ => new PackageCacheStep("/var/cache/apt"))
        .AddRootStep(_ => new PythonCachesStep(options.Cleanup))
        .AddRootStep(_ => new ContainersStep())
        .AddSingleton<EmergencyCleanup>()
        .AddSingleton<CleanupPlanner>()
        .AddSingleton<IRequestHandler, CleanupDryRunRequest>()
        .AddSingleton<IDoctorCheck, MountsCheck>()
        .AddSingleton<IDoctorCheck, HiddenSpaceCheck>()
        .AddSingleton<IDoctorCheck>(new ContainerCheck("/"))
        .AddHostedService<DiskWatchdogService>();
}
