using AutoCore.Policies.Health;

namespace AutoCore.Web.Data;

/// <summary>One of several nodes that share the cameras.</summary>
internal sealed record FleetNode(string Name, bool IsOnline, Rating Rating, int Cameras, double Capacity, DateTimeOffset? LastSeen);

/// <summary>All nodes, this one included.</summary>
internal sealed record FleetState(DateTimeOffset At, IReadOnlyList<FleetNode> Nodes);

/// <summary>The nodes of the fleet, as this node's daemon sees them.</summary>
internal sealed class FleetSource(RuntimeFiles runtime)
{
    /// <summary>The fleet; null if this node works alone.</summary>
    public FleetState? Read()
    {
        if (runtime.Read(RuntimeFiles.Fleet) is not { } fleet || !fleet.TryGetProperty("nodes", out var nodes) || nodes.ValueKind != JsonValueKind.Array)
            return null;
        return new(fleet.Time("ts") ?? DateTimeOffset.UnixEpoch,
        [
            .. from node in nodes.EnumerateArray()
               where node.ValueKind == JsonValueKind.Object && node.Text("name") is not null
               select new FleetNode(node.Text("name")!, node.Number("online") == 1, RatingNames.FromWord(node.Text("rating")),
                   (int)(node.Number("cameras") ?? 0), node.Number("capacity") ?? 1, node.Time("last_seen_ts")),
        ]);
    }
}
