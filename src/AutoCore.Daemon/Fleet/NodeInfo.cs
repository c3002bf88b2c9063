using AutoCore.Core.Storage;
using AutoCore.Policies.Fleet;

namespace AutoCore.Daemon.Fleet;

/// <summary>What a node's <c>info</c> says about fleets.</summary>
/// <param name="Fleet">Which fleet it belongs to.</param>
/// <param name="Instance">Which installation wrote it, whatever its name.</param>
/// <param name="Capacity">Its weight.</param>
/// <param name="IsActive">Whether it takes its share now.</param>
/// <param name="Returns">When it came back lately, Unix seconds.</param>
/// <param name="At">When it said so by its own clock, Unix seconds.</param>
internal sealed record NodeInfo(string Fleet, string Instance, double Capacity, bool IsActive, IReadOnlyList<long> Returns, long At)
{
    private const int Longest = 8 * 1024;

    /// <summary>Reads a message that anybody may have written; null: no member of any fleet.</summary>
    public static NodeInfo? TryRead(ReadOnlyMemory<byte> payload) => payload.Length is 0 or > Longest ? null : JsonBytes.Read<NodeInfo?>(payload, null, json =>
        json.GetProperty("fleet_capacity").GetDouble() is var capacity && !FleetMember.IsCapacity(capacity) ? null : new(
            json.GetProperty("fleet").GetString() ?? "", json.GetProperty("fleet_instance").GetString() ?? "", capacity,
            json.GetProperty("fleet_active").GetInt32() == 1,
            [.. (json.GetProperty("fleet_returns").GetString() ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(FlapPolicy.MostReturns)
                .Select(t => long.TryParse(t, out var at) ? at : 0)],
            json.GetProperty("ts").GetInt64()));
}
