using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Policies.Configuration;

namespace AutoCore.Core.Health;

/// <summary>Finds and reads the state that a daemon keeps.</summary>
internal static class StatusReader
{
    private const int LargestState = 4_000_000;

    /// <summary>The newest state of this configuration's daemon among the places where it may lie, or null.</summary>
    public static JsonElement? Find(RuntimeDirectory runtime, string dataDirectory)
    {
        JsonElement? newest = null;
        foreach (var folder in runtime.Candidates)
        {
            if (TryRead(Path.Combine(folder, "status.json")) is { } state
                && state.TryGetProperty("data_directory", out var of) && of.ValueKind == JsonValueKind.String && of.GetString() == dataDirectory
                && (newest is not { } other || TimeOf(state) > TimeOf(other)))
            {
                newest = state;
            }
        }
        return newest;
    }

    /// <summary>Another file of the same daemon, beside the newest state of this configuration's; null if there is none.</summary>
    public static JsonElement? Find(RuntimeDirectory runtime, string dataDirectory, string file)
    {
        var newest = Find(runtime, dataDirectory);
        var folder = newest is not { } state
            ? null : runtime.Candidates.FirstOrDefault(f => TryRead(Path.Combine(f, "status.json")) is { } found && found.GetRawText() == state.GetRawText());
        return folder is null ? null : TryRead(Path.Combine(folder, file));
    }

    /// <summary>Whether the daemon that left this state still runs.</summary>
    public static bool IsRunning(JsonElement state) => state.TryGetProperty("pid", out var pid) && Directory.Exists($"/proc/{pid}");

    /// <summary>Says that the daemon does not run, or that its state is old; null if all is well.</summary>
    public static string? DescribeAge(JsonElement state, TimeSpan interval, DateTimeOffset now)
    {
        if (!IsRunning(state))
            return "the daemon is not running: this is the last state that it left (systemctl start autocore-daemon)";
        var age = now - TimeOf(state);
        return age.Duration() > interval * 3 + TimeSpan.FromSeconds(10)
            ? $"the state is stale: {DurationFormat.Format(TimeSpan.FromSeconds(Math.Round(age.TotalSeconds)))} old (journalctl -u autocore-daemon says why)"
            : null;
    }

    private static DateTimeOffset TimeOf(JsonElement state) =>
        state.TryGetProperty("ts", out var ts) && ts.TryGetInt64(out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.MinValue;

    private static JsonElement? TryRead(string file) => FileAttempt.OrElse(null, () => JsonBytes.Read<JsonElement?>(
        PlainFile.ReadSmall(file, LargestState), null, json => json.ValueKind == JsonValueKind.Object ? json.Clone() : null));
}
