using AutoCore.Core.Health;
using AutoCore.Policies;

namespace AutoCore.Core.Cameras;

/// <summary>Under which names the board and the topics know cameras: no two share one.</summary>
internal static class CameraGroups
{
    private const char Between = '\0';

    /// <summary>The groups by the cameras' labels.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<CameraOptions> cameras)
    {
        var all = cameras.DistinctBy(c => c.Label).ToList();
        var slugs = Slugs.Assign(all.Select(KeyOf), static key => string.Join(Between, key.Split(Between).Select(TopicPart)));
        return all.ToDictionary(c => c.Label, c => HealthReading.CameraPrefix + slugs[KeyOf(c)].Replace(Between, '/'), StringComparer.Ordinal);
    }

    private static string KeyOf(CameraOptions camera) => $"{camera.Site}{Between}{camera.Name}";

    /// <summary>One level of an MQTT topic.</summary>
    private static string TopicPart(string name) => name.Replace('/', '_').Replace('+', '_').Replace('#', '_');
}
