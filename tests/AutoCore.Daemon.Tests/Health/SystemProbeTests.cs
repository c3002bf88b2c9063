using AutoCore.Daemon.Health;
using AutoCore.Policies.Health;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Health;

public sealed class SystemProbeTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Read_PiWithEverything_GivesItsFigures()
    {
        _root.Write(
            "proc/meminfo",
                "MemTotal:         437520 kB\nMemFree:           51200 kB\nMemAvailable:     200000 kB\nSwapTotal:       1000000 kB\nSwapFree:         900000 kB\n");
        _root.Write("proc/loadavg", "0.25 0.30 0.28 1/150 4711\n");
        _root.Write("proc/uptime", "216000.50 800000.00\n");
        _root.Write("sys/class/thermal/thermal_zone0/temp", "48312\n");
        _root.Write("sys/devices/platform/soc/soc:firmware/get_throttled", "50005\n");
        var probe = new SystemProbe(_root.Path);

        var memory = probe.ReadMemory();
        Assert.Equal((204.8, 448.020, 102.4), (Round(memory.AvailableMb), Round(memory.TotalMb), Round(memory.SwapUsedMb)));
        Assert.Equal(new CpuFigures(48.312, 0.25, PowerState.Parse("50005")), probe.ReadCpu());
        Assert.Equal(2.5, Round(probe.ReadUptimeDays()));

        static double Round(double? value) => Math.Round(value!.Value, 3);
    }

    [Theory]
    [InlineData("0\n", false)]
    [InlineData("50000\n", false)]
    [InlineData("0x50008\n", true)]
    [InlineData("?\n", null)]
    public void ReadCpu_FirmwareWord_TellsThePresentNotThePast(string word, bool? throttled)
    {
        _root.Write("sys/devices/platform/soc/soc:firmware/get_throttled", word);

        Assert.Equal(throttled, new SystemProbe(_root.Path).ReadCpu().Power.Throttled);
    }

    [Fact]
    public void Read_NothingThere_IsNullAndNeverZero()
    {
        var probe = new SystemProbe(_root.Path);

        Assert.Equal(default, probe.ReadMemory());
        Assert.Equal(default, probe.ReadCpu());
        Assert.Null(probe.ReadUptimeDays());
    }
}
