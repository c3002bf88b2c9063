namespace AutoCore.Policies.Fleet;

/// <summary>
/// Weighted rendezvous hashing: each camera goes to the node with the highest score. A node that leaves gives up its own cameras only, and a node
/// that comes takes only what it will keep. Nodes of equal capacity are compared by their bare hashes, so that a logarithm is needed only for each capacity.
/// </summary>
internal sealed class Rendezvous
{
    private readonly (double Capacity, ulong[] Hashes, int[] Nodes)[] _classes;

    /// <param name="assignments">The nodes, with the number by which each is known to the caller.</param>
    public Rendezvous(IEnumerable<(int Node, FleetMember Member)> assignments) => _classes =
    [
        .. assignments.GroupBy(s => s.Member.Capacity).OrderBy(g => g.Key)
        .Select(g => (g.Key, g.Select(s => FleetHash.Of(s.Member.Name)).ToArray(), g.Select(s => s.Node).ToArray())),
    ];

    /// <summary>Whether there is no node.</summary>
    public bool IsEmpty => _classes.Length == 0;

    /// <summary>The node with the highest score for a camera, and that score; -1 without any.</summary>
    public (int Node, double Score) Find(ulong camera)
    {
        var (winner, highest) = (-1, double.NegativeInfinity);
        foreach (var (capacity, hashes, nodes) in _classes)
        {
            var best = 0;
            var most = FleetHash.Of(camera, hashes[0]);
            for (var i = 1; i < hashes.Length; i++)
            {
                var hash = FleetHash.Of(camera, hashes[i]);
                if (hash > most)
                    (best, most) = (i, hash);
            }
            var score = Score(most, capacity);
            if (score > highest)
                (winner, highest) = (nodes[best], score);
        }
        return (winner, highest);
    }

    /// <summary>A hash made a number between 0 and 1, and weighted so that the chance to win is the share of the capacity.</summary>
    public static double Score(ulong hash, double capacity) => -capacity / Math.Log(((hash >> 11) + 0.5) * (1.0 / (1UL << 53)));
}
