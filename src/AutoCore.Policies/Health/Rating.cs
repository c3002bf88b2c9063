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
    private static readonly string[] Words = ["ok", "unknown", "warning", "critical"];

    /// <summary>The lower-case word: <c>ok</c>, <c>unknown</c>, <c>warning</c> or <c>critical</c>.</summary>
    public static string ToWord(this Rating rating) => Words[(int)rating];

    /// <summary>Reads the word back; anything else is <see cref="Rating.Unknown"/>.</summary>
    public static Rating FromWord(string? word) => Array.IndexOf(Words, word) is >= 0 and var at ? (Rating)at : Rating.Unknown;
}
