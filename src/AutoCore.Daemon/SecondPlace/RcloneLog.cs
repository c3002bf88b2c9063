using System.Text.Json;

namespace AutoCore.Daemon.SecondPlace;

/// <summary>Reads rclone's JSON log: how far it is, and what went wrong. Of the errors the last few are kept.</summary>
internal sealed class RcloneLog
{
    private const int MostErrors = 8;
    private const int LongestError = 400;
    private readonly List<string> _errors = [];
    private long _bytes;

    /// <summary>Bytes moved so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>What went wrong, in the order in which it came.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Takes a line of its standard error.</summary>
    public void Take(string line)
    {
        if (line.Length == 0)
            return;
        if (line[0] != '{')
        {
            // Before its log is set up, and at its very end, rclone writes plain lines: "2026/11/20 03:00:00 Failed to …".
            Add(line.Length > 20 && line[4] == '/' && line[7] == '/' ? line[20..] : line);
            return;
        }
        try
        {
            using var entry = JsonDocument.Parse(line);
            if (entry.RootElement.TryGetProperty("stats", out var stats) && stats.TryGetProperty("bytes", out var bytes) && bytes.TryGetInt64(out var moved))
                Interlocked.Exchange(ref _bytes, moved);
            if (TextOf(entry.RootElement, "level") is "error" or "critical" or "fatal" or "panic")
                Add(TextOf(entry.RootElement, "msg"));
        }
        catch (JsonException)
        {
            Add(line);
        }
    }

    private void Add(string text)
    {
        if (_errors.Count == MostErrors)
            _errors.RemoveAt(0);
        _errors.Add(text.Length > LongestError ? text[..LongestError] : text);
    }

    private static string TextOf(JsonElement entry, string key) =>
        entry.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";
}
