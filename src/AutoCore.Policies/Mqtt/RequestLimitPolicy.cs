namespace AutoCore.Policies.Mqtt;

/// <summary>What becomes of a request.</summary>
public enum RequestAdmission
{
    /// <summary>It is carried out after <see cref="RequestLimit.Wait"/>.</summary>
    Taken,

    /// <summary>The same is being worked on.</summary>
    Pending,

    /// <summary>Too many came in a short time.</summary>
    TooMany,
}

/// <summary>What becomes of a request, and when.</summary>
/// <param name="Admission">What.</param>
/// <param name="Wait">How long it waits for its turn; of one that is too many, until there is room for it.</param>
public readonly record struct RequestLimit(RequestAdmission Admission, TimeSpan Wait)
{
    /// <summary>The wait in whole seconds, at least one.</summary>
    public int Seconds => Math.Max(1, (int)Math.Ceiling(Wait.TotalSeconds));
}

/// <summary>
/// How many requests of one verb are carried out: each thing one at a time, and all of them so far apart from each other as the verb wants. A few that come
/// at once, as from three doors of a house, have their turn one after the other; a flood has not.
/// </summary>
public static class RequestLimitPolicy
{
    /// <summary>How many wait for their turn at most.</summary>
    public const int MostWaiting = 10;

    /// <summary>Decides on a request.</summary>
    /// <param name="isPending">Whether anything that it asks for is being worked on, or waits.</param>
    /// <param name="sinceLast">Time since the turn of the last one that was taken; negative: it is still to come; null: there was none.</param>
    /// <param name="spacing">Time from one turn to the next.</param>
    public static RequestLimit Decide(bool isPending, TimeSpan? sinceLast, TimeSpan spacing)
    {
        if (isPending)
            return new(RequestAdmission.Pending, TimeSpan.Zero);
        var wait = sinceLast is { } since && since < spacing ? spacing - since : TimeSpan.Zero;
        return wait > spacing * MostWaiting ? new(RequestAdmission.TooMany, wait - (spacing * MostWaiting)) : new(RequestAdmission.Taken, wait);
    }
}
