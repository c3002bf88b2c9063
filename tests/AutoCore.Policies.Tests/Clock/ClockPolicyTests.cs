using AutoCore.Policies.Clock;

namespace AutoCore.Policies.Tests.Clock;

public sealed class ClockPolicyTests
{
    private static readonly DateTimeOffset Built = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, ClockEvidence, bool> Cases => new()
    {
        { "fresh install on the day of the build", At(Built.AddHours(3)), true },
        { "before the build", At(Built.AddSeconds(-1)), false },
        { "before the build, although synchronised", At(Built.AddSeconds(-1)) with { IsSynchronized = true }, false },
        { "before the newest time stored", At(Built.AddDays(3)) with { NewestBelieved = Built.AddDays(4) }, false },
        { "before the newest time stored, although synchronised", At(Built.AddDays(3)) with { NewestBelieved = Built.AddDays(4), IsSynchronized = true }, false },
        { "set back by less than a jump right after storing", At(Built.AddDays(3)) with { NewestBelieved = Built.AddDays(3).AddSeconds(59) }, true },
        { "nine minutes after a jump", At(Built.AddDays(1)) with { SinceJump = TimeSpan.FromMinutes(9.99), IsSynchronized = true }, false },
        { "ten minutes after a jump", At(Built.AddDays(1)) with { SinceJump = TimeSpan.FromMinutes(10) }, true },
        { "seven days ahead of the build, nothing stored", At(Built.AddDays(7)), true },
        { "more than seven days ahead of the build, nothing stored", At(Built.AddDays(7).AddSeconds(1)), false },
        { "more than seven days ahead, synchronised", At(Built.AddYears(10)) with { IsSynchronized = true }, true },
        { "seven days ahead of the time stored", At(Built.AddDays(107)) with { NewestBelieved = Built.AddDays(100) }, true },
        { "more than seven days ahead of the time stored", At(Built.AddDays(107).AddSeconds(1)) with { NewestBelieved = Built.AddDays(100) }, false },
        { "far ahead after 23 hours of steady running", At(Built.AddYears(1)) with { SteadyFor = TimeSpan.FromHours(23.9) }, false },
        { "far ahead after a day of steady running", At(Built.AddYears(1)) with { SteadyFor = TimeSpan.FromHours(24) }, true },
        { "an older build's stored time does not lower the build's date", At(Built.AddDays(7)) with { NewestBelieved = Built.AddYears(-1) }, true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Judge_EachCase_BelievesOrDoubts(string name, ClockEvidence evidence, bool believed)
    {
        var verdict = ClockPolicy.Judge(evidence);
        Assert.True(believed == verdict.IsBelieved, $"{name}: {verdict}");
        Assert.Equal(believed, verdict.Reason.Length == 0);
    }

    [Fact]
    public void Default_BeforeAnyoneSpoke_IsDoubt() => Assert.False(default(ClockVerdict).IsBelieved);

    [Fact]
    public void Judge_DoubtThatLasts_KeepsItsWords() => Assert.Equal(ClockPolicy.Judge(At(Built.AddDays(-2))), ClockPolicy.Judge(At(Built.AddDays(-1))));

    [Theory]
    [InlineData(60, 0, false)]
    [InlineData(61, 0, true)]
    [InlineData(-1, 60, true)]
    [InlineData(0, 60, false)]
    [InlineData(315_360_000, 60, true)]
    [InlineData(86_400, 86_401, false)]
    public void IsJump_WallAgainstMonotonicSeconds_FromMoreThanAMinute(int wall, int monotonic, bool jump) =>
        Assert.Equal(jump, ClockPolicy.IsJump(TimeSpan.FromSeconds(wall), TimeSpan.FromSeconds(monotonic)));

    private static ClockEvidence At(DateTimeOffset now) => new(now, Built, null, IsSynchronized: false, SinceJump: null, SteadyFor: TimeSpan.Zero);
}
