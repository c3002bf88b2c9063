namespace AutoCore.Policies.Fleet;

/// <summary>
/// Who captures what: a function of the list and the members alone, so that all nodes with the same view come to the same result. Each camera
/// belongs to the node of the roster that the list seats it at. A member that came after the list was published takes its part by rendezvous hashing against
/// the roster as one. What belongs to a node that is no member goes by rendezvous hashing to those that are: only its cameras move, and they all come back.
/// </summary>
public sealed class FleetPlan
{
    /// <summary>The roster's name in the contest with newcomers; no node can be called so.</summary>
    private static readonly ulong RosterHash = FleetHash.Of("/roster");

    private readonly ulong[] _cameras;
    private readonly IReadOnlyList<FleetMember> _roster;
    private readonly int[] _assignments;

    /// <param name="cameras">Each camera's hash (<see cref="FleetHash.Of(string)"/> of <c>Site/Name</c>), in the order of the list.</param>
    /// <param name="roster">The nodes that the list names; may be empty.</param>
    /// <param name="assignments">The number of each camera's node in the roster.</param>
    public FleetPlan(ulong[] cameras, IReadOnlyList<FleetMember> roster, int[] assignments) =>
        (_cameras, _roster, _assignments) = (cameras, roster, assignments);

    /// <summary>Cameras of the list.</summary>
    public int Cameras => _cameras.Length;

    /// <summary>The number of each camera's owner among the members; -1 for all of them if there is no member.</summary>
    public int[] Assign(IReadOnlyList<FleetMember> members)
    {
        var owners = new int[_cameras.Length];
        if (members.Count == 0)
        {
            Array.Fill(owners, -1);
            return owners;
        }
        var numbers = members.Select((m, i) => (m.Name, i)).ToDictionary(m => m.Name, m => m.i, StringComparer.Ordinal);
        var memberOf = _roster.Select(s => numbers.GetValueOrDefault(s.Name, -1)).ToArray();
        var assigned = _roster.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        var everyone = new Rendezvous(members.Select((m, i) => (i, m)));
        var newcomers = new Rendezvous(members.Select((m, i) => (Number: i, Member: m)).Where(m => !assigned.Contains(m.Member.Name)));
        var rosterCapacity = _roster.Sum(s => s.Capacity);
        for (var i = 0; i < owners.Length; i++)
            owners[i] = _roster.Count == 0 ? everyone.Find(_cameras[i]).Node : OwnerOf(i, memberOf, everyone, newcomers, rosterCapacity);
        return owners;
    }

    private int OwnerOf(int camera, int[] memberOf, Rendezvous everyone, Rendezvous newcomers, double rosterCapacity)
    {
        var hash = _cameras[camera];
        if (!newcomers.IsEmpty && newcomers.Find(hash) is var best && best.Score > Rendezvous.Score(FleetHash.Of(hash, RosterHash), rosterCapacity))
            return best.Node;
        return memberOf[_assignments[camera]] is >= 0 and var owner ? owner : everyone.Find(hash).Node;
    }
}
