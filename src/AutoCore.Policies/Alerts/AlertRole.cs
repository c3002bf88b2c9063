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

    /// <summary>Something else tells the same.</summary>
    Ignored,
}

/// <summary>An event's meaning, and what it is about.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Key">The key of what began or is over.</param>
public readonly record struct AlertRole(AlertKind Kind, string Key)
{
    /// <summary>News by itself.</summary>
    public static AlertRole Once { get; } = new(AlertKind.Once, "");

    /// <summary>Not told.</summary>
    public static AlertRole Ignored { get; } = new(AlertKind.Ignored, "");
}
