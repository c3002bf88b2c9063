using System.Globalization;
using AutoCore.Benchmarks.Footprint;
using AutoCore.Testing;

namespace AutoCore.Benchmarks.Fleet;

/// <summary>What a fleet asks of its broker, from a handful of nodes to a thousand, and what dividing a large list asks of a node.</summary>
internal static class FleetBenchmark
{
    private const int CamerasPerNode = 345;

    /// <summary>Of a long list each node fetches its beginning only: a thousand nodes would fetch 40 GB.</summary>
    private const int MostParts = 20;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(10);

    /// <summary>After this what is still on its way has come, and the broker has told its counters.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1.5);

    /// <summary>Fleets of usual size, and the division of a list.</summary>
    public static async Task RunAsync(TextWriter section)
    {
        await section.WriteLineAsync($"""
            ## A fleet and its broker

            A real mosquitto with persistence on loopback, `max_queued_messages` four times the number of nodes (at least the default), QoS 1, and simulated nodes in one process: the daemon's own connection, messages
            and view of the others, each on a thread of its own, default intervals, Home Assistant's discovery on; no pictures and no cards. Messages are counted at the nodes, without acknowledgements;
            bytes are topics and payloads. The broker shares the processors with all nodes. {Rest.TotalSeconds:F0} s at rest (health each 30 s, looks after the health of all) and {Round.TotalSeconds:F0} s in the midst of a round (each
            node tells once a second what it has stored, at 20 pictures a second); then what happens now and then, until every node has seen it: a node that goes says `offline` itself, which is the message that
            its will would be. {Measured.Machine}. `dotnet run -c Release --project tests/AutoCore.Benchmarks -- fleet`, and `fleet-large` for a thousand.

            {await TableAsync(100, 3, 100)}

            ### Dividing the list

            {AssignmentFigures.Measure()}
            """);
    }

    /// <summary>A thousand nodes, which take minutes.</summary>
    public static async Task RunLargeAsync(TextWriter section) =>
        await section.WriteLineAsync($"""
            ## A fleet of a thousand

            As *A fleet and its broker*, with the nodes coming more slowly. {Measured.Machine}. `dotnet run -c Release --project tests/AutoCore.Benchmarks -- fleet-large`.

            {await TableAsync(4, 1000)}
            """);

    private static async Task<string> TableAsync(int perSecond, params int[] sizes)
    {
        var (steady, events) = (new List<string>(), new List<string>());
        var dropped = 0.0;
        foreach (var nodes in sizes)
            dropped += await MeasureAsync(nodes, perSecond, steady, events);
        return $"""
            | nodes | | messages in /s | out /s | out KB/s | broker CPU, % of a core | broker resident MB |
            |---:|---|---:|---:|---:|---:|---:|
            {string.Join('\n', steady)}

            | nodes | | messages in | out | out MB | seconds | broker CPU, s |
            |---:|---|---:|---:|---:|---:|---:|
            {string.Join('\n', events)}

            The broker dropped {dropped.ToString("F0", CultureInfo.InvariantCulture)} messages.
            """;
    }

    /// <summary>One size of fleet, from its start on.</summary>
    /// <returns>Messages that the broker dropped.</returns>
    private static async Task<double> MeasureAsync(int nodes, int perSecond, List<string> steady, List<string> events)
    {
        await using var broker = await PrivateMosquitto.StartNewAsync(
            new() { Persistence = true, Verbose = false, More = ["sys_interval 1", $"max_queued_messages {Math.Max(1000, 4 * nodes)}"] });
        await using var gauge = new BrokerGauge(broker);
        await using var fleet = new SimulatedFleet(broker, nodes, MostParts);
        await EventAsync($"all come, {perSecond} a second", () => fleet.ComeAsync(perSecond));
        await SteadyAsync("at rest", Rest, inRound: false);
        await SteadyAsync("in a round", Round, inRound: true);
        await EventAsync("one goes", () => fleet.LoseAsync(nodes / 2));
        await EventAsync("it returns", () => fleet.ReturnAsync(nodes / 2));
        var parts = 0;
        await EventAsync("a new list", async () =>
        {
            var (published, took) = await fleet.PublishAsync(CamerasPerNode * nodes);
            parts = published;
            return took;
        });
        events[^1] = events[^1]
            .Replace("a new list", $"a list of {CamerasPerNode * nodes} cameras in {parts} parts" + (parts > MostParts ? $", {MostParts} fetched by each" : ""),
                StringComparison.Ordinal);
        return gauge.Dropped;

        async Task EventAsync(string what, Func<Task<TimeSpan>> happen)
        {
            var (before, cpu) = (fleet.Traffic, ProcessFigures.Read(broker.ProcessId).CpuSeconds);
            var took = await happen();
            await Task.Delay(Settling);
            var grown = fleet.Traffic - before;
            cpu = ProcessFigures.Read(broker.ProcessId).CpuSeconds - cpu;
            events.Add(
                string.Create(CultureInfo.InvariantCulture,
                    $"| {nodes} | {what} | {grown.In} | {grown.Out} | {grown.BytesOut / 1e6:F2} | {took.TotalSeconds:F1} | {cpu:F2} |"));
        }

        async Task SteadyAsync(string what, TimeSpan duration, bool inRound)
        {
            var (before, cpu, seconds) = (fleet.Traffic, ProcessFigures.Read(broker.ProcessId).CpuSeconds, duration.TotalSeconds);
            await fleet.PassAsync(duration, inRound);
            var (grown, process) = (fleet.Traffic - before, ProcessFigures.Read(broker.ProcessId));
            steady.Add(string.Create(CultureInfo.InvariantCulture,
                $"| {nodes} | {what} | {grown.In / seconds:F1} | {grown.Out / seconds:F1} | {grown.BytesOut / seconds / 1e3:F1} | {(process.CpuSeconds - cpu) / seconds * 100:F1} | {process.ResidentMb:F1} |"));
        }
    }
}
