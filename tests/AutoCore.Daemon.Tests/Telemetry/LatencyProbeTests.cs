using AutoCore.Daemon.Telemetry;
using AutoCore.Daemon.Tests.Storage;

namespace AutoCore.Daemon.Tests.Telemetry;

public sealed class LatencyProbeTests : IDisposable
{
    private readonly DatabaseRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Measure_AfterARestart_RemembersTheDay()
    {
        var probe = new LatencyProbe(_rig.Database, TimeProvider.System);
        for (var i = 0; i < 5; i++)
            probe.Measure();

        var figures = new LatencyProbe(_rig.Database, TimeProvider.System).Measure();

        Assert.True(figures.P50Ms > 0 && figures.P99Ms >= figures.P50Ms);
        Assert.Equal(4, _rig.Count("latency WHERE elapsed_us NOT NULL"));
    }

    [Fact]
    public void Measure_Often_KeepsABoundedNumberOfRows()
    {
        var probe = new LatencyProbe(_rig.Database, TimeProvider.System);

        for (var i = 0; i < 250; i++)
            probe.Measure();

        Assert.Equal(200, _rig.Count("latency"));
    }
}
