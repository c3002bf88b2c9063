using AutoCore.Policies.DiskWatchdog;
using AutoCore.Policies.Storage;

namespace AutoCore.Policies.Tests.DiskWatchdog;

public sealed class ForecastPolicyTests
{
    private const long Gigabyte = 1_000_000_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(-1000)]
    public void BytesPerSecond_SteadyTrend_IsIt(double slope) => Assert.Equal(slope, ForecastPolicy.BytesPerSecond(Series(61, i => slope * 60 * i))!.Value, 6);

    [Fact]
    public void BytesPerSecond_SingleJumpAnywhere_DoesNotMoveTheTrend()
    {
        for (var at = 1; at < 60; at++)
        {
            var slope = ForecastPolicy.BytesPerSecond(Series(61, i => (1000.0 * 60 * i) + (i >= at ? 5.0 * Gigabyte : 0)));
            Assert.InRange(slope!.Value, 900, 1100);
        }
    }

    [Fact]
    public void BytesPerSecond_SingleJumpOnAQuietDisk_IsNoTrend()
    {
        for (var at = 1; at < 60; at++)
            Assert.Equal(0, ForecastPolicy.BytesPerSecond(Series(61, i => i >= at ? 5.0 * Gigabyte : 0)));
    }

    [Fact]
    public void BytesPerSecond_Noise_IsTheTrendBelowIt()
    {
        var random = new Random(7);
        var slope = ForecastPolicy.BytesPerSecond(Series(61, i => (1000.0 * 60 * i) + random.Next(-200_000, 200_000)));
        Assert.InRange(slope!.Value, 700, 1300);
    }

    [Fact]
    public void BytesPerSecond_RoundsOfPictures_AreATrendAndNoJumps()
    {
        const double round = 35_000_000;
        var slope = ForecastPolicy.BytesPerSecond(Series(64, i => Math.Floor(i / 16.0) * round));
        Assert.InRange(slope!.Value, round / (16 * 60) / 2, round / (16 * 60) * 2);
    }

    [Theory]
    [InlineData(15, 60, 1)]
    [InlineData(15, 40, 2)]
    [InlineData(15, 88, 3)]
    [InlineData(29, 60, 10)]
    public void OneRoundOfPictures_AtAnyTimeAfterTheStart_IsNoAlarm(int sizeGb, int usedPercent, int minutes)
    {
        const double Round = 34_500_000;
        var (total, used) = (sizeGb * Gigabyte, sizeGb * Gigabyte / 100 * usedPercent);
        for (var begins = 0; begins < 300; begins += 7)
        {
            var window = new UsageWindow();
            for (var minute = 0; minute <= 330; minute++)
            {
                var now = used + (long)(Math.Clamp((minute - begins) / (double)minutes, 0, 1) * Round);
                window.Add(new(TimeSpan.FromMinutes(minute), now));
                if (minute % 5 != 0)
                    continue;
                var usage = new FileSystemUsage(total, total - now, total - now, 0, 0);
                var until = ForecastPolicy.TimeUntil(usage, ForecastPolicy.BytesPerSecond(window.Samples), 90,
                    ForecastPolicy.ReachOf(ForecastPolicy.SpanOf(window.Samples)));
                Assert.True(until is null || until > ForecastPolicy.WarnWithin, $"round at {begins}, minute {minute}: {until}");
            }
        }
    }

    [Fact]
    public void BytesPerSecond_RoundsEverySixHours_AreATrendOnceTwoWereSeen()
    {
        const double Round = 34_500_000;
        var window = new UsageWindow();
        for (var minute = 0; minute <= 1440; minute++)
            window.Add(new(TimeSpan.FromMinutes(minute), (10 * Gigabyte) + (long)(((minute / 360) + Math.Clamp(minute % 360 / 2.0, 0, 1)) * Round)));
        Assert.InRange(ForecastPolicy.BytesPerSecond(window.Samples)!.Value, Round / 21_600 / 2, Round / 21_600 * 2);
    }

    [Fact]
    public void BytesPerSecond_LessThanAnHour_IsUnknown() => Assert.Null(ForecastPolicy.BytesPerSecond(Series(60, i => 4_000_000.0 * i)));

    [Theory]
    [InlineData(1, 10)]
    [InlineData(6, 60)]
    [InlineData(1000, 365 * 24)]
    public void ReachOf_Span_IsTenTimesIt(int hours, int reach) => Assert.Equal(TimeSpan.FromHours(reach), ForecastPolicy.ReachOf(TimeSpan.FromHours(hours)));

    [Fact]
    public void BytesPerSecond_TooFewSamples_IsUnknown() => Assert.Null(ForecastPolicy.BytesPerSecond(Series(ForecastPolicy.FewestSamples - 1, i => i)));

    [Fact]
    public void TimeUntil_FillsSteadily_IsWhatIsLeftByTheRate()
    {
        var usage = new FileSystemUsage(100 * Gigabyte, 30 * Gigabyte, 30 * Gigabyte, 0, 0);
        Assert.Equal(TimeSpan.FromSeconds(20_000), ForecastPolicy.TimeUntil(usage, 1_000_000, 90, ForecastPolicy.Farthest));
        Assert.Equal(TimeSpan.Zero, ForecastPolicy.TimeUntil(usage, 1_000_000, 70, ForecastPolicy.Farthest));
        Assert.Null(ForecastPolicy.TimeUntil(usage, -1, 90, ForecastPolicy.Farthest));
        Assert.Null(ForecastPolicy.TimeUntil(usage, null, 90, ForecastPolicy.Farthest));
        Assert.Null(ForecastPolicy.TimeUntil(usage, 1, 90, ForecastPolicy.Farthest));
    }

    [Fact]
    public void FastestOfNewest_BuildStartsToFill_IsItsRate()
    {
        Assert.Equal(100_000_000, ForecastPolicy.FastestOfNewest(Series(20, i => i < 19 ? 0 : 6.0 * Gigabyte)), 0);
        Assert.Equal(0, ForecastPolicy.FastestOfNewest(Series(20, i => i < 10 ? 0 : 6.0 * Gigabyte)));
    }

    [Fact]
    public void UsageWindow_DaysOfSamples_StaysBoundedAndReachesFarBack()
    {
        var window = new UsageWindow();
        for (var minute = 0; minute < 3000; minute++)
            window.Add(new(TimeSpan.FromMinutes(minute), minute));
        Assert.InRange(window.Samples.Count, UsageWindow.Capacity / 2, UsageWindow.Capacity);
        Assert.Equal(window.Samples.OrderBy(s => s.At), window.Samples);
        Assert.InRange((window.Samples[^1].At - window.Samples[0].At).TotalHours, 22, 24);
        Assert.Equal(TimeSpan.FromMinutes(1), window.Samples[^1].At - window.Samples[^2].At);
    }

    [Theory]
    [InlineData(60, false, null, 60)]
    [InlineData(60, false, 0, 60)]
    [InlineData(60, true, null, 5)]
    [InlineData(60, false, 3000, 5)]
    [InlineData(60, false, 4000, 60)]
    [InlineData(60, false, 200, 2)]
    [InlineData(1, true, 200, 1)]
    public void SamplingNext_SpaceFallsFast_LooksEveryFewSeconds(int interval, bool unsettled, int? untilCritical, int expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected),
            SamplingPolicy.Next(TimeSpan.FromSeconds(interval), unsettled, untilCritical is { } s ? TimeSpan.FromSeconds(s) : null));

    private static List<UsageSample> Series(int count, Func<int, double> used) =>
        [.. Enumerable.Range(0, count).Select(i => new UsageSample(TimeSpan.FromMinutes(i), (10 * Gigabyte) + (long)used(i)))];
}
