using AutoCore.Policies.Telemetry;

namespace AutoCore.Policies.Tests.Telemetry;

public sealed class TimestampPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(TimestampFormat.Iso8601, "2026-11-29 11:00:00", "2026-11-01T11:00:00Z", true)]
    [InlineData(TimestampFormat.Iso8601, "2026-11-29T11:00:00.123456789+02:00", "1970-01-01 00:00:10", true)]
    [InlineData(TimestampFormat.Iso8601, "29/11/2026", "01/11/2026", false)]
    [InlineData(TimestampFormat.Iso8601, "2026-29-11", "2026-01-11", false)]
    [InlineData(TimestampFormat.Iso8601, 1795950000L, 1793520000L, false)]
    [InlineData(TimestampFormat.Iso8601, "", "", false)]
    [InlineData(TimestampFormat.Iso8601, "2126-11-29", "2026-11-01", false)]
    [InlineData(TimestampFormat.UnixSeconds, 1795950000L, 1793520000L, true)]
    [InlineData(TimestampFormat.UnixSeconds, "1795950000.5", 12L, true)]
    [InlineData(TimestampFormat.UnixSeconds, 1795950000000L, 1793520000000L, false)]
    [InlineData(TimestampFormat.UnixSeconds, 5L, 1L, false)]
    [InlineData(TimestampFormat.UnixSeconds, 20261129L, 20261101L, false)]
    [InlineData(TimestampFormat.UnixSeconds, 2461373L, 2461345L, false)]
    [InlineData(TimestampFormat.UnixSeconds, 1795950000L, 2114380800L, true)]
    [InlineData(TimestampFormat.Iso8601, "2026-11-29", "2037-01-01T00:00:00", true)]
    [InlineData(TimestampFormat.UnixSeconds, -5L, -9L, false)]
    [InlineData(TimestampFormat.UnixMilliseconds, 1795950000000L, 5000L, true)]
    [InlineData(TimestampFormat.UnixMilliseconds, 1795950000L, 1793520000L, false)]
    [InlineData(TimestampFormat.UnixMilliseconds, 1795950000000L, 1793520000L, false)]
    [InlineData(TimestampFormat.UnixMilliseconds, 1795950000000000L, 1793520000000000L, false)]
    [InlineData(TimestampFormat.UnixMicroseconds, 1795950000000000L, 1793520000000000L, true)]
    [InlineData(TimestampFormat.Auto, "yesterday", "yesterday", false)]
    public void Evaluate_ConfiguredFormat_FitsOrIsRefused(TimestampFormat configured, object newest, object oldest, bool fits) =>
        Assert.Equal(fits, TimestampPolicy.Evaluate(configured, [newest], [oldest], Now).Problem is null);

    [Theory]
    [InlineData("2026-11-29 11:00:00", TimestampFormat.Iso8601)]
    [InlineData(1795950000L, TimestampFormat.UnixSeconds)]
    [InlineData(1795950000000L, TimestampFormat.UnixMilliseconds)]
    [InlineData(1795950000000000L, TimestampFormat.UnixMicroseconds)]
    public void Evaluate_Auto_TakesTheFormatOfTheNewest(object newest, TimestampFormat expected) =>
        Assert.Equal(expected, TimestampPolicy.Evaluate(TimestampFormat.Auto, [newest], [newest], Now).Format);

    [Theory]
    [InlineData(TimestampFormat.Iso8601)]
    [InlineData(TimestampFormat.Auto)]
    public void Evaluate_NoRows_HasNothingAgainstIt(TimestampFormat configured)
    {
        var verdict = TimestampPolicy.Evaluate(configured, [], [], Now);
        Assert.Null(verdict.Problem);
        Assert.NotEqual(TimestampFormat.Auto, verdict.Format);
    }

    [Fact]
    public void Evaluate_FewRowsWithoutATime_DoNotMatter() =>
        Assert.Null(TimestampPolicy.Evaluate(TimestampFormat.UnixSeconds, [null, 1795950000L, 1795950000L], [null, "never", 1793520000L], Now).Problem);

    [Fact]
    public void Evaluate_OldestRow_IsTold() =>
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero),
            TimestampPolicy.Evaluate(TimestampFormat.Iso8601, ["2026-11-29"], [null, "2026-11-01T10:00"], Now).Oldest);
}
