using System.Diagnostics;
using AutoCore.Policies.Fleet;

namespace AutoCore.Benchmarks.Fleet;

/// <summary>What one division of a large list costs a node: 345 cameras for each of a thousand nodes.</summary>
internal static class AssignmentFigures
{
    private const int Nodes = 1000;
    private const int Cameras = 345 * Nodes;
    private const int Rounds = 9;

    /// <summary>The table, headline included.</summary>
    public static string Measure()
    {
        var list = Enumerable.Range(0, Cameras).Select(i => FleetHash.Of($"Site_{i / 3}/P{(i % 3) + 1}")).ToArray();
        var roster = Enumerable.Range(0, Nodes).Select(i => new FleetMember($"pi-{i}", (i % 4) switch { 0 => 0.5, 1 => 2, _ => 1 })).ToArray();
        var free = Enumerable.Repeat(FleetAssignment.None, Cameras).ToArray();
        var assignments = FleetAssignment.Assign(list, free, roster);
        var (assigned, bare) = (new FleetPlan(list, roster, assignments), new FleetPlan(list, [], free));
        (string What, Action Run)[] cases =
        [
            ("all nodes are there", () => assigned.Assign(roster)),
            ("one is away", () => assigned.Assign(roster[1..])),
            ("a hundred are away", () => assigned.Assign(roster[100..])),
            ("one came after the list was published", () => assigned.Assign([.. roster, new("pi-new", 1)])),
            ("no node has a seat: hashing alone", () => bare.Assign(roster)),
            ("seating a new list (`fleet publish`, on one node)", () => FleetAssignment.Assign(list, free, roster)),
        ];
        var rows = cases.Select(c => $"| {c.What} | {Time(c.Run):F0} | {Allocated(c.Run):F1} |");
        return $"""
            {Cameras:N0} cameras over {Nodes:N0} nodes of three capacities. A node keeps {(sizeof(ulong) + sizeof(int)) * Cameras / 1e6:F1} MB of the list (hash and seat of each camera); medians of {Rounds}.

            | one division | ms | allocated MB |
            |---|---:|---:|
            {string.Join('\n', rows)}
            """;
    }

    private static double Time(Action run)
    {
        run();
        var samples = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            run();
            samples[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        return Measured.Median(samples);
    }

    private static double Allocated(Action run)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        run();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / 1e6;
    }
}
