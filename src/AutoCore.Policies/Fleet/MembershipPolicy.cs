namespace AutoCore.Policies.Fleet;

/// <summary>What is known of a node.</summary>
/// <param name="IsOnline">What its <c>status</c> says.</param>
/// <param name="IsActive">Whether its <c>info</c> says that it takes part in this fleet.</param>
/// <param name="MissedLooks">How often in a row no <c>health</c> of it was there; the broker forgets that of a node that stopped.</param>
/// <param name="WasMember">Whether it was a member when this node lost the broker, and has not been heard of alive since.</param>
public readonly record struct NodeSigns(bool IsOnline, bool IsActive, int MissedLooks, bool WasMember);

/// <summary>
/// Which nodes share the cameras. While the views of two nodes differ, each acts by its own: a camera that both take for theirs is captured
/// twice, one that both take for the other's is captured when the views agree again, since every change of a share looks for what is missing.
/// </summary>
public static class MembershipPolicy
{
    /// <summary>The keep-alive in a fleet: a cut link is noticed within one and a half of it.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);

    /// <summary>How long the broker waits with a node's will: a connection that is back by then was never gone.</summary>
    public static readonly TimeSpan WillDelay = TimeSpan.FromSeconds(3);

    /// <summary>The longest wait between two tries to reach the broker.</summary>
    public static readonly TimeSpan LongestReconnect = TimeSpan.FromSeconds(10);

    /// <summary>After the broker was away, those who were members stay so until all had time to come back.</summary>
    public static readonly TimeSpan Regathering = LongestReconnect * 2;

    /// <summary>Changes that come together are taken together.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    /// <summary>How long a node that starts waits for the broker before it captures its share alone.</summary>
    public static readonly TimeSpan Alone = TimeSpan.FromSeconds(30);

    /// <summary>Nodes that are followed at most; beyond, further names are ignored.</summary>
    public const int MostNodes = 10_000;

    /// <summary>Looks without health in a row after which a node that claims to be online is not believed.</summary>
    public const int MissesAllowed = 1;

    /// <summary>Messages a second that one look after all nodes' health may bring on average.</summary>
    private const double LookMessagesPerSecond = 3;

    /// <summary>Whether a node shares the cameras.</summary>
    public static bool IsMember(NodeSigns node) => node.WasMember || (node.IsOnline && node.IsActive && node.MissedLooks <= MissesAllowed);

    /// <summary>Time from one look after health to the next: the time in which a health expires, longer for many nodes, so that nobody drowns in
    /// messages.</summary>
    public static TimeSpan LookInterval(TimeSpan healthExpiry, int nodes)
    {
        var bounded = TimeSpan.FromSeconds(nodes / LookMessagesPerSecond);
        return bounded > healthExpiry ? bounded : healthExpiry;
    }
}
