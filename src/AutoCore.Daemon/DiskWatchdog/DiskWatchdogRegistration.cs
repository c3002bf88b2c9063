using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.DiskWatchdog;

/// <summary>The watchdog of the configured file systems.</summary>
internal static class DiskWatchdogRegistration
{
    public static IServiceCollection AddDiskWatchdog(this IServiceCollection services) => services
        .AddHostedService<DiskWatchdogService>();
}
