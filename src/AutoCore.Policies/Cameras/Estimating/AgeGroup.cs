namespace AutoCore.Policies.Cameras.Estimating;

/// <summary>How old a picture is, as <c>autocore stats</c> groups them; each picture belongs to one group.</summary>
public enum AgeGroup
{
    /// <summary>Of the present local day, or later.</summary>
    Today,

    /// <summary>One to seven days.</summary>
    Week,

    /// <summary>Eight to thirty days.</summary>
    Month,

    /// <summary>More than thirty days.</summary>
    Older,
}

/// <summary>Puts a day into its group.</summary>
public static class AgePolicy
{
    /// <summary>The group of pictures of a day.</summary>
    public static AgeGroup GroupOf(DateOnly day, DateOnly today) => (today.DayNumber - day.DayNumber) switch
    {
        <= 0 => AgeGroup.Today,
        <= 7 => AgeGroup.Week,
        <= 30 => AgeGroup.Month,
        _ => AgeGroup.Older,
    };
}
