using System.Globalization;
using AutoCore.Policies.Clock;

namespace AutoCore.Policies.Tests.Clock;

/// <summary>Time zones as <c>TZ</c> has them on small systems; hours are those of the C library (<c>TZ=… date</c>).</summary>
public sealed class PosixTimeZoneTests
{
    [Theory]
    [InlineData("BRT3", "2026-07-01T12:00", "2026-07-01T09:00")]
    [InlineData("<-03>3", "2026-01-01T01:00", "2025-12-31T22:00")]
    [InlineData("<+0530>-5:30", "2026-01-01T12:00", "2026-01-01T17:30")]
    [InlineData("UTC0", "2026-01-01T12:00", "2026-01-01T12:00")]
    [InlineData("CET-1CEST,M3.5.0,M10.5.0/3", "2026-01-15T12:00", "2026-01-15T13:00")]
    [InlineData("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T00:59", "2026-03-29T01:59")]
    [InlineData("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:00", "2026-03-29T03:00")]
    [InlineData("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T00:59", "2026-10-25T02:59")]
    [InlineData("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T01:00", "2026-10-25T02:00")]
    [InlineData("EST5EDT", "2026-07-01T12:00", "2026-07-01T08:00")]
    [InlineData("EST5EDT,M3.2.0/2,M11.1.0/2:00:00", "2026-11-01T06:00", "2026-11-01T01:00")]
    [InlineData("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-01-01T00:00", "2026-01-01T11:00")]
    [InlineData("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-01-01T00:00", "2026-01-01T11:00")]
    public void Read_Zone_HasItsHours(string text, string utc, string local) =>
        Assert.Equal(At(local), TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(At(utc), DateTimeKind.Utc), PosixTimeZone.Read(text)!));

    [Theory]
    [InlineData("")]
    [InlineData("BR3")]
    [InlineData("BRT")]
    [InlineData("<-03")]
    [InlineData("BRT25")]
    [InlineData("BRT3:61")]
    [InlineData("BRT3 ")]
    [InlineData("America/Nowhere")]
    [InlineData("AAA-14BBB")]
    [InlineData("AAA-13:30BBB")]
    [InlineData("AAA14BBB-14")]
    [InlineData("CET-1CEST,J60,J300")]
    [InlineData("CET-1CEST,M3.5.0")]
    [InlineData("CET-1CEST,M13.5.0,M10.5.0")]
    [InlineData("CET-1CEST,M3.6.0,M10.5.0")]
    [InlineData("CET-1CEST,M3.5.7,M10.5.0")]
    [InlineData("CET-1CEST,M3.5.0/24,M10.5.0")]
    [InlineData("CET-1CEST,M3.5.0,M3.5.0")]
    [InlineData("CET-1CEST,M3.5.0,M10.5.0,")]
    public void Read_NoZone_IsNull(string text) => Assert.Null(PosixTimeZone.Read(text));

    [Theory]
    [InlineData(null, null, false, false)]
    [InlineData(null, "Europe/Berlin", true, false)]
    [InlineData(null, "America/Sao_Paulo", false, true)]
    [InlineData("", null, false, false)]
    [InlineData("Europe/Berlin", null, true, false)]
    [InlineData(":Europe/Berlin", null, true, false)]
    [InlineData("America/Sao_Paulo", null, false, true)]
    [InlineData("America/Sao_Paulo", "America/Sao_Paulo", false, true)]
    [InlineData("BRT3", null, false, false)]
    [InlineData(":BRT3", null, false, false)]
    public void Judge_UnknownZone_IsToldWithTheRemedy(string? setting, string? systemZone, bool isKnown, bool isTold)
    {
        var (zone, problem) = ZonePolicy.Judge(setting, systemZone, _ => isKnown);

        Assert.Equal(isTold, problem?.Contains("sudo apt install tzdata", StringComparison.Ordinal) == true);
        Assert.Equal(setting?.EndsWith("BRT3", StringComparison.Ordinal) == true, zone is not null);
    }

    private static DateTime At(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);
}
