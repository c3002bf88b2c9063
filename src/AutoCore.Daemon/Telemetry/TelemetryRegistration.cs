using AutoCore.Daemon.Health;
using AutoCore.Daemon.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Telemetry;

/// <summary>Health and devices' telemetry in the database, and tables kept short.</summary>
internal static class TelemetryRegistration
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services) => services
        .AddSingleton<TelemetryBuffer>()
        .AddSingleton<ITelemetryIntake>(s => s.GetRequiredService<TelemetryBuffer>())
        .AddSingleton<EventHistory>()
        .AddSingleton<TelemetryWriter>()
        .AddSingleton<LatencyProbe>()
        .AddSingleton<OwnRetention>()
        .AddSingleton<ForeignRetention>()
        .AddSingleton<ICleanupStep, TelemetryCleanup>()
        .AddSingleton<IDoctorCheck, RetentionCheck>()
        .AddHostedService<TelemetryService>()
        .AddHostedService<RetentionService>();
}
