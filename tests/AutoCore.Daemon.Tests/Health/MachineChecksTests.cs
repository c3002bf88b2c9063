using AutoCore.Core.Health;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Health;
using AutoCore.Policies.Health;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Health;

/// <summary>What <c>doctor</c> says of the Pi itself.</summary>
public sealed class MachineChecksTests : IDisposable
{
    private const string Firmware = "sys/devices/platform/soc/soc:firmware/get_throttled";

    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("0", "power ok")]
    [InlineData("50005", "power critical")]
    [InlineData("50000", "power warning")]
    [InlineData("80008", "power ok, heat warning")]
    [InlineData("d0000", "power warning, heat warning")]
    [InlineData(null, "")]
    public async Task Power_FirmwaresWord_NamesSupplyAndHeatApart(string? word, string expected)
    {
        if (word is not null)
            _root.Write(Firmware, word);

        Assert.Equal(expected, Describe(await new PowerCheck(new(_root.Path)).LookAsync(CancellationToken.None)));
    }

    [Fact]
    public async Task Power_VoltageMonitorOfNewerKernels_IsAsked()
    {
        _root.Write("sys/class/hwmon/hwmon0/name", "cpu_thermal\n");
        _root.Write("sys/class/hwmon/hwmon1/name", "rpi_volt\n");
        _root.Write("sys/class/hwmon/hwmon1/in0_lcrit_alarm", "1\n");

        Assert.Equal("power critical", Describe(await new PowerCheck(new(_root.Path)).LookAsync(CancellationToken.None)));
    }

    [Theory]
    [InlineData(-60.0, false, "Wi-Fi ok")]
    [InlineData(-85.0, false, "Wi-Fi warning")]
    [InlineData(-60.0, true, "Wi-Fi ok, Wi-Fi power saving warning")]
    [InlineData(null, null, "")]
    public void Wireless_SignalAndPowerSaving_AreRated(double? signal, bool? savesPower, string expected) =>
        Assert.Equal(expected, Describe([.. WirelessCheck.Look(new("wlan0", signal, 50), savesPower)]));

    [Theory]
    [InlineData(true, "0\n", "hardware watchdog warning")]
    [InlineData(true, "15s\n", "hardware watchdog ok")]
    [InlineData(false, "0\n", "")]
    public async Task Watchdog_ThatNobodyFeeds_IsAWarning(bool isThere, string answer, string expected)
    {
        if (isThere)
            _root.Write("sys/class/watchdog/watchdog0/uevent", "");
        var check = new HardwareWatchdogCheck(new(_root.Path), _ => Task.FromResult<CommandOutcome?>(new(0, answer, "")));

        Assert.Equal(expected, Describe(await check.LookAsync(CancellationToken.None)));
    }

    [Fact]
    public async Task Cpu_VoltageDippedBetweenTwoReadings_IsRemembered()
    {
        _root.Write("sys/class/hwmon/hwmon1/name", "rpi_volt\n");
        _root.Write("sys/class/hwmon/hwmon1/in0_lcrit_alarm", "1\n");
        var probe = new CpuProbe(new(_root.Path));
        await probe.ReadAsync(CancellationToken.None);
        _root.Write("sys/class/hwmon/hwmon1/in0_lcrit_alarm", "0\n");
        var measures = await probe.ReadAsync(CancellationToken.None);

        Assert.Equal((0, 1), (measures.Single(m => m.Key == "undervoltage").Number, measures.Single(m => m.Key == "undervoltage_since_boot").Number));
    }

    private static string Describe(IReadOnlyList<Finding> findings) => string.Join(", ", findings.Select(f => $"{f.Subject} {f.Rating.ToWord()}"));
}
