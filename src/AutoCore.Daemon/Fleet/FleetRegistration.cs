using AutoCore.Daemon.Configuration;
using AutoCore.Daemon.Health;
using AutoCore.Daemon.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Fleet;

/// <summary>Many nodes, one camera list. Without it nothing of this exists: no worker, no subscription, no file.</summary>
internal static class FleetRegistration
{
    public static IServiceCollection AddFleet(this IServiceCollection services, AutoCoreOptions options)
    {
        if (!options.Fleet.Enabled)
            return services;
        services
            .AddSingleton<FleetTopics>()
            .AddSingleton<FleetListStore>()
            .AddSingleton<IDoctorCheck, FleetCheck>();
        if (options.Mqtt.Host is null)
            return services;
        return services
            .AddSingleton<FleetView>()
            .AddSingleton<FleetConduct>()
            .AddSingleton<FleetListTransfer>()
            .AddSingleton<FleetMarks>()
            .AddSingleton<FleetFile>()
            .AddSingleton<FleetIntake>()
            .AddSingleton<IRetainedIntake>(s => s.GetRequiredService<FleetIntake>())
            .AddSingleton<FleetParts>()
            .AddHostedService(s => new FleetService(s.GetRequiredService<FleetParts>(), options.Mqtt.PublishInterval, s.GetRequiredService<WorkerContext>(), s.GetRequiredService<ILogger<FleetService>>()));
    }
}
