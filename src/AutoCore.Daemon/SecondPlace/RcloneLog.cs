using System.Text.RegularExpressions;

namespace AutoCore.Daemon.SecondPlace;

/// <summary>Reads rclone's JSON log: how far it is, and what went wrong. Of the errors the last few are kept, each with the lines that go on with it.</summary>
internal sealed partial class RcloneLog
{
    private const int MostErrors = 8;
    private const int LongestError = 1000;
    private readonly List<string> _errors = [];
    private long _bytes;

    /// <summary>Whether the plain line before was an error; null if there was none.</summary>
    private bool? _wasError;

    /// <summary>Bytes moved so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>What went wrong, in the order in which it came.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Takes a line of its standard error.</summary>
    public void Take(string line)
    {
        if (line.Length > 0 && !(line[0] == '{' && TryTakeEntry(line)))
            TakePlain(line);
    }

    private bool TryTakeEntry(string line)
    {
        try
        {
            using var entry = JsonDocument.Parse(line);
            var level = TextOf(entry.RootElement, "level");
            // A server's answer in JSON is part of an error.
            if (level.Length == 0)
                return false;
            if (entry.RootElement.TryGetProperty("stats", out var stats) && stats.ValueKind == JsonValueKind.Object
                && stats.TryGetProperty("bytes", out var bytes) && bytes.ValueKind == JsonValueKind.Number && bytes.TryGetInt64(out var moved))
            {
                Interlocked.Exchange(ref _bytes, moved);
            }
            _wasError = null;
            if (level is "error" or "critical" or "fatal" or "panic" or "alert" or "emergency")
                Add(TextOf(entry.RootElement, "msg"));
            return true;
        }
        // Text that is no Unicode is found only when it is read.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Before its log is set up, and at its very end, rclone writes plain lines, <c>2026/11/20 03:00:00 Failed to …</c>; what has no date goes on with
    /// the one before.</summary>
    private void TakePlain(string line)
    {
        var date = Date().Match(line);
        var text = line[date.Length..];
        if (!date.Success && _wasError is { } goesOn)
        {
            if (goesOn)
                _errors[^1] = Cut($"{_errors[^1]} {text.Trim()}");
            return;
        }
        _wasError = !NoError().IsMatch(text);
        if (_wasError == true)
            Add(text);
    }

    private void Add(string text)
    {
        if (_errors.Count == MostErrors)
            _errors.RemoveAt(0);
        _errors.Add(Cut(text));
    }

    private static string Cut(string text) => text.Length > LongestError ? text[..LongestError] : text;

    private static string TextOf(JsonElement entry, string key) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() ?? "" : "";

    [GeneratedRegex(@"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d(\.\d+)? ", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Date();

    [GeneratedRegex("^(DEBUG|INFO|NOTICE) *:", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NoError();
}
