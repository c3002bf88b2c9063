using AutoCore.Policies.Cameras.Freshness;

namespace AutoCore.Policies.Tests.Cameras.Freshness;

/// <summary>Ten days of a camera that sees day, dusk and night: what it shows is learned by the hour of the day.</summary>
public sealed class ChangedByHourTests
{
    private const ulong Day = 0x0F0F_3C3C_5A5A_9696, Dusk = 0xFF00_FF00_F00F_A5A5, Night = 0x1234_8421_FEDC_0F1E, Moved = 0xC3A5_0000_FFFF_7E81;

    [Theory]
    [InlineData(4)]
    [InlineData(24)]
    [InlineData(96)]
    public void TenDays_FromTheFourthOn_NothingIsFlagged_ButACameraThatWasMoved(int roundsADay)
    {
        var random = new Random(roundsADay);
        var history = CameraHistory.Empty;
        var flagged = 0;
        for (var round = 0; round < 10 * roundsADay; round++)
        {
            var minute = round * 1440 / roundsADay;
            history = Evaluate(history, Noisy(SceneAt(minute % 1440, minute / 1440), random), minute % 1440 / 60);
            flagged += round >= 3 * roundsADay && history.Flags.HasFlag(PictureOddities.Changed) ? 1 : 0;
        }

        Assert.Equal(0, flagged);
        Assert.InRange(history.Hours.Count, 1, 24 * FreshnessPolicy.ScenesAnHour);
        for (var minute = 0; minute < 1440; minute += 1440 / roundsADay)
            Assert.True(Evaluate(history, Noisy(Moved, random), minute / 60).Flags.HasFlag(PictureOddities.Changed), $"at {minute / 60}:00");
    }

    /// <summary>The sun rises two minutes later each day, and sets as much earlier.</summary>
    private static ulong SceneAt(int minute, int day)
    {
        var (rise, set) = (420 + (2 * day), 1020 - (2 * day));
        return minute < rise - 30 || minute > set + 30 ? Night : minute < rise + 15 || minute > set - 15 ? Dusk : Day;
    }

    private static ulong Noisy(ulong scene, Random random) => Enumerable.Range(0, 3).Aggregate(scene, (s, _) => s ^ (1UL << random.Next(64)));

    private static CameraHistory Evaluate(CameraHistory before, ulong scene, int hour) =>
        FreshnessPolicy.Evaluate(before, new((ulong)before.GetHashCode() + scene, new(10, 200, 0, 0, scene), null, hour), frozenAfter: 3, TimeSpan.FromDays(1));
}
