using AutoCore.Core.Storage;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Daemon.Mqtt.HomeAssistant;

/// <summary>A component of a discovery message.</summary>
/// <param name="Platform">Its platform.</param>
/// <param name="Config">Its configuration as it was announced, JSON; null: it was told to be gone, or is this run's.</param>
internal readonly record struct AnnouncedComponent(string Platform, string? Config);

/// <summary>Reads the components out of a discovery message that a broker kept: foreign bytes, of which what is no component of ours is left out.</summary>
internal static class AnnouncedComponents
{
    /// <summary>Components that are taken from one message.</summary>
    private const int Most = 400;

    /// <summary>Of these, those that are gone: they are repeated for a Home Assistant that was off when they went.</summary>
    private const int MostGone = 64;

    private const int LongestId = 200;
    private const int LongestConfig = 2048;

    public static IReadOnlyDictionary<string, AnnouncedComponent> Read(ReadOnlyMemory<byte> payload)
    {
        var components = new Dictionary<string, AnnouncedComponent>(StringComparer.Ordinal);
        // Someone else's bytes on our topic: the next announcement replaces them.
        return JsonBytes.Read(payload, components, message =>
        {
            if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty("components", out var entries)
                || entries.ValueKind != JsonValueKind.Object)
            {
                return components;
            }
            var gone = 0;
            foreach (var entry in entries.EnumerateObject())
            {
                if (components.Count == Most)
                    break;
                if (!IsId(entry.Name) || entry.Value.ValueKind != JsonValueKind.Object || !entry.Value.TryGetProperty("platform", out var platform)
                    || platform.ValueKind != JsonValueKind.String || platform.GetString() is not { } name || !IsId(name))
                {
                    continue;
                }
                var isGone = !entry.Value.EnumerateObject().Skip(1).Any();
                if (isGone ? ++gone <= MostGone : entry.Value.GetRawText().Length <= LongestConfig)
                    components[entry.Name] = new(name, isGone ? null : entry.Value.GetRawText());
            }
            return components;
        });
    }

    private static bool IsId(string text) => text.Length is > 0 and <= LongestId && HomeAssistantPolicy.Slug(text) == text;
}
