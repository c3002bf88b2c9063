using AutoCore.Policies.Health;

namespace AutoCore.Policies.Alerts;

/// <summary>What an event means for the alerts; its definition says what it begins and ends.</summary>
public static class AlertPolicy
{
    /// <summary>What an event means.</summary>
    /// <param name="definition">The event.</param>
    /// <param name="severity">How bad it is: <see cref="Rating.Ok"/> ends what another one began.</param>
    /// <param name="find">The text of a fact, or null.</param>
    public static AlertRole Classify(EventDefinition definition, Rating severity, Func<string, string?> find)
    {
        // Sums of ends: what is settled tells what is over.
        if (definition.Sums is not null)
            return IsAlarm(severity) ? AlertRole.Once : AlertRole.Ignored;
        if ((definition.Opens ?? definition.Ends) is not { } condition)
            return AlertRole.Once;
        // What cannot be told (unknown) begins nothing, and ends nothing either.
        return IsAlarm(severity) ? new(AlertKind.Opens, condition.KeyOf(find)) : severity == Rating.Ok ? new(AlertKind.Closes, condition.KeyOf(find))
            : AlertRole.Once;
    }

    /// <summary>Whether someone should act.</summary>
    public static bool IsAlarm(Rating severity) => severity >= Rating.Warning;
}
