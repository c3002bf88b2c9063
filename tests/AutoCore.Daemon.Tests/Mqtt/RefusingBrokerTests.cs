using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Mqtt;

/// <summary>The built daemon at brokers that end the connection over one message, or do not offer everything: that one is named, all else arrives.</summary>
public sealed class RefusingBrokerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("5", "device")]
    [InlineData("4", "device")]
    [InlineData("5", "components")]
    [InlineData("4", "components")]
    public async Task Run_DiscoveryEndsTheConnection_HealthGoesOnAndItIsNamed(string protocol, string style)
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();
        await using var proxy = new ClosingProxy(broker.Port, "homeassistant/");
        await using var subscriber = await MqttSubscriber.StartAsync(broker, "autocore/pi/#");

        await using var daemon = Start(proxy.Port, $$""" "Protocol": "{{protocol}}", "HomeAssistant": { "Style": "{{style}}" } """);

        Assert.Contains("homeassistant/", await daemon.WaitForLineAsync("is left out for"), StringComparison.Ordinal);
        await HealthGoesOnAsync(subscriber);
        Assert.Equal(2, proxy.Closed);
        Assert.DoesNotContain(daemon.Errors, line => line.Contains("cloned card", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("5", "homeassistant/")]
    [InlineData("4", "is left out for")]
    public async Task Run_BrokerTakesSmallPacketsOnly_HealthGoesOnAndTheLargeOneIsNamed(string protocol, string words)
    {
        await using var broker = await PrivateMosquitto.StartNewAsync(new MosquittoOptions { More = ["max_packet_size 6000"] });
        await using var subscriber = await MqttSubscriber.StartAsync(broker, "autocore/pi/#");

        await using var daemon = Start(broker.Port, $""" "Protocol": "{protocol}" """);

        Assert.Contains("homeassistant/", await daemon.WaitForLineAsync(words), StringComparison.Ordinal);
        await HealthGoesOnAsync(subscriber);
        Assert.DoesNotContain(daemon.Errors, line => line.Contains("cloned card", StringComparison.Ordinal));
    }

    /// <summary>A broker of 3.1.1 acknowledges what it does not allow, and drops it.</summary>
    [Theory]
    [InlineData("4", "homeassistant/device/")]
    [InlineData("5", "refuses it")]
    public async Task Doctor_BrokerAllowsHealthAlone_NamesTheTopicsThatItDrops(string protocol, string words)
    {
        var acl = _folder.Write("acl", "topic readwrite autocore/#\n");
        // Mosquitto reads it as a user of its own.
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        await using var broker = await PrivateMosquitto.StartNewAsync(new MosquittoOptions { More = [$"acl_file {acl}"] });
        await using var subscriber = await MqttSubscriber.StartAsync(broker, "autocore/pi/health/doctor/doctor");

        Write(broker.Port, $""" "Protocol": "{protocol}", "PerCamera": true, "Requests": [ "capture" ] """);
        var doctor = await AutoCoreProcess.RunAsync(["doctor", "--config", Path.Combine(_folder.Path, "appsettings.json")]);

        var line = Assert.Single(
            doctor.Output, l => l.StartsWith("warning", StringComparison.Ordinal) && l.Contains("broker: homeassistant/device/", StringComparison.Ordinal));
        Assert.Contains(words, line, StringComparison.Ordinal);
        Assert.Contains("broker", line, StringComparison.Ordinal);
        Assert.DoesNotContain(doctor.Output, l => l.Contains("broker: autocore/", StringComparison.Ordinal));
        // It leaves nothing: the last message on its topic clears it.
        await Eventually.TrueAsync(() => subscriber.Messages is [.., { Payload.Length: 0 }]);
    }

    /// <summary>It acknowledges Home Assistant's announcement, and nobody ever sees it.</summary>
    [Fact]
    public async Task Doctor_BrokerDropsLargeMessages_NamesTheTopicThatHasThem()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync(new MosquittoOptions { More = ["message_size_limit 8000"] });

        Write(broker.Port, """ "Protocol": "4", "PerCamera": true """);
        var doctor = await AutoCoreProcess.RunAsync(["doctor", "--config", Path.Combine(_folder.Path, "appsettings.json")]);

        var line = Assert.Single(doctor.Output, l => l.StartsWith("warning", StringComparison.Ordinal) && l.Contains("broker: ", StringComparison.Ordinal));
        Assert.Contains("homeassistant/device/", line, StringComparison.Ordinal);
        Assert.Contains("(12288 bytes) did not come back", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_BrokerThatTakesAll_SaysOnWhatKindsOfTopics()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();

        Write(broker.Port, """ "Protocol": "4", "PerCamera": true, "Requests": [ "capture" ] """);
        var doctor = await AutoCoreProcess.RunAsync(["doctor", "--config", Path.Combine(_folder.Path, "appsettings.json")]);

        Assert.Matches(
            "autocore/pi/health/doctor/doctor, autocore/pi/cameras/doctor/doctor, autocore/pi/response/doctor, homeassistant/device/autocore_[0-9a-f]{16}/doctor",
            Assert.Single(doctor.Output, l => l.Contains("broker: keeps what is published on", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Run_BrokerWithoutRetainedMessages_HealthArrivesAndDoctorSaysWhatIsMissing()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync(new MosquittoOptions { More = ["retain_available false", "max_qos 0"] });
        await using var subscriber = await MqttSubscriber.StartAsync(broker, "autocore/pi/#");

        await using (var daemon = Start(broker.Port, """ "Protocol": "5" """))
            await HealthGoesOnAsync(subscriber);
        var doctor = await AutoCoreProcess.RunAsync(["doctor", "--config", Path.Combine(_folder.Path, "appsettings.json")]);

        Assert.Contains(doctor.Output, line => line.Contains("no retained messages", StringComparison.Ordinal));
        Assert.Contains(doctor.Output, line => line.Contains("highest QoS is 0", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("4")]
    public async Task Run_RetainedMessageOfMegabytesOnAFollowedTopic_EverythingElseWorks(string protocol)
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();
        var bomb = _folder.Write("bomb", new string('x', 4_000_000));
        string[] arguments = ["-h", broker.Host, "-p", $"{broker.Port}", "-q", "1", "-r", "-t", "dev/x", "-f", bomb];
        await using (var publisher = new ChildProcess(new("mosquitto_pub", arguments)))
            Assert.Equal(0, await publisher.WaitForExitAsync());
        await using var subscriber = await MqttSubscriber.StartAsync(broker, "autocore/pi/#");

        await using var daemon = Start(broker.Port, $""" "Protocol": "{protocol}" """, """ "Telemetry": { "Topics": [ "dev/#" ] }, """);

        // With MQTT 5 the broker knows the bound and keeps the message to itself.
        if (protocol == "4")
            Assert.Contains("dev/#", await daemon.WaitForLineAsync("4000009 bytes"), StringComparison.Ordinal);
        await HealthGoesOnAsync(subscriber);
    }

    private static async Task HealthGoesOnAsync(MqttSubscriber subscriber)
    {
        var before = Count();
        await Eventually.TrueAsync(() => Count() > before + 2);

        int Count() => subscriber.Messages.Count(m => m.Topic == "autocore/pi/health");
    }

    private AutoCoreProcess Start(int port, string mqtt, string more = "") => AutoCoreProcess.Start(["run", "--config", Write(port, mqtt, more)]);

    private string Write(int port, string mqtt, string more = "") => _folder.Write("appsettings.json", $$"""
        {
          "AutoCore": {
            "Node": "pi", "DataDirectory": "{{_folder.Path}}/data", {{more}}
            "Mqtt": { "Host": "127.0.0.1", "Port": {{port}}, "PublishInterval": "00:00:01", {{mqtt}} }
          }
        }
        """);
}
