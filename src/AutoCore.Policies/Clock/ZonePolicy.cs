namespace AutoCore.Policies.Clock;

/// <summary>Which time zone pictures and messages have, where the platform's own answer would be UTC without a word.</summary>
public static class ZonePolicy
{
    /// <summary>Judges what <c>TZ</c> says.</summary>
    /// <param name="setting">The variable's value, or null if it is not set.</param>
    /// <param name="systemZone">The zone's name that <c>/etc/localtime</c> leads to, or null.</param>
    /// <param name="isKnown">Whether the zone database has a name or path.</param>
    /// <returns>The zone to use instead of the platform's, or null; and what is wrong, or null.</returns>
    public static (TimeZoneInfo? Zone, string? Problem) Judge(string? setting, string? systemZone, Func<string, bool> isKnown)
    {
        if (setting is null)
        {
            return (null, systemZone is null
                || isKnown(systemZone) ? null : $"the system's time zone {systemZone} is not in the zone database, all times are UTC: sudo apt install tzdata");
        }
        var name = setting.StartsWith(':') ? setting[1..] : setting;
        if (name.Length == 0 || isKnown(name))
            return (null, null);
        return PosixTimeZone.Read(name) is { } zone
            ? (zone, null)
            : (null, $"TZ={setting} is no time zone that is known here, all times are UTC: set a name of timedatectl list-timezones, or sudo apt install tzdata");
    }
}
