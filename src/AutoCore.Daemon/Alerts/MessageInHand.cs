namespace AutoCore.Daemon.Alerts;

/// <summary>A message that was made and is not delivered: its entries are in the outbox, under its id.</summary>
internal sealed class MessageInHand(string id, TimeSpan madeAt)
{
    /// <summary>Its own, until newer entries join it.</summary>
    public string Id { get; set; } = id;

    /// <summary>Attempts that failed since the daemon's start.</summary>
    public int Failures { get; set; }

    /// <summary>When it may be tried, on the channel's clock.</summary>
    public TimeSpan NotBefore { get; set; } = madeAt;

    /// <summary>Until when its waiting has been noted.</summary>
    public TimeSpan NotedAt { get; set; } = madeAt;

    /// <summary>Whether the far side may have it: it must stay the same message.</summary>
    public bool MayHaveArrived { get; set; }

    /// <summary>Whether the far side said that it is too large.</summary>
    public bool IsTooLarge { get; set; }

    /// <summary>Whether the far side named the time of the next attempt.</summary>
    public bool IsAskedToWait { get; set; }
}
