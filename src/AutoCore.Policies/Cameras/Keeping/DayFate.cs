namespace AutoCore.Policies.Cameras.Keeping;

/// <summary>What retention does with a day's pictures.</summary>
public enum DayFate
{
    /// <summary>All stay; the day need not be looked into.</summary>
    Keep,

    /// <summary>The first of each hour stays, of each camera.</summary>
    OnePerHour,

    /// <summary>The first of the day stays, of each camera.</summary>
    OnePerDay,

    /// <summary>All go.</summary>
    Delete,
}
