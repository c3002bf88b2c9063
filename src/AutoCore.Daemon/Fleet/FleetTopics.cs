using AutoCore.Core.Fleet;
using AutoCore.Core.Mqtt;

namespace AutoCore.Daemon.Fleet;

/// <summary>The topics of a fleet: what every node keeps of itself, and the list below the fleet's own name.</summary>
internal sealed class FleetTopics(MqttOptions mqtt, FleetOptions fleet)
{
    private readonly string _base = mqtt.BaseTopic;
    private readonly string _fleet = fleet.Name;

    /// <summary>What is known of the list before its parts are read.</summary>
    public string List => $"{_base}/fleet/{_fleet}/list";

    /// <summary>All nodes' topics of a kind: <c>status</c>, <c>info</c>, <c>health</c>.</summary>
    public string All(string kind) => $"{_base}/+/{kind}";

    /// <summary>One node's topic of a kind.</summary>
    public string Of(string node, string kind) => $"{_base}/{node}/{kind}";

    /// <summary>One part of a list, from 0.</summary>
    public string Part(long version, int part) => $"{List}/{version}/{part}";

    /// <summary>What a node tells of its present round; <c>+</c>: all of them.</summary>
    public string Round(string node) => $"{_base}/{node}/fleet/round";

    /// <summary>Takes a node's topic apart; null if it is none.</summary>
    public (string Node, string Kind)? Parse(string topic)
    {
        if (!topic.StartsWith(_base, StringComparison.Ordinal) || topic.Length <= _base.Length + 1 || topic[_base.Length] != '/')
            return null;
        var rest = topic[(_base.Length + 1)..];
        var slash = rest.IndexOf('/');
        return slash <= 0 ? null : (rest[..slash], rest[(slash + 1)..]);
    }
}
