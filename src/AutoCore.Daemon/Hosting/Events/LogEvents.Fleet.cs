namespace AutoCore.Daemon.Hosting;

/// <content>Fleet: from 7600 on.</content>
internal static partial class LogEvents
{
    /// <summary>This node uses a camera list of the fleet: one from the broker, or at the start the one on its card.</summary>
    /// <remarks>Nothing.</remarks>
    public const int FleetListTaken = 7600;

    /// <summary>The camera list at the broker is broken, unsigned, older or incomplete; the one in use stays.</summary>
    /// <remarks>See the reason; publish it again with `autocore fleet publish`.</remarks>
    public const int FleetListRefused = 7601;

    /// <summary>This node captures another number of the fleet's cameras: the list or the nodes that take part changed.</summary>
    /// <remarks>Nothing.</remarks>
    public const int FleetShareChanged = 7602;

    /// <summary>A node of the fleet is gone; the others take over its cameras.</summary>
    /// <remarks>Look at that node.</remarks>
    public const int FleetNodeLost = 7603;

    /// <summary>A node of the fleet takes its cameras.</summary>
    /// <remarks>Nothing.</remarks>
    public const int FleetNodeBack = 7604;

    /// <summary>Two installations bear one name; one of them captures, the other stands aside.</summary>
    /// <remarks>Give each a `Node` of its own.</remarks>
    public const int FleetNameConflict = 7605;

    /// <summary>No other installation has this node's name any more.</summary>
    /// <remarks>Nothing.</remarks>
    public const int FleetNameClear = 7606;
}
