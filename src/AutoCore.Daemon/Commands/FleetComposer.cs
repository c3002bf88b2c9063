using System.Security.Cryptography;
using AutoCore.Core;
using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Sharing;
using AutoCore.Daemon.Fleet;
using AutoCore.Daemon.Mqtt;
using AutoCore.Policies.Fleet;

namespace AutoCore.Daemon.Commands;

/// <summary>Makes the messages of a new list: nodes keep their places and cameras their nodes as far as the quotas allow.</summary>
internal sealed class FleetComposer(LoadedSettings settings, FleetTopics topics, FleetList? kept, string? key, TimeProvider time)
{
    /// <summary>What the broker keeps of a node for the fleet.</summary>
    private static readonly string[] Kept = ["status", "info", "health", "fleet/round"];

    /// <summary>Composes parts first, then the message that names them, then the removal of what the broker kept of the list before.</summary>
    /// <returns>The messages and a report for people, or what is wrong.</returns>
    public (IReadOnlyList<MqttMessage> Messages, string Report, string? Problem) Compose(
        IReadOnlyList<CameraOptions> cameras, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> heard, IReadOnlyList<string> forgotten)
    {
        if (forgotten.FirstOrDefault(node => heard.TryGetValue(topics.Of(node, "status"), out var status) && status.Span.SequenceEqual("online"u8)) is { } alive)
            return ([], "", $"{alive} is online, and would be back at once: stop its daemon first (systemctl disable --now autocore-daemon there)");
        var before = heard.TryGetValue(topics.List, out var payload) ? FleetManifest.Read(payload, key: null).Manifest : null;
        // A typing error must not pass for a node that was forgotten.
        var listed = (before?.Roster ?? []).Concat(kept?.Manifest.Roster ?? []).Select(member => member.Name).ToHashSet(StringComparer.Ordinal);
        if (forgotten.FirstOrDefault(node => !listed.Contains(node) && !Kept.Any(kind => heard.ContainsKey(topics.Of(node, kind)))) is { } unknown)
        {
            return ([], "", $"--forget {unknown}: neither the list nor the broker knows this node"
                + (listed.Count > 0 ? $"; the list has {string.Join(", ", listed.Order(StringComparer.Ordinal))}" : ""));
        }
        // Only the list that all nodes have tells which camera is where.
        var basis = kept is not null && (before is null || (before.Version == kept.Manifest.Version && before.Sha256 == kept.Manifest.Sha256)) ? kept : null;
        var roster = Roster(basis?.Manifest.Roster ?? [], heard, forgotten);
        var hashes = cameras.Select(c => FleetHash.Of(c.Label)).ToArray();
        var assignedBefore = AssignmentsBefore(basis, roster, hashes);
        var assignments = roster.Count == 0 ? assignedBefore : FleetAssignment.Assign(hashes, assignedBefore, roster);
        var parts = ListPart.Split(cameras.Select((c, i) => (CameraListWriter.Compose(c), assignments[i])), FleetManifest.LargestPart).ToList();
        var now = time.GetUtcNow();
        var version = Math.Max(now.ToUnixTimeSeconds(), Math.Max(before?.Version ?? 0, kept?.Manifest.Version ?? 0) + 1);
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
            sum.AppendData(part);
        var manifest =
            new FleetManifest(version, cameras.Count, parts.Count, parts.Sum(p => (long)p.Length), Convert.ToHexStringLower(sum.GetHashAndReset()), roster);
        var message = manifest.Compose(now, key);
        if (FleetManifest.Read(message, key).Problem is { } problem)
            return ([], "", $"the list cannot be published: {problem}");
        var messages = parts.Select((p, i) => new MqttMessage(topics.Part(version, i), p, Retain: true)).Append(MqttMessage.State(topics.List, message));
        if (before is not null)
            messages = messages.Concat(Enumerable.Range(0, before.Parts).Select(i => MqttMessage.Clear(topics.Part(before.Version, i))));
        messages = messages.Concat(forgotten.Distinct(StringComparer.Ordinal).SelectMany(node => Kept.Select(kind => MqttMessage.Clear(topics.Of(node, kind)))));
        var moved = assignedBefore.Zip(assignments).Count(s => s.First != FleetAssignment.None && s.First != s.Second);
        return ([.. messages], Describe(manifest, assignments, basis is null ? null : moved), null);
    }

    /// <summary>Those of the list before in their order, with the capacity that they tell now; then those that came since.</summary>
    private IReadOnlyList<FleetMember> Roster(IReadOnlyList<FleetMember> before, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> heard,
        IReadOnlyList<string> forgotten)
    {
        var present = heard.Select(h => (topics.Parse(h.Key)?.Node, Kind: topics.Parse(h.Key)?.Kind, h.Value)).Where(h => h is { Node: not null, Kind: "info" })
            .Select(h => (Name: h.Node!, Info: NodeInfo.TryRead(h.Value))).Where(h => h.Info?.Fleet == settings.Options.Fleet.Name)
            .ToDictionary(h => h.Name, h => h.Info!.Capacity, StringComparer.Ordinal);
        return
        [
            .. before.Select(s => s with { Capacity = present.GetValueOrDefault(s.Name, s.Capacity) })
                .Concat(present.Where(p => before.All(s => s.Name != p.Key)).OrderBy(p => p.Key, StringComparer.Ordinal)
                    .Select(p => new FleetMember(p.Key, p.Value)))
                .Where(s => !forgotten.Contains(s.Name, StringComparer.Ordinal)),
        ];
    }

    private static int[] AssignmentsBefore(FleetList? basis, IReadOnlyList<FleetMember> roster, ulong[] cameras)
    {
        var assignedTo = new Dictionary<ulong, int>();
        if (basis is not null)
        {
            var numbers = roster.Select((s, i) => (s.Name, i)).ToDictionary(s => s.Name, s => s.i, StringComparer.Ordinal);
            foreach (var (camera, assignment) in basis.Cameras.Zip(basis.Assignments).Where(s => s.Second != FleetAssignment.None))
                assignedTo[camera] = numbers.GetValueOrDefault(basis.Manifest.Roster[assignment].Name, FleetAssignment.None);
        }
        return [.. cameras.Select(c => assignedTo.GetValueOrDefault(c, FleetAssignment.None))];
    }

    private static string Describe(FleetManifest manifest, int[] assignments, int? moved)
    {
        var nodes = manifest.Roster.Count switch
        {
            0 => "no node of the fleet is known yet: the cameras are shared by hashing alone; publish again once all nodes are there",
            <= 12 => string.Join(", ", manifest.Roster.Select((s, i) => $"{s.Name} {assignments.Count(n => n == i)}")),
            _ => $"{manifest.Roster.Count} nodes",
        };
        return $"list {manifest.Version}: {manifest.Cameras} cameras, {manifest.Bytes} bytes in {manifest.Parts} part{(manifest.Parts == 1 ? "" : "s")}; {nodes}"
            + (moved is { } count ? $"; {count} cameras change their node" : "");
    }
}
