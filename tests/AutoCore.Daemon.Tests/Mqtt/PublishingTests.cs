using System.Globalization;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Mqtt;

/// <summary>The built daemon against a real broker.</summary>
public sealed class PublishingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("5")]
    [InlineData("4")]
    public async Task Run_BrokerThere_PublishesBirthInfoAndHealth(string protocol)
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();
        await using var subscriber = await MqttSubscriber.StartAsync(broker, "autocore/#");

        await using var daemon = Start(broker, ("Protocol", protocol));

        await subscriber.WaitForAsync("autocore/pi/status", "online");
        var info = (await subscriber.WaitForAsync("autocore/pi/info")).Json;
        Assert.Matches(@"^\d+\.\d+\.\d+$", info.GetProperty("version").GetString());
        Assert.StartsWith("profile ", info.GetProperty("profile").GetString(), StringComparison.Ordinal);
        Assert.Equal(8, info.GetProperty("configuration_hash").GetString()!.Length);
        Assert.True(info.GetProperty("started_ts").GetInt64() > 1_700_000_000);
        var memory = await subscriber.WaitForAsync("autocore/pi/health/memory");
        Assert.Equal(1, memory.Qos);
        Assert.True(memory.Json.GetProperty("total_mb").GetDouble() > memory.Json.GetProperty("available_mb").GetDouble());
        Assert.Contains(memory.Json.GetProperty("rating").GetString(), (string[])["ok", "warning", "critical"]);
        await subscriber.WaitForAsync("autocore/pi/health", m => m.Json.TryGetProperty("memory_available_mb", out _) && m.Json.TryGetProperty("memory_rating", out _));
    }

    [Fact]
    public async Task Run_Mqtt5_StatesExpireAfterThreeIntervalsAndSayTheirType()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();
        await using var subscriber = await MqttSubscriber.StartAsync(broker, "autocore/#");

        await using var daemon = Start(broker, ("PublishInterval", "00:00:20"));

        foreach (var topic in (string[])["autocore/pi/health", "autocore/pi/health/memory", "autocore/pi/health/cpu"])
        {
            var state = await subscriber.WaitForAsync(topic);
            Assert.InRange(state.ExpirySeconds ?? 0, 55, 60);
            Assert.Equal("application/json", state.ContentType);
        }
        Assert.Null((await subscriber.WaitForAsync("autocore/pi/status")).ExpirySeconds);
        Assert.Null((await subscriber.WaitForAsync("autocore/pi/info")).ExpirySeconds);
    }

    [Fact]
    public async Task Terminate_Connected_PublishesOfflineItself()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();
        await using var subscriber = await MqttSubscriber.StartAsync(broker, "autocore/pi/status");
        await using var daemon = Start(broker);
        await subscriber.WaitForAsync("autocore/pi/status", "online");

        daemon.Terminate();

        Assert.Equal(0, await daemon.WaitForExitAsync());
        await subscriber.WaitForAsync("autocore/pi/status", "offline");
        Assert.Contains(broker.Log, line => line.Contains("Received DISCONNECT from autocore_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Kill_Connected_BrokerPublishesTheWill()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();
        await using var subscriber = await MqttSubscriber.StartAsync(broker, "autocore/pi/status");
        await using var daemon = Start(broker);
        await subscriber.WaitForAsync("autocore/pi/status", "online");

        daemon.Kill();

        await subscriber.WaitForAsync("autocore/pi/status", "offline");
    }

    [Fact]
    public async Task Run_RestartedWithinTheWillDelay_IsNeverSeenOffline()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();
        await using var subscriber = await MqttSubscriber.StartAsync(broker, "autocore/pi/#");
        await using (var killed = Start(broker))
            await subscriber.WaitForAsync("autocore/pi/status", "online");

        await using var daemon = Start(broker);
        await Eventually.TrueAsync(() => subscriber.Messages.Count(m => m is { Topic: "autocore/pi/status", Payload: "online" }) >= 2);

        Assert.DoesNotContain(subscriber.Messages, m => m.Payload == "offline");
    }

    [Fact]
    public async Task Run_BrokerLosesEverything_AllStatesAreThereAgain()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();
        await using var daemon = Start(broker);
        await daemon.WaitForLineAsync("Connected to the broker");

        await broker.KillAsync();
        await broker.StartAsync();
        await using var subscriber = await MqttSubscriber.StartAsync(broker, "autocore/pi/#");

        await subscriber.WaitForAsync("autocore/pi/status", "online");
        await subscriber.WaitForAsync("autocore/pi/info");
        await subscriber.WaitForAsync("autocore/pi/health/uptime");
        Assert.Contains(daemon.Errors, line => line.Contains("again after 1 failures", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_NoBrokerConfigured_SaysSoOnceAndWorks()
    {
        await using var daemon = StartWith("""{ "PublishInterval": "00:00:01" }""");
        await daemon.WaitForLineAsync("No broker is configured");
        var status = Path.Combine(_folder.Path, "data/run/status.json");
        var first = File.GetLastWriteTimeUtc(status);
        await Eventually.TrueAsync(() => File.GetLastWriteTimeUtc(status) > first.AddSeconds(1));

        Assert.Single(daemon.Errors, line => line.Contains("roker", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_SecretMissing_NamesKeyAndPlacesAndGoesOn()
    {
        await using var daemon = StartWith($$"""{ "Host": "127.0.0.1", "Port": {{PrivateMosquitto.FreePort()}}, "UserName": "pi" }""");

        var line = await daemon.WaitForLineAsync("MQTT_PASSWORD");

        Assert.Contains("environment variable", line, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder.Path, "data/run/status.json")));
    }

    private AutoCoreProcess Start(PrivateMosquitto broker, params (string Key, string Value)[] more) =>
        StartWith($$"""{ "Host": "{{broker.Host}}", "Port": {{broker.Port.ToString(CultureInfo.InvariantCulture)}}, {{string.Concat(more.Select(m => $"\"{m.Key}\": \"{m.Value}\", "))}} }""");

    private AutoCoreProcess StartWith(string mqtt)
    {
        var file = _folder.Write("appsettings.json", $$"""
            { "AutoCore": { "Node": "pi", "DataDirectory": "{{_folder.Path}}/data", "Mqtt": {{mqtt}} } }
            """);
        return AutoCoreProcess.Start(["run", "--config", file]);
    }
}
