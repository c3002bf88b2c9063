using AutoCore.Core.Health;
using AutoCore.Core.Telemetry;
using AutoCore.Daemon.Storage;

namespace AutoCore.Daemon.Telemetry;

/// <summary>Health and devices' telemetry in the database, and tables kept short.</summary>
internal static class TelemetryRegistration
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, TelemetryOptions options) => services
        .AddSingleton(options)
        .AddSingleton<TelemetryBuffer>()
        .AddSingleton<ITelemetrySubscriber>(s => s.GetRequiredService<TelemetryBuffer>())
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
