using AutoCore.Core.Mqtt;
using AutoCore.Daemon.Health;
using AutoCore.Daemon.Tests.Mqtt;
using AutoCore.Policies.Health;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Health;

public sealed class NetworkProbeTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task Read_PiWithWirelessAndVirtualInterfaces_CountsDevicesOnly()
    {
        WriteInterface("wlan0", 1_500_000, 250_000, isDevice: true);
        WriteInterface("eth0", 500_000, 0, isDevice: true);
        WriteInterface("docker0", 9_000_000, 9_000_000, isDevice: false);
        WriteInterface("lo", 7_000_000, 7_000_000, isDevice: false);
        _root.Write("sys/class/net/wlan0/carrier_up_count", "4\n");
        _root.Write("proc/net/wireless", "Inter-|\n face |\n wlan0: 0000   35.  -66.  -256        0      0      0      0      0        0\n");

        Assert.Equal(
            [new("wifi_signal_dbm", -66), new("wifi_quality_percent", 50), new("wifi_reconnects", 3), new("received_mb", 2), new("sent_mb", 0.25)],
            (await ReadAsync()).Where(m => m.IsKnown));
    }

    [Fact]
    public async Task Read_CableOnly_HasNoWirelessNumbers()
    {
        WriteInterface("eth0", 1_000_000, 2_000_000, isDevice: false);

        Assert.Equal([new("received_mb", 1), new("sent_mb", 2)], (await ReadAsync()).Where(m => m.IsKnown));
    }

    [Fact]
    public async Task Read_NoInterface_IsNoGroup()
    {
        WriteInterface("lo", 1, 1, isDevice: false);

        Assert.Empty(await ReadAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Read_Addresses_AreToldOnlyIfTheSettingsAllowIt(bool isAllowed)
    {
        WriteInterface("eth0", 1, 1, isDevice: true);
        var addresses = (await ReadAsync(isAllowed)).Single(m => m.Key == "addresses").Text;

        // What this very machine has, and no more than it.
        Assert.True(isAllowed || addresses is null);
        Assert.All(
            addresses?.Split(", ") ?? [], a => Assert.True(System.Net.IPAddress.TryParse(a, out var address) && !System.Net.IPAddress.IsLoopback(address)));
    }

    [Fact]
    public void Calls_InterfaceThatIsNotWireless_SayNothing()
    {
        Assert.Null(WirelessCalls.FindNetwork("lo"));
        Assert.Null(WirelessCalls.SavesPower("lo"));
        Assert.Null(WirelessCalls.FindNetwork("a-name-that-is-too-long-for-an-interface"));
    }

    private async Task<IReadOnlyList<Measure>> ReadAsync(bool isAllowed = false)
    {
        using var fixture = new MqttFixture();
        return await new NetworkProbe(new(_root.Path), fixture.Get<MqttOptions>() with { PublishAddresses = isAllowed }).ReadAsync(CancellationToken.None);
    }

    private void WriteInterface(string name, long received, long sent, bool isDevice)
    {
        _root.Write($"sys/class/net/{name}/statistics/rx_bytes", $"{received}\n");
        _root.Write($"sys/class/net/{name}/statistics/tx_bytes", $"{sent}\n");
        if (isDevice)
            _root.Write($"sys/class/net/{name}/device/uevent", "");
    }
}
