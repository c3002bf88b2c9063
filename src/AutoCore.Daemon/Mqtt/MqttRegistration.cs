using AutoCore.Core.Health;
using AutoCore.Core.Mqtt;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Mqtt.HomeAssistant;
using AutoCore.Daemon.Mqtt.Link;

namespace AutoCore.Daemon.Mqtt;

/// <summary>Health over MQTT.</summary>
internal static class MqttRegistration
{
    /// <summary>Events kept while the broker is away: a day of ordinary ones, about 60 KB.</summary>
    private const int MostEvents = 200;

    /// <summary>Answers that wait: as many as requests may wait to be read (<see cref="Link.ReceiveLimit"/>), about 300 KB.</summary>
    private const int MostAnswers = 1000;

    public static IServiceCollection AddMqtt(this IServiceCollection services, MqttOptions options) => services
        .AddSingleton(options)
        .AddSingleton(new Outbox(MostEvents, MostAnswers))
        .AddSingleton<PictureOutbox>()
        .AddSingleton<IPictureListener>(static s => s.GetRequiredService<PictureOutbox>())
        .AddSingleton<ClientIdentity>()
        .AddSingleton<IMqttLink, MqttnetLink>()
        .AddSingleton<MqttTopics>()
        .AddSingleton<DiscoveryMessage>()
        .AddSingleton<Discovery>()
        .AddSingleton<Announcer>()
        .AddSingleton<RequestDispatcher>()
        .AddSingleton<IRetainedMessages, RetainedMessages>()
        .AddSingleton<Inbox>()
        .AddSingleton<SuspectRequests>()
        .AddSingleton<BrokerHealth>()
        .AddSingleton<MqttConnection>()
        .AddSingleton<IDoctorCheck, BrokerCheck>()
        .AddHostedService<MqttService>();
}
