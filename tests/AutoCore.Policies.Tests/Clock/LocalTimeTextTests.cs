using AutoCore.Policies.Clock;

namespace AutoCore.Policies.Tests.Clock;

/// <summary>How commands write a time.</summary>
public sealed class LocalTimeTextTests
{
    [Theory]
    [InlineData(-3, "2026-11-29 13:31:11 -03:00")]
    [InlineData(0, "2026-11-29 16:31:11 +00:00")]
    [InlineData(5.5, "2026-11-29 22:01:11 +05:30")]
    public void Time_IsLocalWithItsDistanceFromUtc(double hours, string expected)
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("there", TimeSpan.FromHours(hours), "there", "there");
        Assert.Equal(expected, LocalTimeText.Of(new(2026, 11, 29, 16, 31, 11, 800, TimeSpan.Zero), zone));
    }
}
