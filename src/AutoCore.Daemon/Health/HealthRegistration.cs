using AutoCore.Core.Health;

namespace AutoCore.Daemon.Health;

/// <summary>The board where features meet, and the machine's own figures.</summary>
internal static class HealthRegistration
{
    public static IServiceCollection AddHealth(this IServiceCollection services, HealthOptions options) => services
        .AddSingleton(options)
        .AddSingleton<HealthBoard>()
        .AddSingleton<StatusFile>()
        .AddSingleton<MetricsFile>()
        .AddSingleton(new SystemProbe())
        .AddSingleton(s => new BootProbe(s.GetRequiredService<TimeProvider>()))
        .AddSingleton<IGroupProbe, MemoryProbe>()
        .AddSingleton<IGroupProbe, UptimeProbe>()
        .AddSingleton<IGroupProbe, CpuProbe>()
        .AddSingleton<IGroupProbe, BootGroupProbe>()
        .AddSingleton<IGroupProbe, NetworkProbe>()
        .AddSingleton<IDoctorCheck, PowerCheck>()
        .AddSingleton<IDoctorCheck, WirelessCheck>()
        .AddSingleton<IDoctorCheck, HardwareWatchdogCheck>()
        .AddHostedService<HealthService>();
}
