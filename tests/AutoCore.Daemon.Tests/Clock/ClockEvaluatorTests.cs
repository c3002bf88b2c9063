using AutoCore.Daemon.Clock;
using AutoCore.Policies.Clock;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Clock;

public sealed class ClockEvaluatorTests : IDisposable
{
    private readonly TestClock time = new();
    private readonly TemporaryFolder root = new();
    private readonly DateTimeOffset start;

    public ClockEvaluatorTests() => start = time.GetUtcNow();

    public void Dispose() => root.Dispose();

    [Fact]
    public void Evaluate_JumpBetweenTwoQuestions_IsNoticedByTheSecond()
    {
        var evaluator = New();
        Assert.True(evaluator.Evaluate().IsBelieved);
        time.AdjustTime(start.AddHours(2));
        Assert.False(evaluator.Evaluate().IsBelieved);
        Assert.Equal(TimeSpan.FromHours(2), evaluator.LastJump?.By);
    }

    [Fact]
    public void Evaluate_TenMinutesAfterASmallJump_BelievesAgain()
    {
        var evaluator = New();
        time.AdjustTime(start.AddHours(2));
        evaluator.Evaluate();
        time.Advance(TimeSpan.FromMinutes(9));
        Assert.False(evaluator.Evaluate().IsBelieved);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(evaluator.Evaluate().IsBelieved);
    }

    [Fact]
    public void Evaluate_FarAheadAndNeverSynchronised_TakesADayWithoutAJump()
    {
        var evaluator = New();
        time.AdjustTime(start.AddYears(10));
        evaluator.Evaluate();
        time.Advance(TimeSpan.FromHours(23));
        Assert.False(evaluator.Evaluate().IsBelieved);
        time.AdjustTime(time.GetUtcNow().AddMinutes(5));
        evaluator.Evaluate();
        time.Advance(TimeSpan.FromHours(23));
        Assert.False(evaluator.Evaluate().IsBelieved);
        time.Advance(TimeSpan.FromHours(1));
        Assert.True(evaluator.Evaluate().IsBelieved);
    }

    [Fact]
    public void Evaluate_FarAheadByATimeServer_BelievesAtOnce()
    {
        var evaluator = New();
        time.AdjustTime(start.AddYears(10));
        evaluator.Evaluate();
        Synchronise();
        Assert.True(evaluator.Evaluate().IsBelieved);
    }

    [Fact]
    public void Remembered_LaterTime_DoubtsWhatIsEarlier()
    {
        var evaluator = New(new(start.AddHours(1), null, false));
        Assert.False(evaluator.Evaluate().IsBelieved);
        time.Advance(TimeSpan.FromHours(1));
        Assert.True(evaluator.Evaluate().IsBelieved);
    }

    [Fact]
    public void FarAhead_ShortRuns_AddUpToADay()
    {
        DoubtfulRun? run = null;
        for (var runs = 1; ; runs++, time.AdjustTime(time.GetUtcNow().AddDays(1)))
        {
            var evaluator = New(new(start.AddDays(-300), null, false), run, builtDaysAgo: 400);
            time.Advance(TimeSpan.FromMinutes(30));
            if (evaluator.Evaluate().IsBelieved)
            {
                Assert.Equal(48, runs);
                return;
            }
            run = evaluator.InDoubt().Doubted;
        }
    }

    [Fact]
    public void FarAhead_ARunThatBeginsEarlierThanTheLast_CountsAlone()
    {
        var evaluator = New(new(start.AddDays(-300), null, false), new(start.AddDays(1), TimeSpan.FromHours(23.9)), builtDaysAgo: 400);
        time.Advance(TimeSpan.FromHours(1));
        Assert.False(evaluator.Evaluate().IsBelieved);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void SetBackByHand_CorrectsWhatMerelyRanOn_ButNotATimeServer(bool wasSynchronized, bool believed)
    {
        var evaluator = New(new(start, wasSynchronized ? start : null, false));
        time.AdjustTime(start.AddHours(-5));
        evaluator.Evaluate();
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(believed, evaluator.Evaluate().IsBelieved);
    }

    [Fact]
    public void SetByHand_AfterASynchronisation_IsNotCalledSynchronised()
    {
        Synchronise();
        var probe = new ClockSyncProbe(root.Path);
        Assert.True(probe.Read(start));
        Assert.Null(probe.Read(start.AddHours(8), jumpedTo: start.AddHours(8)));
    }

    [Fact]
    public void Read_FileOfSystemdTimesyncd_CountsForNineHours()
    {
        var probe = new ClockSyncProbe(root.Path);
        Assert.Null(probe.Read(start));
        Synchronise();
        Assert.True(probe.Read(start.AddHours(8)));
        Assert.Null(probe.Read(start.AddHours(10)));
    }

    private ClockEvaluator New(ClockMemory? believed = null, DoubtfulRun? doubted = null, int builtDaysAgo = 1) =>
        new(time, new ClockSyncProbe(root.Path), new RtcProbe(root.Path), (believed, doubted), TimeSpan.FromDays(7), builtAt: start.AddDays(-builtDaysAgo));

    private void Synchronise() => File.SetLastWriteTimeUtc(root.Write("run/systemd/timesync/synchronized", ""), time.GetUtcNow().UtcDateTime);
}
