namespace AutoCore.Policies.Cameras.Scheduling;

/// <summary>
/// When it is day: while the sun's upper limb is above the horizon, refraction included. The sun's place is that of the Astronomical Almanac's short
/// formula (0.01° from 1950 to 2050, about a minute of a sunrise below the polar circles); polar day and night come out of it by themselves.
/// </summary>
public static class SunPolicy
{
    /// <summary>The height of the sun's centre at sunrise and sunset, in degrees.</summary>
    public const double Horizon = -0.833;

    private const double HoursADay = 24;

    /// <summary>Farther than the longest polar night.</summary>
    private const int MostDays = 200;

    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Whether it is day.</summary>
    public static bool IsUp(DateTimeOffset at, GeoPlace place) => Elevation(at, place) > Horizon;

    /// <summary>The height of the sun's centre above the horizon without air, in degrees.</summary>
    public static double Elevation(DateTimeOffset at, GeoPlace place)
    {
        var (sine, hourAngle) = Look(at, place);
        var latitude = Radians(place.Latitude);
        return Degrees(Math.Asin(Math.Sin(latitude) * sine + Math.Cos(latitude) * Math.Sqrt(1 - sine * sine) * Math.Cos(hourAngle)));
    }

    /// <summary>The next sunrise, to the second; null if there is none in the coming half year.</summary>
    public static DateTimeOffset? NextRise(DateTimeOffset now, GeoPlace place)
    {
        // The sun climbs between a midnight and a noon; at the poles its one climb of the year may as well end after a noon.
        var before = NoonNear(now, place).AddHours(-HoursADay / 2);
        for (var half = 0; half <= 2 * MostDays; half++)
        {
            var after = before.AddHours(HoursADay / 2);
            if (!IsUp(before, place) && IsUp(after, place) && Crossing(before, after, place) is var rise && rise > now)
                return rise;
            before = after;
        }
        return null;
    }

    /// <summary>The moment when the sun stands highest, within half a day of the one given.</summary>
    private static DateTimeOffset NoonNear(DateTimeOffset at, GeoPlace place) =>
        at.AddHours(-Math.IEEERemainder(Look(at, place).HourAngle, Math.Tau) / Math.Tau * HoursADay);

    private static DateTimeOffset Crossing(DateTimeOffset dark, DateTimeOffset bright, GeoPlace place)
    {
        while (bright - dark > TimeSpan.FromSeconds(1))
        {
            var between = dark + (bright - dark) / 2;
            if (IsUp(between, place))
                bright = between;
            else
                dark = between;
        }
        return bright;
    }

    /// <summary>The sine of the sun's declination, and how far it has gone past the meridian, in radians.</summary>
    private static (double Sine, double HourAngle) Look(DateTimeOffset at, GeoPlace place)
    {
        var days = (at - Epoch).TotalDays;
        var anomaly = Radians(357.528 + 0.9856003 * days);
        var longitude = Radians(280.460 + 0.9856474 * days + 1.915 * Math.Sin(anomaly) + 0.020 * Math.Sin(2 * anomaly));
        var obliquity = Radians(23.439 - 0.0000004 * days);
        var ascension = Math.Atan2(Math.Cos(obliquity) * Math.Sin(longitude), Math.Cos(longitude));
        var sidereal = Radians(15 * (18.697374558 + 24.06570982441908 * days) + place.Longitude);
        return (Math.Sin(obliquity) * Math.Sin(longitude), sidereal - ascension);
    }

    private static double Radians(double degrees) => degrees / 180 * Math.PI;

    private static double Degrees(double radians) => radians / Math.PI * 180;
}
