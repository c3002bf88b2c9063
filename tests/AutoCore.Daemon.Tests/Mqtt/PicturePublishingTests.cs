using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AutoCore.Daemon.Tests.Cameras;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Mqtt;

/// <summary>Pictures at a real broker, of cameras of a farm, by the built daemon.</summary>
public sealed class PicturePublishingTests
{
    [Fact]
    public async Task Run_CameraOfTheList_ItsPictureIsAtTheBroker_AndItsButtonBringsTheNext()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();
        await using var fixture = new CaptureFixture();
        var (listed, other) = (fixture.Farm.Add("Shop/P1"), fixture.Farm.Add("Shop/P2"));
        fixture.Mqtt = Settings(broker);
        await using var answers = await MqttSubscriber.StartAsync(broker, "autocore/pi/response/#");
        await using var discovery = await MqttSubscriber.StartAsync(broker, "homeassistant/device/+/config");
        await using var daemon = AutoCoreProcess.Start(["run", "--config", fixture.WriteConfiguration()]);

        // What the broker keeps is the file, byte for byte.
        await EventuallyAsync(broker, "Shop/P1", () => File.ReadAllBytes(fixture.Latest(listed)));
        Assert.Equal((1, 1), (listed.Requests, other.Requests));

        var components = discovery.Messages[^1].Json.GetProperty("components");
        Assert.Equal("autocore/pi/cameras/Shop/P1/picture", components.GetProperty("cameras_shop_p1_picture").GetProperty("image_topic").GetString());
        var button = components.GetProperty("cameras_shop_p1_capture");
        await PublishAsync(broker, button.GetProperty("command_topic").GetString()!, button.GetProperty("payload_press").GetString()!);

        var answer = (await answers.WaitForAsync("autocore/pi/response/capture")).Json;
        Assert.Equal(("ok", "Shop", "P1"), (TextOf(answer, "status"), TextOf(answer, "site"), TextOf(answer, "camera")));
        Assert.Equal((2, 1), (listed.Requests, other.Requests));
        await EventuallyAsync(broker, "Shop/P1", () => File.ReadAllBytes(fixture.Latest(listed)));

        await PublishAsync(broker, "autocore/pi/request/capture", """{"site":"Shop","camera":"P9","transaction":"t"}""");
        var unknown = (await answers.WaitForAsync("autocore/pi/response/capture", m => m.Json.TryGetProperty("transaction", out _))).Json;
        Assert.Equal("failed", TextOf(unknown, "status"));
        Assert.Contains("Shop/P9", TextOf(unknown, "message"), StringComparison.Ordinal);
        Assert.Null(await ReceiveAsync(broker, "Shop/P2"));
    }

    [Fact]
    public async Task Run_BrokerComesLater_ThePicturesAreThereThen_OfARoundByHand_Too()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();
        await broker.KillAsync();
        await using var fixture = new CaptureFixture();
        var camera = fixture.Farm.Add("Shop/P1");
        fixture.Mqtt = Settings(broker);
        var configuration = fixture.WriteConfiguration();
        // Before the daemon has run at all.
        Assert.Equal(0, (await AutoCoreProcess.RunAsync(["capture", "--config", configuration])).ExitCode);
        await using var daemon = AutoCoreProcess.Start(["run", "--config", configuration]);
        await daemon.WaitForLineAsync("No connection to the broker");

        await broker.StartAsync();
        await EventuallyAsync(broker, "Shop/P1", () => File.ReadAllBytes(fixture.Latest(camera)));
        Assert.Equal(1, camera.Requests);

        // Beside the daemon.
        Assert.Equal(0, (await AutoCoreProcess.RunAsync(["capture", "--config", configuration])).ExitCode);
        await EventuallyAsync(broker, "Shop/P1", () => File.ReadAllBytes(fixture.Latest(camera)));
        Assert.Equal(2, camera.Requests);
    }

    private static JsonObject Settings(PrivateMosquitto broker) => new()
    {
        ["Host"] = broker.Host,
        ["Port"] = broker.Port,
        ["Requests"] = new JsonArray("capture"),
        ["PictureCameras"] = new JsonArray("Shop/P1"),
    };

    private static string? TextOf(JsonElement json, string key) => json.GetProperty(key).GetString();

    private static async Task PublishAsync(PrivateMosquitto broker, string topic, string payload)
    {
        await using var client = new ChildProcess(new("mosquitto_pub", ["-h", broker.Host, "-p", Port(broker), "-q", "1", "-t", topic, "-m", payload]));
        Assert.Equal(0, await client.WaitForExitAsync());
    }

    private static async Task EventuallyAsync(PrivateMosquitto broker, string camera, Func<byte[]> expected) =>
        await Eventually.TrueAsync(async () => await ReceiveAsync(broker, camera) is { } picture && picture.AsSpan().SequenceEqual(expected()));

    /// <summary>What the broker keeps of a camera; null: nothing.</summary>
    private static async Task<byte[]?> ReceiveAsync(PrivateMosquitto broker, string camera)
    {
        using var client = Process.Start(new ProcessStartInfo("mosquitto_sub",
            ["-h", broker.Host, "-p", Port(broker), "-t", $"autocore/pi/cameras/{camera}/picture", "-C", "1", "-N", "-W", "1"])
        { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var picture = new MemoryStream();
        await client.StandardOutput.BaseStream.CopyToAsync(picture);
        await client.WaitForExitAsync();
        return picture.Length > 0 ? picture.ToArray() : null;
    }

    private static string Port(PrivateMosquitto broker) => broker.Port.ToString(CultureInfo.InvariantCulture);
}
