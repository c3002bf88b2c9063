using System.Collections;
using AutoCore.Policies.Clock;

namespace AutoCore.Core.Hosting;

/// <summary>The system's clock in the zone that <c>TZ</c> says, also where the platform does not know its form.</summary>
internal sealed class LocalClock : TimeProvider
{
    private const string LocalTime = "/etc/localtime";
    private const string Database = "/zoneinfo/";

    private readonly TimeZoneInfo _zone;

    private LocalClock(TimeZoneInfo zone) => _zone = zone;

    public override TimeZoneInfo LocalTimeZone => _zone;

    /// <summary>The clock.</summary>
    /// <param name="system">The system's clock.</param>
    public static TimeProvider For(IDictionary environment, TimeProvider system) => Judge(environment).Zone is { } zone ? new LocalClock(zone) : system;

    /// <summary>Why all times are UTC although another zone is set, or null.</summary>
    public static string? FindProblem(IDictionary environment) => Judge(environment).Problem;

    private static (TimeZoneInfo? Zone, string? Problem) Judge(IDictionary environment) =>
        ZonePolicy.Judge(environment["TZ"] as string, SystemZone(),
            static name => Path.IsPathRooted(name) ? File.Exists(name) : TimeZoneInfo.TryFindSystemTimeZoneById(name, out _));

    /// <summary>The zone that the system is set to, or null if that is not to be told: it is a file, or nothing, which means UTC.</summary>
    private static string? SystemZone()
    {
        var target = new FileInfo(LocalTime).LinkTarget;
        var at = target?.LastIndexOf(Database, StringComparison.Ordinal) ?? -1;
        return at < 0 ? null : target![(at + Database.Length)..];
    }
}
