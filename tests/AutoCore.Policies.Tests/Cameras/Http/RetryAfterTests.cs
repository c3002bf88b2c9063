using System.Globalization;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Hosting;

namespace AutoCore.Policies.Tests.Cameras.Http;

/// <summary>How long a camera wants to be left alone, and for how long a round does so.</summary>
public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-30T12:00:00Z", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(503, "7", null, 7)]
    [InlineData(429, " 7 ", null, 7)]
    [InlineData(503, "Mon, 30 Nov 2026 12:00:30 GMT", null, 30)]
    [InlineData(503, "Thu, 01 Jan 1970 00:01:30 GMT", "Thu, 01 Jan 1970 00:01:00 GMT", 30)]
    [InlineData(503, "Mon, 30 Nov 2026 11:00:00 GMT", null, 0)]
    [InlineData(500, "7", null, null)]
    [InlineData(200, "7", null, null)]
    [InlineData(503, null, null, null)]
    [InlineData(503, "soon", null, null)]
    [InlineData(503, "-7", null, null)]
    public void Read(int status, string? value, string? date, int? seconds) =>
        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : null, RetryAfter.Read(status, value, date, Now));

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("99999999999999999999")]
    public void Read_Absurd_IsStillATime(string seconds) => Assert.True(RetryAfter.Read(503, seconds, null, Now) > TimeSpan.FromDays(365));

    [Theory]
    [InlineData(null, 2, true)]
    [InlineData(1, 2, true)]
    [InlineData(20, 20, true)]
    [InlineData(300, 300, true)]
    [InlineData(301, 300, false)]
    public void Delay_IsAtLeastWhatIsAsked_UpToWhatARoundWaits(int? asked, int seconds, bool isWaitedFor)
    {
        TimeSpan? wish = asked is { } a ? TimeSpan.FromSeconds(a) : null;
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPolicy.Delay(1, TimeSpan.FromSeconds(2), 0.5, wish));
        Assert.Equal(isWaitedFor, RetryPolicy.IsWaitedFor(wish));
    }
}
