using AutoCore.Policies.Fleet;

namespace AutoCore.Policies.Tests.Fleet;

/// <summary>A thousand nodes that come and go, and 345 cameras for each, without a network.</summary>
public sealed class FleetSimulationTests
{
    private const int Nodes = 1000;
    private const int Cameras = 345_000;

    /// <summary>Half the nodes are of capacity 1, the others of half or twice that.</summary>
    private static readonly FleetMember[] Roster =
        [.. Enumerable.Range(0, Nodes).Select(i => new FleetMember($"pi-{i}", (i % 4) switch { 0 => 0.5, 1 => 2, _ => 1 }))];

    private static readonly ulong[] List = [.. Enumerable.Range(0, Cameras).Select(i => FleetHash.Of($"Site_{i / 3}/P{(i % 3) + 1}"))];

    private static readonly int[] Assignments = FleetAssignment.Assign(List, Enumerable.Repeat(FleetAssignment.None, Cameras).ToArray(), Roster);

    private static readonly FleetPlan Plan = new(List, Roster, Assignments);

    [Fact]
    public void Assign_NodesComeAndGo_SharesStayWithinTenPerCentAndOnlyTheirCamerasMove()
    {
        var random = new Random(345);
        var members = Roster.ToList();
        var absent = new List<FleetMember>();
        var before = Owners(members);
        AssertShares(members, before, 0.001);
        for (var change = 0; change < 60; change++)
        {
            var comes = absent.Count > 0 && random.Next(3) == 0;
            var (from, to) = comes ? (absent, members) : (members, absent);
            var node = from[random.Next(from.Count)];
            from.Remove(node);
            to.Add(node);
            var after = Owners(members);
            var share = Math.Max(before.Count(o => o == node.Name), after.Count(o => o == node.Name));
            var moved = before.Zip(after).Count(c => c.First != c.Second);
            Assert.True(moved <= 1.1 * share, $"{node} {(comes ? "came" : "went")}: {moved} cameras moved, its share is {share}");
            AssertShares(members, after, 0.10);
            before = after;
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Assign_ManyNodesAway_SharesOfTheOthersStayWithinTenPerCent(double away)
    {
        var members = Roster.Where((_, i) => FleetHash.Of($"away {i}") % 1000 >= away * 1000).ToList();

        AssertShares(members, Owners(members), 0.10, leastShare: 345);
    }

    [Fact]
    public void Assign_NodeAddedToTheRoster_MovesItsShareOnly()
    {
        var grown = Roster.Append(new("pi-new", 1)).ToList();

        var after = FleetAssignment.Assign(List, Assignments, grown);

        Assert.All(Assignments.Zip(after).Where(c => c.First != c.Second), c => Assert.Equal(Nodes, c.Second));
        AssertShares(grown, [.. after.Select(s => grown[s].Name)], 0);
    }

    [Fact]
    public void Assign_NodeTakenFromTheRoster_MovesItsShareOnly()
    {
        var smaller = Roster[1..];

        var after = FleetAssignment.Assign(List, [.. Assignments.Select(s => s - 1)], smaller);

        Assert.All(Assignments.Zip(after).Where(c => c.First - 1 != c.Second), c => Assert.Equal(0, c.First));
        AssertShares(smaller, [.. after.Select(s => smaller[s].Name)], 0);
    }

    [Fact]
    public void Assign_CamerasAddedAndRemoved_MovesHardlyAnyOther()
    {
        var (removed, added) = (200, 500);
        ulong[] list = [.. List[removed..], .. Enumerable.Range(0, added).Select(i => FleetHash.Of($"Site_new/P{i}"))];
        int[] before = [.. Assignments[removed..], .. Enumerable.Repeat(FleetAssignment.None, added)];

        var after = FleetAssignment.Assign(list, before, Roster);

        Assert.True(before.Zip(after).Count(c => c.First != FleetAssignment.None && c.First != c.Second) <= removed + added);
        AssertShares(Roster, [.. after.Select(s => Roster[s].Name)], 0);
    }

    [Fact]
    public void Assign_NewcomerOutsideTheRoster_TakesItsPartAndMovesNothingElse()
    {
        var (before, after) = (Owners(Roster), Owners([.. Roster, new("pi-new", 2)]));

        var moved = before.Zip(after).Where(c => c.First != c.Second).ToList();

        Assert.All(moved, m => Assert.Equal("pi-new", m.Second));
        Assert.InRange(moved.Count, 0.8 * 2 * Cameras / Roster.Sum(s => s.Capacity), 1.2 * 2 * Cameras / Roster.Sum(s => s.Capacity));
    }

    [Fact]
    public void Assign_MembersInAnyOrder_IsTheSame()
    {
        var shuffled = Roster.ToArray();
        new Random(7).Shuffle(shuffled);

        Assert.Equal(Owners(Roster), Owners(shuffled));
    }

    private static string[] Owners(IReadOnlyList<FleetMember> members) => [.. Plan.Assign(members).Select(o => members[o].Name)];

    private static void AssertShares(IReadOnlyList<FleetMember> members, string[] owners, double tolerance, double leastShare = 0)
    {
        var counts = owners.CountBy(o => o).ToDictionary();
        var capacity = members.Sum(m => m.Capacity);
        foreach (var member in members)
        {
            var fair = owners.Length * member.Capacity / capacity;
            // Whole cameras only: one more or less is no imbalance.
            if (fair >= leastShare)
            {
                Assert.True(Math.Abs(counts.GetValueOrDefault(member.Name) - fair) <= (tolerance * fair) + 1,
                    $"{member}: {counts.GetValueOrDefault(member.Name)} cameras instead of {fair:0}");
            }
        }
    }
}
