using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Fleet;

namespace AutoCore.Daemon.Fleet;

/// <summary>Tells which cameras of the present round this node has stored, and learns it from nodes whose cameras it takes over.</summary>
internal sealed class FleetMarks(FleetTopics topics, HostingOptions hosting, IRetainedMessages retained, HealthBoard board, TimeProvider time)
{
    private const int Longest = 512 * 1024;

    /// <summary>Who did not tell of a round for so long tells of the past.</summary>
    private static readonly TimeSpan Expiry = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private (long Round, long Version, int Stored) _told;
    private RoundMarks _others = new(0, 0, []);
    private bool _isNew;
    private (long Version, int Cameras) _list;

    /// <summary>The list whose cameras others may have stored: nothing is believed about another one.</summary>
    public void Use(FleetList list)
    {
        lock (_gate)
            _list = (list.Manifest.Version, list.Plan.Cameras);
    }

    /// <summary>Takes in what another node tells; the connection's thread.</summary>
    public void Take(string node, ReadOnlyMemory<byte> payload)
    {
        if (node == hosting.Node || payload.Length is 0 or > Longest)
            return;
        lock (_gate)
        {
            if (TryRead(payload) is not { } marks || marks.Round < _others.Round)
                return;
            var stored = marks.Round == _others.Round && marks.ListVersion == _others.ListVersion ? _others.Stored.ToHashSet() : [];
            stored.UnionWith(marks.Stored);
            (_others, _isNew) = (marks with { Stored = stored }, true);
        }
    }

    /// <summary>Publishes what is new of this node's round, and posts what is new of the others'.</summary>
    /// <returns>Whether this node's round goes on.</returns>
    public bool Exchange()
    {
        lock (_gate)
        {
            if (_isNew)
                board.PostFact(new StoredElsewhere(_others));
            _isNew = false;
        }
        if (board.FindFact<RoundMarks>() is not { } own || (own.Round, own.ListVersion, own.Stored.Count) == _told)
            return false;
        _told = (own.Round, own.ListVersion, own.Stored.Count);
        retained.Publish(topics.Round(hosting.Node), JsonBytes.WriteObject(json =>
        {
            json.WriteNumber("ts", time.GetUtcNow().ToUnixTimeSeconds());
            json.WriteNumber("round_ts", own.Round);
            json.WriteNumber("list_version", own.ListVersion);
            json.WriteString("stored", own.Encode());
        }), Expiry);
        return true;
    }

    /// <summary>The connection is a new one: what was told before may be lost.</summary>
    public void TellAgain() => _told = default;

    private RoundMarks? TryRead(ReadOnlyMemory<byte> payload) => JsonBytes.Read<RoundMarks?>(payload, null, json =>
        json.GetProperty("list_version").GetInt64() == _list.Version
        && RoundMarks.Decode(json.GetProperty("stored").GetString() ?? "", _list.Cameras) is { } stored
            ? new(json.GetProperty("round_ts").GetInt64(), _list.Version, stored) : null);
}
