using AutoCore.Policies.Clock;

namespace AutoCore.Policies.Tests.Clock;

public sealed class ClockPolicyTests
{
    private static readonly DateTimeOffset Built = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The table of docs/clock.md. The shortest retention is seven days, so that six days ahead is as far as an unsynchronised clock may be.</summary>
    public static TheoryData<string, ClockEvidence, bool> Cases => new()
    {
        { "never synchronised: fresh install on the day of the build", At(Built.AddHours(3)), true },
        { "never synchronised: six days after the build", At(Built.AddDays(6)), true },
        { "never synchronised: more than six days after the build", At(Built.AddDays(6).AddSeconds(1)), false },
        { "1970: before the build", At(DateTimeOffset.UnixEpoch), false },
        { "before the build, although a time before it is remembered", At(Built.AddSeconds(-1)) with { Believed = Known(Built.AddYears(-1)) }, false },
        { "fake-hwclock: a little after the last run", At(Built.AddDays(100).AddMinutes(1)) with { Believed = Known(Built.AddDays(100)) }, true },
        { "fake-hwclock: an hour before the newest time stored", At(Built.AddDays(100).AddHours(-1)) with { Believed = Known(Built.AddDays(100)) }, false },
        { "set back by less than a jump right after storing", At(Built.AddDays(3)) with { Believed = Known(Built.AddDays(3).AddSeconds(59)) }, true },
        { "synchronised: before the newest time stored", At(Built.AddDays(3)) with { Believed = Known(Built.AddDays(400)), IsSynchronized = true }, true },
        { "synchronised: before a time that a time server vouched for",
            At(Built.AddDays(3)) with { Believed = Known(Built.AddDays(400), true), IsSynchronized = true }, true },
        { "synchronised: right after the jump that it made", At(Built.AddYears(10)) with { SinceJump = TimeSpan.Zero, IsSynchronized = true }, true },
        { "set by hand: nine minutes after it", At(Built.AddDays(1)) with { SinceJump = TimeSpan.FromMinutes(9.99) }, false },
        { "set by hand: ten minutes after it", At(Built.AddDays(1)) with { SinceJump = TimeSpan.FromMinutes(10) }, true },
        { "set back by hand, what is remembered merely ran on",
            At(Built.AddDays(1)) with { Believed = Known(Built.AddYears(1)), SinceJump = TimeSpan.FromMinutes(10) }, true },
        { "set back by hand, what is remembered was synchronised",
            At(Built.AddDays(1)) with { Believed = Known(Built.AddDays(2), true), SinceJump = TimeSpan.FromMinutes(10) }, false },
        { "six days ahead of the time stored", At(Built.AddDays(106)) with { Believed = Known(Built.AddDays(100)) }, true },
        { "more than six days ahead of the time stored", At(Built.AddDays(106).AddSeconds(1)) with { Believed = Known(Built.AddDays(100)) }, false },
        { "six days ahead, the shortest retention is three days",
            At(Built.AddDays(106)) with { Believed = Known(Built.AddDays(100)), ShortestRetention = TimeSpan.FromDays(3) }, false },
        { "half a day ahead, the shortest retention is a day",
            At(Built.AddDays(100.5)) with { Believed = Known(Built.AddDays(100)), ShortestRetention = TimeSpan.FromDays(1) }, true },
        { "RTC a year ahead, unknown before", At(Built.AddDays(465)) with { Believed = Known(Built.AddDays(100)), RtcAgrees = true }, false },
        { "RTC a year ahead, after 23 hours of running in all",
            At(Built.AddDays(465)) with { Believed = Known(Built.AddDays(100)), RtcAgrees = true, SteadyFor = TimeSpan.FromHours(23.9) }, false },
        { "RTC a year ahead, after a day of running in all",
            At(Built.AddDays(465)) with { Believed = Known(Built.AddDays(100)), RtcAgrees = true, SteadyFor = TimeSpan.FromHours(24) }, true },
        { "RTC right, parked eight days without network",
            At(Built.AddDays(108)) with { Believed = Known(Built.AddDays(100), rtc: true), RtcAgrees = true }, true },
        { "RTC that was right, but the clock was set to something else",
            At(Built.AddDays(108)) with { Believed = Known(Built.AddDays(100), rtc: true), RtcAgrees = true, SinceJump = TimeSpan.FromHours(1) }, false },
        { "RTC with an empty battery", At(Built.AddDays(-7000)) with { Believed = Known(Built.AddDays(100), rtc: true), RtcAgrees = true }, false },
        { "an older build's stored time does not lower the build's date", At(Built.AddDays(6)) with { Believed = Known(Built.AddYears(-1)) }, true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Evaluate_EachCase_BelievesOrDoubts(string name, ClockEvidence evidence, bool believed)
    {
        var verdict = ClockPolicy.Evaluate(evidence);
        Assert.True(believed == verdict.IsBelieved, $"{name}: {verdict}");
        Assert.Equal(believed, verdict.Reason.Length == 0);
    }

    [Fact]
    public void Default_BeforeAnyoneSpoke_IsDoubt() => Assert.False(default(ClockVerdict).IsBelieved);

    [Fact]
    public void Evaluate_DoubtThatLasts_KeepsItsWords() =>
        Assert.Equal(ClockPolicy.Evaluate(At(Built.AddDays(-2))), ClockPolicy.Evaluate(At(Built.AddDays(-1))));

    [Theory]
    [InlineData(60, 0, false)]
    [InlineData(61, 0, true)]
    [InlineData(-1, 60, true)]
    [InlineData(0, 60, false)]
    [InlineData(315_360_000, 60, true)]
    [InlineData(86_400, 86_401, false)]
    public void IsJump_WallAgainstMonotonicSeconds_FromMoreThanAMinute(int wall, int monotonic, bool jump) =>
        Assert.Equal(jump, ClockPolicy.IsJump(TimeSpan.FromSeconds(wall), TimeSpan.FromSeconds(monotonic)));

    [Theory]
    [InlineData("2026-11-20T12:00:00Z")]
    [InlineData("2026-11-20T12:00:00Z synchronized=2026-11-19T12:00:00Z")]
    [InlineData("2026-11-20T12:00:00Z synchronized=2026-11-20T12:00:00Z rtc")]
    public void Memory_Line_ReadsAsItWasWritten(string line) => Assert.Equal(line, ClockMemory.TryParse(line)?.ToString());

    [Theory]
    [InlineData("2026-11-20T12:00:00Z in-doubt 5400", 5400)]
    [InlineData("2026-11-20T12:00:00Z in-doubt -1", null)]
    [InlineData("2026-11-20T12:00:00Z in-doubt 99999999999999999999", null)]
    [InlineData("2026-11-20T12:00:00Z", null)]
    public void DoubtfulRun_Line_IsReadOrNone(string line, int? seconds) => Assert.Equal(seconds, (int?)DoubtfulRun.TryParse(line)?.Ran.TotalSeconds);

    private static ClockMemory Known(DateTimeOffset newest, bool synchronized = false, bool rtc = false) => new(newest, synchronized ? newest : null, rtc);

    private static ClockEvidence At(DateTimeOffset now) =>
        new(now, Built, null, IsSynchronized: false, SinceJump: null, SteadyFor: TimeSpan.Zero, ShortestRetention: TimeSpan.FromDays(7), RtcAgrees: false);
}
