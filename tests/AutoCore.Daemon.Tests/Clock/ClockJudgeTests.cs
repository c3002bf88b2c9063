using AutoCore.Daemon.Clock;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Clock;

public sealed class ClockJudgeTests : IDisposable
{
    private readonly ManualTimeProvider time = new();
    private readonly TemporaryFolder root = new();
    private readonly DateTimeOffset start;

    public ClockJudgeTests() => start = time.GetUtcNow();

    public void Dispose() => root.Dispose();

    [Fact]
    public void Judge_JumpBetweenTwoQuestions_IsNoticedByTheSecond()
    {
        var judge = New();
        Assert.True(judge.Judge().IsBelieved);
        time.SetUtcNow(start.AddHours(2));
        Assert.False(judge.Judge().IsBelieved);
        Assert.Equal(TimeSpan.FromHours(2), judge.LastJump?.By);
    }

    [Fact]
    public void Judge_TenMinutesAfterASmallJump_BelievesAgain()
    {
        var judge = New();
        time.SetUtcNow(start.AddHours(2));
        judge.Judge();
        time.Advance(TimeSpan.FromMinutes(9));
        Assert.False(judge.Judge().IsBelieved);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(judge.Judge().IsBelieved);
    }

    [Fact]
    public void Judge_FarAheadAndNeverSynchronised_TakesADayWithoutAJump()
    {
        var judge = New();
        time.SetUtcNow(start.AddYears(10));
        judge.Judge();
        time.Advance(TimeSpan.FromHours(23));
        Assert.False(judge.Judge().IsBelieved);
        time.SetUtcNow(time.GetUtcNow().AddMinutes(5));
        judge.Judge();
        time.Advance(TimeSpan.FromHours(23));
        Assert.False(judge.Judge().IsBelieved);
        time.Advance(TimeSpan.FromHours(1));
        Assert.True(judge.Judge().IsBelieved);
    }

    [Fact]
    public void Judge_FarAheadByATimeServer_BelievesAfterTenMinutes()
    {
        var judge = New();
        time.SetUtcNow(start.AddYears(10));
        judge.Judge();
        Synchronise();
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.True(judge.Judge().IsBelieved);
    }

    [Fact]
    public void Remember_LaterTime_DoubtsWhatIsEarlier()
    {
        var judge = New();
        judge.Remember(start.AddHours(1));
        Assert.False(judge.Judge().IsBelieved);
        time.Advance(TimeSpan.FromHours(1));
        Assert.True(judge.Judge().IsBelieved);
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

    private ClockJudge New() => new(time, new ClockSyncProbe(root.Path), newest: null, builtAt: start.AddDays(-1));

    private void Synchronise() => File.SetLastWriteTimeUtc(root.Write("run/systemd/timesync/synchronized", ""), time.GetUtcNow().UtcDateTime);
}
