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
    [InlineData(503, "Mon Nov 30 12:00:30 2026", null, 30)]
    [InlineData(429, "Tue Dec  1 12:00:00 2026", null, 86_400)]
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
    [InlineData(30, 30, true)]
    [InlineData(31, 31, false)]
    [InlineData(240, 240, false)]
    [InlineData(301, 300, false)]
    public void Delay_IsAtLeastWhatIsAsked_UpToWhatARoundWaits(int? asked, int seconds, bool isWaitedFor)
    {
        TimeSpan? wish = asked is { } a ? TimeSpan.FromSeconds(a) : null;
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPolicy.Delay(1, TimeSpan.FromSeconds(2), 0.5, wish));
        Assert.Equal(isWaitedFor, RetryPolicy.IsWaitedFor(wish));
    }

    [Theory]
    [InlineData(9999, false, false, 9999)]
    [InlineData(null, false, true, null)]
    [InlineData(0, false, false, null)]
    [InlineData(null, true, true, 300)]
    [InlineData(null, true, false, 60)]
    [InlineData(1800, true, false, 1800)]
    [InlineData(2, true, true, 300)]
    [InlineData(1800, true, true, 1800)]
    [InlineData(int.MaxValue, true, true, 86_400)]
    [InlineData(int.MaxValue, false, false, 86_400)]
    public void Hold_IsWhatIsAsked_OrALoginsRest_ADayAtMost(int? asked, bool isLogin, bool isRefused, int? seconds) =>
        Assert.Equal(seconds, (int?)RetryPolicy.Hold(asked is { } a ? TimeSpan.FromSeconds(a) : null, isLogin, isRefused)?.TotalSeconds);

    [Theory]
    [InlineData(10, 360, "10 s, 5 min for a wait and 20 s to 2 min for a host", 430)]
    [InlineData(3600, 360, "a try as long as it may", 4020)]
    [InlineData(3600, 1, "no longer than the deadline", 600)]
    public void LongestSilence_IsOneTryAndItsWaits_WithinTheDeadline(int longestTry, int minutes, string why, int seconds) =>
        Assert.Equal((why, seconds), (why, RoundPolicy.LongestSilence(TimeSpan.FromSeconds(longestTry), TimeSpan.FromMinutes(minutes)).TotalSeconds));

    [Theory]
    [InlineData(70, 230, 60, true)]
    [InlineData(60, 60, 60, false)]
    [InlineData(20, 230, 60, false)]
    [InlineData(100, 200, 240, false)]
    public void Repeat_SkipsWhoHadATurnSince_OrHasOneWithinAMinute(int sinceTurn, int toTurn, int sinceRepeat, bool isAsked) =>
        Assert.Equal(isAsked, RepeatPolicy.Asks(TimeSpan.FromSeconds(sinceTurn), TimeSpan.FromSeconds(toTurn), TimeSpan.FromSeconds(sinceRepeat)));
}
