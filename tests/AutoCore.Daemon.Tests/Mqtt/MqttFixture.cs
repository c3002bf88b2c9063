using System.Collections;
using System.Text;
using AutoCore.Core;
using AutoCore.Core.Health;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Mqtt;
using AutoCore.Daemon.Mqtt.Link;
using AutoCore.Daemon.Storage;
using AutoCore.Daemon.Tests.Testing;
using AutoCore.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Tests.Mqtt;

/// <summary>The feature with all its parts and no connection: what it would send is read from the outbox.</summary>
internal sealed class MqttFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    public MqttFixture(string mqtt = "", string node = "pi", string dataDirectory = "/var/lib/autocore", IMqttLink? link = null,
        ITelemetrySubscriber? subscriber = null, string cameras = "", params IRequestHandler[] handlers)
    {
        var file = _folder.Write("appsettings.json", $$"""
            { "AutoCore": { "Node": "{{node}}", "DataDirectory": "{{dataDirectory}}", "Mqtt": { "Host": "127.0.0.1", {{mqtt}} },
                "Cameras": { {{cameras}} } } }
            """);
        var settings = LoadedSettings.Load(file, new Hashtable());
        Assert.Empty(settings.Report.Errors);
        var services = new ServiceCollection().AddLogging(l => l.AddProvider(Log)).AddHosting(settings.Options.Hosting, new Hashtable(), Clock)
            .AddSingleton(settings.Origin).AddSingleton(settings.Options.Cameras).AddSingleton(GroupCatalogue.All).AddSingleton(new HealthBoard(Clock))
            .AddMqtt(settings.Options.Mqtt);
        foreach (var handler in handlers)
            services.AddSingleton(handler);
        if (link is not null)
            services.AddSingleton(link);
        if (subscriber is not null)
            services.AddSingleton(subscriber);
        _services = services.BuildServiceProvider();
        Get<Announcer>().Start();
    }

    public TestClock Clock { get; } = new();

    public LogList Log { get; } = new();

    public HealthBoard Board => Get<HealthBoard>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Everything that would be sent now, by topic the newest.</summary>
    public Dictionary<string, MqttMessage> TakeSent()
    {
        var sent = new Dictionary<string, MqttMessage>(StringComparer.Ordinal);
        while (Get<Outbox>().Take() is { } message)
            sent[message.Topic] = message;
        return sent;
    }

    /// <summary>A message comes from the broker.</summary>
    public void Receive(string topic, string payload, bool isRetained = false) => Get<Inbox>().Take(new(topic, Encoding.UTF8.GetBytes(payload), isRetained));

    public void Dispose()
    {
        _services.Dispose();
        _folder.Dispose();
    }
}
