using AutoCore.Policies.Health;

namespace AutoCore.Policies.Alerts;

/// <summary>Something that began and is not over.</summary>
/// <param name="Severity">How bad it is now.</param>
/// <param name="Peak">How bad it was at worst: whoever was told that is told the end.</param>
/// <param name="ToldAt">When it was last told, UTC.</param>
public readonly record struct Incident(Rating Severity, Rating Peak, DateTimeOffset ToldAt)
{
    /// <summary>How long the same thing is not told again: a daemon that restarts every minute must not tell it every minute.</summary>
    public static readonly TimeSpan QuietFor = TimeSpan.FromDays(1);

    /// <summary>Whether a beginning is news, and the incident from then on.</summary>
    /// <param name="known">The incident so far, or null.</param>
    /// <param name="severity">How bad it is now.</param>
    /// <param name="now">The time, UTC.</param>
    public static (bool IsNews, Incident Next) Open(Incident? known, Rating severity, DateTimeOffset now)
    {
        if (known is not { } before)
            return (true, new(severity, severity, now));
        // Without a clock of its own a machine may start hours in the past.
        if (severity == before.Severity && (now - before.ToldAt).Duration() < QuietFor)
            return (false, before);
        return (true, new(severity, severity > before.Peak ? severity : before.Peak, now));
    }
}
