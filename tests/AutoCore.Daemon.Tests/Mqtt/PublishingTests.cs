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
        await subscriber.WaitForAsync(
            "autocore/pi/health", m => m.Json.TryGetProperty("memory_available_mb", out _) && m.Json.TryGetProperty("memory_rating", out _));
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

    [Fact]
    public async Task Run_AllowedRequests_AreAnsweredWithTheirTransactionAndOthersNot()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();
        await using var subscriber = await MqttSubscriber.StartAsync(broker, "autocore/pi/#");
        await using var daemon = StartWith($$"""{ "Host": "{{broker.Host}}", "Port": {{broker.Port}}, "Requests": [ "capture", "cleanup-dry-run" ] }""");
        await subscriber.WaitForAsync("autocore/pi/status", "online");

        await PublishAsync(broker, "autocore/pi/request/backup", """{"transaction":"no"}""");
        await PublishAsync(broker, "autocore/pi/request/capture", """{"transaction":"yes"}""");
        await PublishAsync(broker, "autocore/pi/request/cleanup-dry-run", """{"transaction":7}""");

        var capture = (await subscriber.WaitForAsync("autocore/pi/response/capture")).Json;
        Assert.Equal(("failed", "yes", "no camera is configured"),
            (capture.GetProperty("status").GetString(), capture.GetProperty("transaction").GetString(), capture.GetProperty("message").GetString()));
        var cleanup = (await subscriber.WaitForAsync("autocore/pi/response/cleanup-dry-run")).Json;
        Assert.Equal(("ok", 7), (cleanup.GetProperty("status").GetString(), cleanup.GetProperty("transaction").GetInt32()));
        Assert.True(cleanup.GetProperty("bytes").GetInt64() >= 0);
        Assert.DoesNotContain(subscriber.Messages, m => m.Topic == "autocore/pi/response/backup");
    }

    /// <summary>Of 300 requests at once 82 had no answer.</summary>
    [Fact]
    public async Task Run_ThreeHundredRequestsAtOnce_EachHasItsAnswer()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();
        await using var subscriber = await MqttSubscriber.StartAsync(broker, "autocore/pi/#");
        await using var daemon = StartWith($$"""{ "Host": "{{broker.Host}}", "Port": {{broker.Port}}, "Requests": [ "capture" ] }""");
        await subscriber.WaitForAsync("autocore/pi/status", "online");

        await using var client = new ChildProcess(new("mosquitto_pub", ["-h", broker.Host, "-p", $"{broker.Port}", "-q", "1", "-t", "autocore/pi/request/capture", "-l"]));
        await client.Input.WriteAsync(string.Concat(Enumerable.Range(0, 300).Select(static i => $$"""{"site":"Shop","transaction":{{i}}}""" + "\n")));
        client.Input.Close();
        Assert.Equal(0, await client.WaitForExitAsync());

        await Eventually.TrueAsync(() => TransactionsOf(subscriber).Count >= 300);
        Assert.Equal(Enumerable.Range(0, 300), TransactionsOf(subscriber).Order());
    }

    private static List<int> TransactionsOf(MqttSubscriber subscriber) =>
        [.. subscriber.Messages.Where(static m => m.Topic == "autocore/pi/response/capture").Select(static m => m.Json.GetProperty("transaction").GetInt32())];

    [Fact]
    public async Task Doctor_BrokerWithPassword_TellsAcceptedFromRefused()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync(new MosquittoOptions { UserName = "pi", Password = "correct horse" });
        var file = WriteSettings($$"""{ "Host": "{{broker.Host}}", "Port": {{broker.Port}}, "UserName": "pi" }""");

        var good = await AutoCoreProcess.RunAsync(["doctor", "--config", file], new Dictionary<string, string> { ["MQTT_PASSWORD"] = "correct horse" });
        var bad = await AutoCoreProcess.RunAsync(["doctor", "--config", file], new Dictionary<string, string> { ["MQTT_PASSWORD"] = "wrong" });

        Assert.Contains(
            good.Output, line => line.Contains("broker", StringComparison.Ordinal) && line.Contains("accepts the connection", StringComparison.Ordinal));
        Assert.Contains(bad.Output, line => line.Contains("broker", StringComparison.Ordinal) && line.Contains("uthori", StringComparison.Ordinal));
        Assert.Equal(1, bad.ExitCode);
    }

    private static async Task PublishAsync(PrivateMosquitto broker, string topic, string payload)
    {
        await using var client = new ChildProcess(new("mosquitto_pub", ["-h", broker.Host, "-p", $"{broker.Port}", "-q", "1", "-t", topic, "-m", payload]));
        Assert.Equal(0, await client.WaitForExitAsync());
    }

    private AutoCoreProcess Start(PrivateMosquitto broker, params (string Key, string Value)[] more) =>
        StartWith(
        $$"""{ "Host": "{{broker.Host}}", "Port": {{broker.Port.ToString(CultureInfo.InvariantCulture)}}, {{string.Concat(more.Select(m => $"\"{m.Key}\": \"{m.Value}\", "))}} }""");

    private AutoCoreProcess StartWith(string mqtt) => AutoCoreProcess.Start(["run", "--config", WriteSettings(mqtt)]);

    private string WriteSettings(string mqtt) =>
        _folder.Write("appsettings.json", $$"""
            { "AutoCore": { "Node": "pi", "DataDirectory": "{{_folder.Path}}/data", "Mqtt": {{mqtt}} } }
            """);
}
