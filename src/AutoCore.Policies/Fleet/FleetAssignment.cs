namespace AutoCore.Policies.Fleet;

/// <summary>
/// Assignments the cameras of a list when it is published: each node's share within one camera of its exact quota, and as few cameras as possible on
/// another node than in the list before. Hashing alone spreads shares of 345 by 5 %; the seats travel with the list, so that all nodes agree on them.
/// </summary>
public static class FleetAssignment
{
    /// <summary>A camera without a node in the list before.</summary>
    public const int None = -1;

    /// <summary>The number of each camera's node in the roster.</summary>
    /// <param name="cameras">The cameras' hashes.</param>
    /// <param name="before">The number of each camera's node in the same roster as it was, or <see cref="None"/>.</param>
    /// <param name="roster">The nodes, at least one.</param>
    public static int[] Assign(ulong[] cameras, int[] before, IReadOnlyList<FleetMember> roster)
    {
        var assignments = before.ToArray();
        var loads = new int[roster.Count];
        foreach (var assignment in assignments.Where(s => s != None))
            loads[assignment]++;
        var quotas = Quotas(cameras.Length, roster, loads);
        // Whoever has too many gives those that another hash would have given away as well: any fixed choice is as good.
        foreach (var camera in Enumerable.Range(0, cameras.Length).Where(c => assignments[c] != None && loads[assignments[c]] > quotas[assignments[c]])
            .OrderBy(c => cameras[c]).ToList())
        {
            if (loads[assignments[camera]] <= quotas[assignments[camera]])
                continue;
            loads[assignments[camera]]--;
            assignments[camera] = None;
        }
        var free = Enumerable.Range(0, roster.Count)
            .SelectMany(n => Enumerable.Range(0, quotas[n] - loads[n]).Select(i => (Node: n, Order: FleetHash.Of(FleetHash.Of(roster[n].Name), (ulong)i + 1))))
            .OrderBy(f => f.Order).ToList();
        var next = 0;
        foreach (var camera in Enumerable.Range(0, cameras.Length).Where(c => assignments[c] == None).OrderBy(c => cameras[c]))
            assignments[camera] = free[next++].Node;
        return assignments;
    }

    /// <summary>Whole quotas that add up: those with the largest rest, and among equals those with the most cameras, get one more.</summary>
    private static int[] Quotas(int cameras, IReadOnlyList<FleetMember> roster, int[] loads)
    {
        var capacity = roster.Sum(s => s.Capacity);
        var exact = roster.Select(s => cameras * s.Capacity / capacity).ToArray();
        var quotas = exact.Select(q => (int)Math.Floor(q)).ToArray();
        var left = cameras - quotas.Sum();
        foreach (var node in Enumerable.Range(0, roster.Count).OrderByDescending(n => Math.Round(exact[n] - quotas[n], 6)).ThenByDescending(n => loads[n])
            .Take(left))
        {
            quotas[node]++;
        }
        return quotas;
    }
}
