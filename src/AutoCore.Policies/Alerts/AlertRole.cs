namespace AutoCore.Policies.Alerts;

/// <summary>What an event means for the alerts.</summary>
public enum AlertKind
{
    /// <summary>News by itself.</summary>
    Once,

    /// <summary>Something began, and will be over some time.</summary>
    Opens,

    /// <summary>It is over.</summary>
    Closes,

    /// <summary>Another event tells the same, or it is about the alerts themselves.</summary>
    Ignored,
}

/// <summary>An event's meaning, and what it is about.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Key">What began or is over; with a <c>/</c> at its end, everything below.</param>
public readonly record struct AlertRole(AlertKind Kind, string Key)
{
    /// <summary>News by itself.</summary>
    public static AlertRole Once { get; } = new(AlertKind.Once, "");

    /// <summary>Not told.</summary>
    public static AlertRole Ignored { get; } = new(AlertKind.Ignored, "");

    /// <summary>The end of what a key stands for.</summary>
    public static AlertRole Closes(string key) => new(AlertKind.Closes, key);

    /// <summary>Whether a key is what this role is about.</summary>
    public bool IsAbout(string key) => Key.EndsWith('/') ? key.StartsWith(Key, StringComparison.Ordinal) : key == Key;
}
