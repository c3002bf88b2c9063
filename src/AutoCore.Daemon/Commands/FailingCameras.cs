using AutoCore.Core.Cameras;
using AutoCore.Core.Health;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Clock;
using AutoCore.Policies.Hosting;

namespace AutoCore.Daemon.Commands;

/// <summary>Which cameras give no picture and what helps, for the end of the status screen: a few of them, by reason, the most frequent first.</summary>
internal static class FailingCameras
{
    private const int Most = 5;
    private const int Width = 80;
    private const string Indent = "  ";

    /// <summary>The lines, none longer than 80 characters where it can be broken; none where all is well.</summary>
    /// <param name="state">What <c>cameras.json</c> holds.</param>
    /// <param name="cameras">The cameras of the settings: they know the names that the state's keys are made of.</param>
    /// <param name="zone">The zone of the times.</param>
    public static IEnumerable<string> Render(JsonElement state, IReadOnlyList<CameraOptions> cameras, TimeZoneInfo zone)
    {
        if (!state.TryGetProperty("cameras", out var all) || all.ValueKind != JsonValueKind.Object)
            yield break;
        var names = CameraGroups.Of(cameras).ToDictionary(g => g.Value, g => cameras.First(c => c.Label == g.Key), StringComparer.Ordinal);
        var failing = all.EnumerateObject().Where(c => ReasonOf(c.Value) is not null).Select(c => (c.Name, State: c.Value)).ToList();
        if (failing.Count == 0)
            yield break;
        yield return "";
        yield return $"Without a picture: {failing.Count}";
        var left = Most;
        foreach (var reason in failing.GroupBy(c => ReasonOf(c.State)!, StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            if (left == 0)
                break;
            var shown = reason.Take(left).ToList();
            left -= shown.Count;
            var listed = string.Join(", ", shown.Select(c => $"{NameOf(c.Name)}{Since(c.State, zone)}"));
            foreach (var line in WrappedText.Of($"{reason.Key} ({reason.Count()}): {listed}", Width, Indent))
                yield return line;
            if (Text(shown[0].State, "remedy") is { } remedy)
            {
                foreach (var line in WrappedText.Of(remedy, Width, $"{Indent}{Indent}"))
                    yield return line;
            }
            if (names.TryGetValue(shown[0].Name, out var camera))
                yield return $"{Indent}{Indent}{CameraAdvice.CommandFor(camera.Site, camera.Name)}";
        }
    }

    private static string? ReasonOf(JsonElement state) =>
        state.ValueKind == JsonValueKind.Object && Text(state, "reason") is { } word && word != CaptureReason.None.Word ? word : null;

    private static string NameOf(string group) => group[HealthReading.CameraPrefix.Length..];

    private static string Since(JsonElement state, TimeZoneInfo zone) =>
        state.TryGetProperty("failing_since_ts", out var since) && since.ValueKind == JsonValueKind.Number
            ? $" since {LocalTimeText.Of(DateTimeOffset.FromUnixTimeSeconds(since.GetInt64()), zone)}" : "";

    private static string? Text(JsonElement state, string key) =>
        state.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
