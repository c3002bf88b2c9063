using AutoCore.Policies.Fleet;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Fleet;

/// <summary>What is known of one node; changed under the lock of <see cref="FleetView"/> only.</summary>
internal sealed class FleetNode(string name)
{
    public string Name => name;

    /// <summary>What <c>status</c> says.</summary>
    public bool IsOnline { get; set; }

    /// <summary>Whether <c>info</c> says that it takes part in this fleet now.</summary>
    public bool IsActive { get; set; }

    /// <summary>When it last told of itself, by its own clock.</summary>
    public long ToldAt { get; set; }

    /// <summary>The same as it was when this node's last connection ended; null if it was no member then.</summary>
    public long? ToldBefore { get; set; }

    public double Capacity { get; set; } = 1;

    /// <summary>What <c>health</c> said last.</summary>
    public Rating Rating { get; set; } = Rating.Unknown;

    /// <summary>Looks in a row without <c>health</c>.</summary>
    public int MissedLooks { get; set; }

    /// <summary>Whether the present look found its <c>health</c>.</summary>
    public bool IsSeenInLook { get; set; }

    /// <summary>Whether it counts as a member until all had time to come back to the broker.</summary>
    public bool IsHeld { get; set; }

    public DateTimeOffset LastSeen { get; set; }

    public NodeSigns Signs => new(IsOnline, IsActive, MissedLooks, IsHeld);
}
