using AutoCore.Daemon.SdCard;
using AutoCore.Policies.SdCard;

namespace AutoCore.Daemon.Tests.SdCard;

public sealed class WearMeterTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    [Fact]
    public void Add_FirstLookEver_CountsNothingYet() => Assert.Equal(WearCount.From(Today), new WearMeter(null, "boot").Add(Figures(5_000, 0), Today));

    [Fact]
    public void Add_RestartOfTheDaemon_CountsWhatOthersWroteMeanwhile()
    {
        var kept = new WearState(new(Today, Today, 700, 70, 700), "boot", 5_000);
        var count = new WearMeter(kept, "boot").Add(Figures(5_300, 20), Today);
        Assert.Equal(new(Today, Today, 1_000, 90, 1_000), count);
    }

    [Fact]
    public void Add_RestartOfTheMachine_CountsWhatWasWrittenSinceItsStart()
    {
        var kept = new WearState(new(Today, Today, 700, 70, 700), "boot before", 5_000);
        var count = new WearMeter(kept, "boot").Add(Figures(6_000, 20), Today);
        Assert.Equal(6_700, count?.Today);
    }

    [Fact]
    public void Add_ClockInDoubt_GoesOnWithTheDayThatItKnows()
    {
        var kept = new WearState(new(Today, Today, 700, 70, 700), "boot", 5_000);
        var count = new WearMeter(kept, "boot").Add(Figures(5_100, 0), null);
        Assert.Equal(new(Today, Today, 800, 70, 800), count);
        Assert.Null(new WearMeter(null, "boot").Add(Figures(5_100, 0), null));
    }

    [Fact]
    public void Add_DeviceThatDoesNotCount_IsUnknown() => Assert.Null(new WearMeter(null, "boot").Add(new(null, null, 5, null), Today));

    private static CardFigures Figures(long device, long daemon) => new("mmcblk0", device, daemon, 0);
}
