using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Policies.Cameras.Freshness;

namespace AutoCore.Core.Cameras;

/// <summary>Keeps the cameras' histories over restarts: a line a camera, replaced once a round. Losing it delays flags by some rounds, no more, so nothing is
/// forced onto the card.</summary>
internal sealed class FreshnessFile(HostingOptions hosting)
{
    private const char Separator = '\t';

    /// <summary>Where it is.</summary>
    public string Path { get; } = System.IO.Path.Combine(hosting.DataDirectory, "capture", "freshness.tsv");

    /// <summary>The histories by camera; a line that cannot be read is left out.</summary>
    public Dictionary<string, CameraHistory> Read()
    {
        var histories = new Dictionary<string, CameraHistory>(StringComparer.Ordinal);
        try
        {
            foreach (var line in File.ReadLines(Path))
            {
                if (line.Split(Separator) is [var camera, ..] fields && Parse(fields) is { } history)
                    histories[camera] = history;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first round, or a disk that fails: everything is new.
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
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            AtomicFile.Write(Path, Encoding.UTF8.GetBytes(text.ToString()), durable: false);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static HourScene? ParseHour(string text) =>
        text.Length > 2 && int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour < 24
        && ulong.TryParse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var scene) ? new(hour, scene) : null;

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
        var remembered = new List<ulong>();
        foreach (var scene in scenes.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (ulong.TryParse(scene, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bitsOfScene))
                remembered.Add(bitsOfScene);
        }
        return new(
            hash, rounds, (PictureOddities)bits,
            remembered)
        {
            Hours = [.. (more is [var hours, ..] ? hours : "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(ParseHour)
                .OfType<HourScene>()]
        };
    }
}
