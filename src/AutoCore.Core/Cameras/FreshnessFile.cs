using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Policies.Cameras.Freshness;

namespace AutoCore.Core.Cameras;

/// <summary>Keeps the cameras' histories over restarts: a line a camera, replaced once a round. Losing it delays flags by some rounds, no more, so nothing is
/// forced onto the card.</summary>
internal sealed class FreshnessFile(HostingOptions hosting)
{
    private const char Separator = '\t';

    private readonly StateFile _file = new(Path.Combine(hosting.DataDirectory, "capture", "freshness.tsv"), mostBytes: 64_000_000);

    /// <summary>The histories by camera; a line that cannot be read is left out.</summary>
    public Dictionary<string, CameraHistory> Read()
    {
        var histories = new Dictionary<string, CameraHistory>(StringComparer.Ordinal);
        foreach (var line in _file.Read())
        {
            if (line.Split(Separator) is [var camera, ..] fields && Parse(fields) is { } history)
                histories[camera] = history;
        }
        return histories;
    }

    /// <summary>Replaces the file.</summary>
    /// <returns>False if the card does not take it.</returns>
    public bool TryWrite(IReadOnlyDictionary<string, CameraHistory> histories)
    {
        var text = new StringBuilder();
        foreach (var (camera, history) in histories)
        {
            var scenes = string.Join(',', history.Scenes.Select(s => s.ToString("x16", CultureInfo.InvariantCulture)));
            var hours = string.Join(',', history.Hours.Select(h => string.Create(CultureInfo.InvariantCulture, $"{h.Hour:00}{h.Scene:x16}")));
            text.Append(
                CultureInfo.InvariantCulture,
                $"{camera}{Separator}{history.Content:x16}{Separator}{history.SameRounds}{Separator}{(int)history.Flags}{Separator}{scenes}{Separator}{hours}\n");
        }
        return _file.TryWrite(text.ToString());
    }

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static ulong? ParseScene(string text) =>
        ulong.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var scene) ? scene : null;

    private static HourScene? ParseHour(string text) =>
        text.Length > 2 && int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour < 24
        && ParseScene(text[2..]) is { } scene ? new(hour, scene) : null;

    private static CameraHistory? Parse(string[] fields)
    {
        // A file of an older version has no hours: they are learned in a day.
        if (fields is not [_, var content, var same, var flags, var scenes, .. var more]
            || !ulong.TryParse(content, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var hash)
            || !int.TryParse(same, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds)
            || !int.TryParse(flags, NumberStyles.None, CultureInfo.InvariantCulture, out var bits))
        {
            return null;
        }
        return new(hash, rounds, (PictureOddities)bits, [.. Split(scenes).Select(ParseScene).OfType<ulong>()])
        {
            Hours = [.. Split(more is [var hours, ..] ? hours : "").Select(ParseHour).OfType<HourScene>()]
        };
    }
}
