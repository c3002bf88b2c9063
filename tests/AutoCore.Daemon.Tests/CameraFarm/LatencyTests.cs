using AutoCore.CameraFarm.Behaviour;

namespace AutoCore.Daemon.Tests.CameraFarm;

public sealed class LatencyTests
{
    [Fact]
    public void Between_ManyRequests_StaysWithinVariesAndRepeatsWithTheSeed()
    {
        var (least, most) = (TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(200));

        var series = Series(Latency.Between(least, most, seed: 1));

        Assert.All(series, latency => Assert.InRange(latency, least, most));
        Assert.True(series.Distinct().Count() > 90);
        Assert.Equal(series, Series(Latency.Between(least, most, seed: 1)));
        Assert.NotEqual(series, Series(Latency.Between(least, most, seed: 2)));
    }

    [Fact]
    public void Spikes_EveryThird_IsSlow()
    {
        var latency = Latency.Spikes(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(9), every: 3);

        Assert.Equal([1, 1, 9, 1, 1, 9], Enumerable.Range(0, 6).Select(request => latency.Of(request).TotalSeconds));
    }

    private static List<TimeSpan> Series(Latency latency) => [.. Enumerable.Range(0, 100).Select(latency.Of)];
}
