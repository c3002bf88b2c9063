using AutoCore.CameraFarm.Serving;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Mqtt;

/// <summary>Capture does not notice what happens to the broker; the broker's subscribers get the present once it is back.</summary>
public sealed class BrokerOutageTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Farm _farm = Farm.Start();

    public async ValueTask DisposeAsync()
    {
        await _farm.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_BrokerAbsentThenThereThenStoppedThenBack_CaptureGoesOnAndThePresentArrives()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();
        await broker.StopAsync();
        await using var daemon = Start(broker, _farm.Add("Shop/P1"), _farm.Add("Shop/P2"));
        await daemon.WaitForLineAsync("No connection to the broker");
        await TwoMoreRoundsAsync();

        await broker.StartAsync();
        await ThePresentArrivesAsync(broker);
        await TwoMoreRoundsAsync();

        await broker.StopAsync();
        await TwoMoreRoundsAsync();

        await broker.StartAsync();
        await ThePresentArrivesAsync(broker);
        await TwoMoreRoundsAsync();
    }

    private async Task TwoMoreRoundsAsync()
    {
        var images = _farm.Images;
        await Eventually.TrueAsync(() => _farm.Images >= images + 4);
    }

    private static async Task ThePresentArrivesAsync(PrivateMosquitto broker)
    {
        await using var subscriber = await MqttSubscriber.StartAsync(broker, "autocore/pi/#");
        await subscriber.WaitForAsync("autocore/pi/status", m => m.Payload == "online", TimeSpan.FromSeconds(90));
        await subscriber.WaitForAsync("autocore/pi/health/cameras", m => m.Json.GetProperty("stored").GetInt32() == 2);
    }

    private AutoCoreProcess Start(PrivateMosquitto broker, params FarmCamera[] cameras)
    {
        var sources = string.Join(", ", cameras.Select((c, i) => $$"""{ "Site": "Shop", "Name": "P{{i + 1}}", "Url": "{{c.Url}}" }"""));
        var file = _folder.Write("appsettings.json", $$"""
            { "AutoCore": {
              "Node": "pi", "DataDirectory": "{{_folder.Path}}/data",
              "Cameras": { "Interval": "00:00:01", "DelayBetweenCameras": "00:00:00", "Sources": [ {{sources}} ] },
              "Mqtt": { "Host": "{{broker.Host}}", "Port": {{broker.Port}}, "PublishInterval": "00:00:01" } } }
            """);
        return AutoCoreProcess.Start(["run", "--config", file]);
    }
}
