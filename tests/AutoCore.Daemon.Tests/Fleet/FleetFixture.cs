using System.Collections;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AutoCore.Core;
using AutoCore.Core.Health;
using AutoCore.Daemon.Cameras.Sharing;
using AutoCore.Daemon.Fleet;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Tests.Testing;
using AutoCore.Policies.Fleet;
using AutoCore.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Tests.Fleet;

/// <summary>The fleet's parts of one node, with a broker that is played by the test.</summary>
internal sealed class FleetFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    public FleetFixture(string fleet = "", params (string Key, string Value)[] secrets)
    {
        var file = _folder.Write("appsettings.json", $$"""
            { "AutoCore": { "Node": "pi-1", "DataDirectory": "{{_folder.Path}}", "SecretsFile": "{{_folder["none"]}}",
                "Mqtt": { "Host": "127.0.0.1" }, "Fleet": { "Enabled": true {{fleet}} } } }
            """);
        var environment = new Hashtable();
        foreach (var (key, value) in secrets)
            environment[key] = value;
        var settings = LoadedSettings.Load(file, environment);
        Assert.Empty(settings.Report.Errors);
        _services = new ServiceCollection().AddLogging(l => l.AddProvider(Log)).AddHosting(settings.Options.Hosting, environment, Clock)
            .AddSingleton<HealthBoard>()
            .AddSingleton(settings.Options.Mqtt).AddSingleton(settings.Options.Cameras)
            .AddSingleton<IRetainedMessages>(Desk).AddSingleton<ICameraListReader, CameraListReader>().AddSingleton<SharedCameras>()
            .AddFleet(settings.Options.Fleet, settings.Options.Mqtt).BuildServiceProvider();
    }

    public TestClock Clock { get; } = new();

    public LogList Log { get; } = new();

    public FakeRetainedMessages Desk { get; } = new();

    public HealthBoard Board => Get<HealthBoard>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A message comes from the broker.</summary>
    public void Receive(string topic, string payload, bool isRetained = true) => Receive(topic, Encoding.UTF8.GetBytes(payload), isRetained);

    public void Receive(string topic, byte[] payload, bool isRetained = true) => Get<FleetSubscriber>().TryAccept(topic, payload, isRetained);

    /// <summary>Another node is there.</summary>
    public void Greet(string node, bool isActive = true, string fleet = "main", string instance = "autocore_other", long at = 1)
    {
        Receive($"autocore/{node}/info", Info(isActive, fleet, instance, at));
        Receive($"autocore/{node}/status", "online");
    }

    public static string Info(bool isActive = true, string fleet = "main", string instance = "autocore_other", long at = 1) =>
        $$"""{"ts":{{at}},"fleet":"{{fleet}}","fleet_instance":"{{instance}}","fleet_capacity":1,"fleet_active":{{(isActive ? 1 : 0)}},"fleet_returns":""}""";

    /// <summary>Offers a list and hands over the parts that are asked for.</summary>
    public FleetList? Offer(long version, string cameras, long present = 0, string? key = null, string? sha256 = null, int? count = null)
    {
        var part = Announce(version, cameras, key, sha256, count);
        var transfer = Get<FleetListTransfer>();
        Assert.Null(transfer.Step(present));
        Receive($"autocore/fleet/main/list/{version}/0", part);
        return transfer.Step(present);
    }

    /// <summary>Offers a list.</summary>
    /// <returns>Its only part.</returns>
    public byte[] Announce(long version, string cameras, string? key = null, string? sha256 = null, int? count = null)
    {
        var entries = cameras.StartsWith('[')
            ? JsonDocument.Parse(cameras).RootElement.EnumerateArray().Select(c => (Encoding.UTF8.GetBytes(c.GetRawText()), 0)).ToList() : [];
        var part = cameras.StartsWith('[') ? ListPart.Split(entries, FleetManifest.LargestPart).Single() : Encoding.UTF8.GetBytes(cameras);
        var manifest =
            new FleetManifest(version, count ?? entries.Count, 1, part.Length, sha256 ?? Convert.ToHexStringLower(SHA256.HashData(part)), [new("pi-1", 1)]);
        Receive("autocore/fleet/main/list", manifest.Compose(Clock.GetUtcNow(), key));
        return part;
    }

    public void Dispose()
    {
        _services.Dispose();
        _folder.Dispose();
    }

    /// <summary>Keeps what was handed to the broker.</summary>
    internal sealed class FakeRetainedMessages : IRetainedMessages
    {
        public List<string> Followed { get; } = [];

        public string ClientId => "autocore_me";

        public void Publish(string topic, byte[] json, TimeSpan? expiry)
        {
        }

        public void Follow(string filter) => Followed.Add(filter);

        public void Leave(string filter) => Followed.Remove(filter);
    }
}
