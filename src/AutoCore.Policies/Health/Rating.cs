namespace AutoCore.Policies.Health;

/// <summary>How a measured thing stands; the order is the order of badness, so that the worst is the maximum.</summary>
public enum Rating
{
    /// <summary>Within its target.</summary>
    Ok,

    /// <summary>It could not be read. Counts less than a warning: not knowing is no alarm.</summary>
    Unknown,

    /// <summary>Between target and critical.</summary>
    Warning,

    /// <summary>Someone must act.</summary>
    Critical,
}

/// <summary>The word of each rating, as payloads, status and log lines carry it.</summary>
public static class RatingNames
{
    /// <summary>The lower-case word: <c>ok</c>, <c>unknown</c>, <c>warning</c> or <c>critical</c>.</summary>
    public static string ToWord(this Rating rating) => rating switch
    {
        Rating.Ok => "ok",
        Rating.Warning => "warning",
        Rating.Critical => "critical",
        _ => "unknown",
    };

    /// <summary>Reads the word back; anything else is <see cref="Rating.Unknown"/>.</summary>
    public static Rating FromWord(string? word) => word switch
    {
        "ok" => Rating.Ok,
        "warning" => Rating.Warning,
        "critical" => Rating.Critical,
        _ => Rating.Unknown,
    };
}
