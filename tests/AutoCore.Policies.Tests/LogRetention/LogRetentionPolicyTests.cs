using AutoCore.Policies.LogRetention;
using AutoCore.Policies.SdCard;

namespace AutoCore.Policies.Tests.LogRetention;

public sealed class LogRetentionPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(CleanupRhythm.DailyAggressive, 23, false)]
    [InlineData(CleanupRhythm.DailyAggressive, 24, true)]
    [InlineData(CleanupRhythm.Weekly, 167, false)]
    [InlineData(CleanupRhythm.Weekly, 168, true)]
    [InlineData(CleanupRhythm.Monthly, 719, false)]
    [InlineData(CleanupRhythm.Monthly, 720, true)]
    public void IsDue_Rhythm_RunsAfterItsPause(CleanupRhythm rhythm, int hoursSinceLast, bool expected) =>
        Assert.Equal(expected, LogRetentionPolicy.IsDue(rhythm, Now.AddHours(-hoursSinceLast), Now, isAboveWarning: false));

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void IsDue_LargestCard_RunsOnlyAboveTheWarningLevel(bool isAboveWarning, bool expected) =>
        Assert.Equal(expected, LogRetentionPolicy.IsDue(CleanupRhythm.OnlyAboveWarning, null, Now, isAboveWarning));

    [Fact]
    public void IsDue_NeverRun_IsDue() => Assert.True(LogRetentionPolicy.IsDue(CleanupRhythm.Monthly, null, Now, isAboveWarning: false));

    [Fact]
    public void IsDue_LastRunInTheFuture_IsDue() => Assert.True(LogRetentionPolicy.IsDue(CleanupRhythm.Weekly, Now.AddDays(3), Now, isAboveWarning: false));

    [Theory]
    [InlineData(CleanupRhythm.DailyAggressive, true)]
    [InlineData(CleanupRhythm.Weekly, false)]
    [InlineData(CleanupRhythm.OnlyAboveWarning, false)]
    public void StepsOf_Rhythm_EmptiesCachesOnlyWhereAggressive(CleanupRhythm rhythm, bool expected) =>
        Assert.Equal(expected, LogRetentionPolicy.StepsOf(rhythm).Contains("package-cache"));

    [Theory]
    [InlineData("system.journal", false)]
    [InlineData("user-1000.journal", false)]
    [InlineData("syslog.1", false)]
    [InlineData("system@0123456789abcdef0123456789abcdef-0000000000000001-0005f5e1000f4240.journal", true)]
    [InlineData("user-1000@0123456789abcdef0123456789abcdef-0000000000000001-0005f5e1000f4240.journal", true)]
    [InlineData("system@0005f5e1000f4240-0123456789abcdef.journal~", true)]
    [InlineData("system@zzz-0123456789abcdef.journal~", false)]
    public void ReadTime_NameOfJournalFile_IsItsFirstEntry(string name, bool isArchived)
    {
        var time = JournalFileName.ReadTime(name);
        Assert.Equal(isArchived ? DateTimeOffset.UnixEpoch.AddMicroseconds(0x0005f5e1000f4240) : (DateTimeOffset?)null, time);
    }
}
