using AutoCore.Core.Fleet;
using AutoCore.Core.Health;
using AutoCore.Core.Mqtt;
using AutoCore.Daemon.Hosting;

namespace AutoCore.Daemon.Fleet;

/// <summary>Many nodes, one camera list. Without it nothing of this exists: no worker, no subscription, no file.</summary>
internal static class FleetRegistration
{
    public static IServiceCollection AddFleet(this IServiceCollection services, FleetOptions options, MqttOptions mqtt)
    {
        if (!options.Enabled)
            return services;
        services
            .AddSingleton(options)
            .AddSingleton<FleetTopics>()
            .AddSingleton<FleetListStore>()
            .AddSingleton<IDoctorCheck, FleetCheck>();
        if (mqtt.Host is null)
            return services;
        return services
            .AddSingleton<FleetView>()
            .AddSingleton<FleetMembership>()
            .AddSingleton<FleetListTransfer>()
            .AddSingleton<FleetMarks>()
            .AddSingleton<FleetFile>()
            .AddSingleton<FleetSubscriber>()
            .AddSingleton<IRetainedSubscriber>(s => s.GetRequiredService<FleetSubscriber>())
            .AddHostedService<FleetService>();
    }
}
