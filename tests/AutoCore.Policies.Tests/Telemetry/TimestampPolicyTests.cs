using System.Globalization;
using AutoCore.Policies.Telemetry;

namespace AutoCore.Policies.Tests.Telemetry;

public sealed class TimestampPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(TimestampFormat.Iso8601, "t2026-11-29 11:00:00", "t2026-11-01T11:00:00Z", true)]
    [InlineData(TimestampFormat.Iso8601, "t2026-11-29T11:00:00.123456789+02:00", "t1970-01-01 00:00:10", true)]
    [InlineData(TimestampFormat.Iso8601, "t29/11/2026", "t01/11/2026", false)]
    [InlineData(TimestampFormat.Iso8601, "t2026-29-11", "t2026-01-11", false)]
    [InlineData(TimestampFormat.Iso8601, "n1795950000", "n1793520000", false)]
    [InlineData(TimestampFormat.Iso8601, "t", "t", false)]
    [InlineData(TimestampFormat.Iso8601, "t2126-11-29", "t2026-11-01", false)]
    [InlineData(TimestampFormat.UnixSeconds, "n1795950000", "n1793520000", true)]
    [InlineData(TimestampFormat.UnixSeconds, "t1795950000.5", "n12", true)]
    [InlineData(TimestampFormat.UnixSeconds, "n1795950000000", "n1793520000000", false)]
    [InlineData(TimestampFormat.UnixSeconds, "n5", "n1", true)]
    [InlineData(TimestampFormat.UnixSeconds, "n-5", "n-9", false)]
    [InlineData(TimestampFormat.UnixMilliseconds, "n1795950000000", "n5000", true)]
    [InlineData(TimestampFormat.UnixMilliseconds, "n1795950000", "n1793520000", false)]
    [InlineData(TimestampFormat.UnixMilliseconds, "n1795950000000", "n1793520000", false)]
    [InlineData(TimestampFormat.UnixMilliseconds, "n1795950000000000", "n1793520000000000", false)]
    [InlineData(TimestampFormat.UnixMicroseconds, "n1795950000000000", "n1793520000000000", true)]
    [InlineData(TimestampFormat.Auto, "tyesterday", "tyesterday", false)]
    public void Judge_ConfiguredFormat_FitsOrIsRefused(TimestampFormat configured, string newest, string oldest, bool fits) =>
        Assert.Equal(fits, TimestampPolicy.Judge(configured, [Value(newest)], [Value(oldest)], Now).Problem is null);

    [Theory]
    [InlineData("t2026-11-29 11:00:00", TimestampFormat.Iso8601)]
    [InlineData("n1795950000", TimestampFormat.UnixSeconds)]
    [InlineData("n1795950000000", TimestampFormat.UnixMilliseconds)]
    [InlineData("n1795950000000000", TimestampFormat.UnixMicroseconds)]
    public void Judge_Auto_TakesTheFormatOfTheNewest(string newest, TimestampFormat expected) =>
        Assert.Equal(expected, TimestampPolicy.Judge(TimestampFormat.Auto, [Value(newest)], [Value(newest)], Now).Format);

    [Theory]
    [InlineData(TimestampFormat.Iso8601)]
    [InlineData(TimestampFormat.Auto)]
    public void Judge_NoRows_HasNothingAgainstIt(TimestampFormat configured)
    {
        var verdict = TimestampPolicy.Judge(configured, [], [], Now);
        Assert.Null(verdict.Problem);
        Assert.NotEqual(TimestampFormat.Auto, verdict.Format);
    }

    [Fact]
    public void Judge_FewRowsWithoutATime_DoNotMatter() =>
        Assert.Null(TimestampPolicy.Judge(TimestampFormat.UnixSeconds, [null, 1795950000L, 1795950000L], [null, "never", 1793520000L], Now).Problem);

    [Fact]
    public void Judge_OldestRow_IsTold() =>
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), TimestampPolicy.Judge(TimestampFormat.Iso8601, ["2026-11-29"], [null, "2026-11-01T10:00"], Now).Oldest);

    /// <summary>A text or a number as SQLite gives it.</summary>
    private static object Value(string written)
    {
        if (written[0] == 't')
            return written[1..];
        return long.Parse(written[1..], CultureInfo.InvariantCulture);
    }
}
