using AutoCore.Core.Fleet;
using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Policies.Fleet;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Fleet;

/// <summary>The fleet as this node sees it, for <c>autocore fleet status</c> and the web page: a small file beside the state, replaced only when something
/// changed.</summary>
internal sealed class FleetFile(FleetOptions options, HostingOptions hosting, RuntimeDirectory runtime, HealthBoard board, TimeProvider time)
{
    /// <summary>Its name in the runtime directory.</summary>
    public const string Name = "fleet.json";

    /// <summary>Times alone are no news more often than this.</summary>
    private static readonly TimeSpan Refresh = TimeSpan.FromMinutes(1);

    private string _written = "";
    private DateTimeOffset _writtenAt;

    /// <summary>The members that share the list, by the numbers of its owners.</summary>
    public IReadOnlyList<string> Names { get; set; } = [];

    /// <summary>Writes it if there is news; a folder that cannot be written is told of by the state's own file.</summary>
    public void TryWrite(IReadOnlyList<FleetMember> members, int[] owners, int share, FleetList? list, bool isConnected, IReadOnlyList<NodeState> others)
    {
        var now = time.GetUtcNow();
        var self = new NodeState(hosting.Node, true, board.Whole, options.Capacity, now);
        var nodes = others.Append(self).OrderBy(n => n.Name, StringComparer.Ordinal).ToList();
        var news = string.Join('\n', nodes.Select(n => $"{n.Name} {n.IsOnline} {n.Rating} {n.Capacity}"))
            + $"\n{members.Count} {share} {list?.Manifest.Version} {isConnected}";
        if (news == _written && now - _writtenAt < Refresh)
            return;
        var counts = new int[Names.Count];
        foreach (var owner in owners.Where(o => o >= 0 && o < counts.Length))
            counts[owner]++;
        // Else it is written anew at the next pass.
        if (FileAttempt.Try(() => AtomicFile.Write(Path.Combine(runtime.Path, Name), Compose(now, nodes, counts, list, isConnected), durable: false)))
            (_written, _writtenAt) = (news, now);
    }

    private byte[] Compose(DateTimeOffset now, IEnumerable<NodeState> nodes, int[] counts, FleetList? list, bool isConnected) => JsonBytes.WriteObject(json =>
    {
        var cameras = Names.Zip(counts).ToDictionary(n => n.First, n => n.Second, StringComparer.Ordinal);
        json.WriteNumber("ts", now.ToUnixTimeSeconds());
        json.WriteString("fleet", options.Name);
        json.WriteString("self", hosting.Node);
        json.WriteNumber("connected", isConnected ? 1 : 0);
        json.WriteNumber("list_version", list?.Manifest.Version ?? 0);
        json.WriteNumber("list_cameras", list?.Plan.Cameras ?? 0);
        json.WriteStartArray("nodes");
        foreach (var node in nodes)
        {
            json.WriteStartObject();
            json.WriteString("name", node.Name);
            json.WriteNumber("online", node.IsOnline ? 1 : 0);
            json.WriteString("rating", node.Rating.ToWord());
            json.WriteNumber("cameras", cameras.GetValueOrDefault(node.Name));
            json.WriteNumber("capacity", node.Capacity);
            json.WriteNumber("last_seen_ts", node.LastSeen.ToUnixTimeSeconds());
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });
}
