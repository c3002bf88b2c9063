namespace AutoCore.Policies.Alerts;

/// <summary>What became of an attempt.</summary>
public enum DeliveryVerdict
{
    /// <summary>The far side has it.</summary>
    Delivered,

    /// <summary>Not now: it will pass.</summary>
    TryAgain,

    /// <summary>A person must change something; it is tried on, slowly.</summary>
    NeedsPerson,

    /// <summary>This very message is not wanted: tried a few times, each time saying less, then given up. Others do not wait for it.</summary>
    NotWanted,

    /// <summary>Nobody knows whether it arrived, or for whom: tried a few times, then given up. Others do not wait for it.</summary>
    Unclear,
}

/// <summary>How an attempt ended.</summary>
/// <param name="Verdict">What became of it.</param>
/// <param name="Reason">In words, without secrets.</param>
/// <param name="RetryAfter">When the far side wants to be asked again, or null.</param>
/// <param name="MayHaveArrived">Whether the far side may have it all the same: its answer did not come.</param>
/// <param name="IsTooLarge">Whether the far side said that it is too large.</param>
public readonly record struct Delivery(
    DeliveryVerdict Verdict, string Reason, TimeSpan? RetryAfter = null, bool MayHaveArrived = false, bool IsTooLarge = false)
{
    /// <summary>The far side has it.</summary>
    public static Delivery Done(string reason) => new(DeliveryVerdict.Delivered, reason);

    /// <summary>Not now.</summary>
    public static Delivery Later(string reason) => new(DeliveryVerdict.TryAgain, reason);

    /// <summary>No answer came in time, or not a whole one.</summary>
    public static Delivery NoAnswer(string reason) => new(DeliveryVerdict.TryAgain, reason) { MayHaveArrived = true };

    /// <summary>A person must change something.</summary>
    public static Delivery Person(string reason) => new(DeliveryVerdict.NeedsPerson, reason);
}
