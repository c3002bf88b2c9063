using AutoCore.Policies.Backups;
using AutoCore.Policies.Health;

namespace AutoCore.Policies.Tests.Backups;

public sealed class BackupPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Theory]
    [InlineData("too soon after the start", null, 4, null, false, false)]
    [InlineData("none yet", null, 5, null, false, true)]
    [InlineData("young", 23, 60, null, false, false)]
    [InlineData("old enough", 24, 60, null, false, true)]
    [InlineData("tried in this run", null, 600, 10, false, false)]
    [InlineData("failed a moment ago", 48, 60, 0, true, false)]
    [InlineData("failed an hour ago", 48, 600, 1, true, true)]
    public void IsDue(string why, int? newestHoursAgo, int startedMinutesAgo, int? triedHoursAgo, bool failed, bool due)
    {
        var newest = newestHoursAgo is { } hours ? Now.AddHours(-hours) : (DateTimeOffset?)null;

        Assert.True(
            due == BackupPolicy.IsDue(Now, newest, Day, TimeSpan.FromMinutes(startedMinutesAgo), triedHoursAgo is { } h ? TimeSpan.FromHours(h)
                : null, failed), why);
    }

    [Theory]
    [InlineData("fewer than kept", "3 2 1", "3", 5, "")]
    [InlineData("the oldest go", "5 4 3 2 1", "5", 3, "1 2")]
    [InlineData("keep one", "3 2 1", "3", 1, "1 2")]
    [InlineData("made with a clock far behind: it stays, and so does the newest", "9 8 7 1", "1", 2, "7 8")]
    [InlineData("made with a clock far behind, keep one: both stay", "9 8 1", "1", 1, "8")]
    [InlineData("by hand, nothing just made", "3 2 1", "", 2, "1")]
    [InlineData("nothing there", "", "", 2, "")]
    public void Excess(string why, string days, string made, int keep, string expected)
    {
        static BackupName Of(string day) => new("autocore", Now.AddDays(int.Parse(day)));
        string[] all = days.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        var excess = BackupPolicy.Excess(all.Select(Of), made.Length > 0 ? Of(made) : null, keep);

        Assert.True(excess.SequenceEqual(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Of)), why);
    }

    [Theory]
    [InlineData("many in one day: the newest of each day stays", "3.3 3.2 3.1 2.1 1.1", "3.3", 3, "3.1 3.2")]
    [InlineData("free places go to the newest others", "3.3 3.2 3.1", "3.3", 2, "3.1")]
    [InlineData("a repeat takes the place of its own day", "7.2 7.1 6.1 5.1", "7.2", 3, "7.1")]
    public void Excess_SeveralADay_KeepsTheSpan(string why, string times, string made, int keep, string expected)
    {
        static BackupName Of(string time) => new("autocore", Now.AddDays(time[0] - '0').AddHours(time[2] - '0'));

        var excess = BackupPolicy.Excess(times.Split(' ').Select(Of), Of(made), keep);

        Assert.True(excess.SequenceEqual(expected.Split(' ').Select(Of)), why);
    }

    [Theory]
    [InlineData("a partial one pushes no whole one out", "3p 2 1", "3p", 2, "")]
    [InlineData("a whole one takes the place of partial ones", "4 3p 2p 1", "4", 3, "2p 3p")]
    [InlineData("partial ones alone are kept as any others", "4p 3p 2p 1p", "4p", 2, "1p 2p")]
    [InlineData("the one just made stays, whatever its date", "4 3p", "3p", 2, "")]
    public void Excess_Partial_CountsByItself(string why, string days, string made, int keep, string expected)
    {
        static BackupName Of(string day) => new("media", Now.AddDays(day[0] - '0'), BackupKind.Folder, day.EndsWith('p'));

        var excess = BackupPolicy.Excess(days.Split(' ').Select(Of), Of(made), keep);

        Assert.True(excess.SequenceEqual(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Of)), why);
    }

    [Fact]
    public void Rate_NewestIsPartial_IsAWarning()
    {
        Assert.Equal(Rating.Warning, BackupPolicy.Rate(enabled: true, TimeSpan.Zero, Day, lastTryFailed: false, sourceDamaged: false, isPartial: true));
        Assert.Equal(Rating.Warning, BackupPolicy.Rate(enabled: false, TimeSpan.Zero, Day, lastTryFailed: false, sourceDamaged: false, isPartial: true));
        Assert.Equal(Rating.Critical, BackupPolicy.Rate(enabled: true, Day * 8, Day, lastTryFailed: false, sourceDamaged: false, isPartial: true));
    }

    [Fact]
    public void Rate_NewInstallation_IsUnknownUntilItsFirstTry()
    {
        Assert.Equal(Rating.Unknown, BackupPolicy.Rate(enabled: true, null, Day, lastTryFailed: false, sourceDamaged: false, isNew: true));
        Assert.Equal(Rating.Warning, BackupPolicy.Rate(enabled: true, null, Day, lastTryFailed: false, sourceDamaged: false, isNew: false));
    }

    [Theory]
    [InlineData("1 0 -1", 0)]
    [InlineData("300 200", null)]
    [InlineData("", null)]
    public void Newest_DatesInTheFuture_SayNothing(string days, int? expected) => Assert.Equal(
        expected is { } day ? Now.AddDays(day) : null,
        BackupPolicy.Newest(
        days.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(d => new BackupName("autocore", Now.AddDays(int.Parse(d)))), Now)?.At);

    [Theory]
    [InlineData(true, null, false, false, Rating.Warning)]
    [InlineData(false, null, false, false, Rating.Unknown)]
    [InlineData(true, 8, true, false, Rating.Critical)]
    [InlineData(true, 1, false, false, Rating.Ok)]
    [InlineData(true, 3, false, false, Rating.Warning)]
    [InlineData(true, 8, false, false, Rating.Critical)]
    [InlineData(false, 8, false, false, Rating.Ok)]
    [InlineData(true, 1, true, false, Rating.Warning)]
    [InlineData(true, null, true, false, Rating.Warning)]
    [InlineData(true, 1, false, true, Rating.Critical)]
    public void Rate(bool enabled, int? ageDays, bool failed, bool damaged, Rating rating) =>
        Assert.Equal(rating, BackupPolicy.Rate(enabled, ageDays is { } d ? TimeSpan.FromDays(d) : null, Day, failed, damaged));
}
