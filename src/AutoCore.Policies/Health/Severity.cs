namespace AutoCore.Policies.Health;

/// <summary>How bad an event is; the numbers are those of the log's levels.</summary>
public enum Severity
{
    /// <summary>For those who look for a mistake.</summary>
    Debug = 1,

    /// <summary>News.</summary>
    Info = 2,

    /// <summary>Someone should look.</summary>
    Warning = 3,

    /// <summary>Someone must act.</summary>
    Error = 4,

    /// <summary>Someone must act at once: what is stored is in danger.</summary>
    Critical = 5,
}

/// <summary>Severities of the log and ratings of the board, one by the other.</summary>
public static class SeverityNames
{
    /// <summary>As payloads and alerts tell it.</summary>
    public static Rating ToRating(this Severity severity) => severity switch
    {
        >= Severity.Error => Rating.Critical,
        Severity.Warning => Rating.Warning,
        _ => Rating.Ok,
    };

    /// <summary>As the log tells it.</summary>
    public static Severity ToSeverity(this Rating rating) => rating switch
    {
        Rating.Critical => Severity.Error,
        Rating.Warning => Severity.Warning,
        _ => Severity.Info,
    };
}
