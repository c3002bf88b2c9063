namespace AutoCore.Policies.DiskWatchdog;

/// <summary>What the container engine's <c>daemon.json</c> says about where data lies and how large logs get.</summary>
/// <param name="AreLimited">Whether a container's log has a bound.</param>
/// <param name="DataRoot">Where images and containers lie.</param>
/// <param name="Problem">Why the file could not be read, or null.</param>
public readonly record struct ContainerLogs(bool AreLimited, string DataRoot, string? Problem)
{
    private const string UsualRoot = "/var/lib/docker";

    /// <summary>Reads the file's text; without one the engine's defaults hold: logs without bound below <c>/var/lib/docker</c>.</summary>
    public static ContainerLogs Parse(string? json)
    {
        if (string.IsNullOrWhiteSpace(json))
            return new(false, UsualRoot, null);
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var driver = Text(root, "log-driver") ?? "json-file";
            var limited = driver is not "json-file"
                || (root.TryGetProperty("log-opts", out var options) && Text(options, "max-size") is { Length: > 0 } and not "-1");
            return new(limited, Text(root, "data-root") ?? UsualRoot, null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new(false, UsualRoot, e.Message);
        }
    }

    private static string? Text(JsonElement of, string key) =>
        of.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
