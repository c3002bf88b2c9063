using System.Globalization;
using System.Text;
using AutoCore.Core.Hosting;
using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Core.Cameras;

/// <summary>How a round ended, as health and the next start know it.</summary>
internal sealed record RoundSummary(
    DateTimeOffset Started, DateTimeOffset Finished, int Total, int Stored, int Duplicates, TimeSpan Took, IReadOnlyDictionary<string, int> Failures)
{
    public int Failed => Total - Stored;
}

/// <summary>What the round's file tells.</summary>
/// <param name="Started">When the last round began, UTC; null if there was none.</param>
/// <param name="Summary">How it ended; null if it was interrupted.</param>
/// <param name="Previous">How the one before it ended that stored anything.</param>
/// <param name="Stored">The cameras whose picture is there, by <see cref="CameraOptions.Label"/>.</param>
/// <param name="Failed">The cameras that were asked and have none, with the reason.</param>
internal sealed record RoundState(
    DateTimeOffset? Started, RoundSummary? Summary, RoundSummary? Previous, IReadOnlySet<string> Stored, IReadOnlyDictionary<string, CaptureReason> Failed)
{
    /// <summary>Whether the camera has had its turn in this round: its picture is there, or asking again would change nothing.</summary>
    public bool IsSettled(string label) => Stored.Contains(label) || (Failed.TryGetValue(label, out var reason) && !reason.IsPassing);

    /// <summary>How many of the cameras the finished round is to ask again.</summary>
    public int CountMissing(IEnumerable<CameraOptions> cameras) =>
        Summary is null ? 0 : cameras.Count(c => Failed.TryGetValue(c.Label, out var reason) && reason.IsPassing);
}

/// <summary>
/// The state of a round in a small file of lines that only grows while the round runs: its start, each stored picture, each camera that failed, its
/// end; a repeat adds what it changed, and another end. A picture's line
/// is on the card before the picture has its name, and counts only if the picture is there with the noted time: after a kill or a power
/// cut exactly the missing cameras are asked again.
/// </summary>
internal sealed class RoundFile(HostingOptions hosting, CamerasOptions cameras) : IDisposable
{
    private const char Separator = '\t';

    private readonly string _path = Path.Combine(hosting.DataDirectory, "capture", "round.tsv");
    private readonly Lock _gate = new();
    private FileStream? _file;

    /// <summary>Reads what the last round left.</summary>
    public RoundState Read()
    {
        DateTimeOffset? started = null;
        RoundSummary? summary = null;
        RoundSummary? previous = null;
        var stored = new HashSet<string>(StringComparer.Ordinal);
        var failed = new Dictionary<string, CaptureReason>(StringComparer.Ordinal);
        foreach (var line in ReadLines())
        {
            if (line.Split(Separator) is not [var word, .. var facts])
                continue;
            if (word == "start" && facts is [var at])
                started = TimeOf(at);
            else if (word == "stored" && facts is [var label, var path, var ticks] && IsThere(path, ticks))
                stored.Add(label);
            else if (word == "failed" && facts is [var missed, var why] && CaptureReason.Parse(why) is { } reason)
                failed[missed] = reason;
            else if (word == "end")
                summary = SummaryOf(facts);
            else if (word == "previous")
                previous = SummaryOf(facts);
        }
        foreach (var label in stored)
            failed.Remove(label);
        return new(started, summary, previous, stored, failed);
    }

    /// <summary>Begins a new round's state in place of the last one's. A round of a few chosen cameras leaves none: without this, notes go nowhere.</summary>
    public void Begin(DateTimeOffset now)
    {
        var before = Read();
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        _file = new(_path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        if ((before.Summary is { Stored: > 0 } good ? good : before.Previous ?? before.Summary) is { } last)
            Append("previous", FactsOf(last));
        NoteStart(now);
        Flush();
    }

    /// <summary>Notes when the round began; of two the later one counts.</summary>
    public void NoteStart(DateTimeOffset at) => Append("start", at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>Goes on with the state of the interrupted round, or of one that is repeated.</summary>
    public void Continue()
    {
        _file = new(_path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        // The last line may be torn: the next one is not to become its end.
        _file.Write("\n"u8);
    }

    /// <summary>Notes that a picture will have its name.</summary>
    public void NoteStored(CameraOptions camera, string path, DateTime written) =>
        Append("stored", camera.Label, path, written.Ticks.ToString(CultureInfo.InvariantCulture));

    /// <summary>Notes that a camera failed; what of this does not reach the card is asked again.</summary>
    public void NoteFailed(CameraOptions camera, CaptureReason reason)
    {
        try
        {
            Append("failed", camera.Label, reason.Word);
        }
        catch (IOException)
        {
            // No room: the round's end says so.
        }
    }

    /// <summary>Puts the notes onto the card.</summary>
    public void Flush() => _file?.Flush(flushToDisk: true);

    /// <summary>Notes the round's end.</summary>
    public void Finish(RoundSummary summary)
    {
        Append("end", FactsOf(summary));
        Flush();
        Close();
    }

    /// <summary>Lets go of the file; the round can be continued.</summary>
    public void Close()
    {
        _file?.Dispose();
        _file = null;
    }

    public void Dispose() => Close();

    private void Append(string word, params ReadOnlySpan<string> facts)
    {
        var line = Encoding.UTF8.GetBytes($"{word}{Separator}{string.Join(Separator, facts)}\n");
        lock (_gate)
            _file?.Write(line);
    }

    /// <summary>The last line may be torn, or belong to what was not written any more: a line counts only with its end.</summary>
    private string[] ReadLines()
    {
        try
        {
            var text = File.ReadAllText(_path);
            return text[..(text.LastIndexOf('\n') + 1)].Split('\n');
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    private bool IsThere(string path, string ticks)
    {
        var file = Path.Combine(cameras.Root, path);
        return File.Exists(file) && File.GetLastWriteTimeUtc(file).Ticks.ToString(CultureInfo.InvariantCulture) == ticks;
    }

    private static string[] FactsOf(RoundSummary s) =>
    [
        $"{s.Started.ToUnixTimeMilliseconds()}", $"{s.Finished.ToUnixTimeMilliseconds()}", $"{s.Total}", $"{s.Stored}", $"{s.Duplicates}", $"{s.Took.TotalMilliseconds:0}",
        string.Join(',', s.Failures.Select(f => $"{f.Key}={f.Value}")),
    ];

    private static RoundSummary? SummaryOf(string[] facts)
    {
        var numbers = new long[6];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (i >= facts.Length || !long.TryParse(facts[i], CultureInfo.InvariantCulture, out numbers[i]))
                return null;
        }
        var failures = facts[^1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(f => f.Split('=')).Where(f => f.Length == 2)
            .ToDictionary(f => f[0], f => int.TryParse(f[1], CultureInfo.InvariantCulture, out var n) ? n : 0, StringComparer.Ordinal);
        return new(DateTimeOffset.FromUnixTimeMilliseconds(numbers[0]), DateTimeOffset.FromUnixTimeMilliseconds(numbers[1]),
            (int)numbers[2], (int)numbers[3], (int)numbers[4], TimeSpan.FromMilliseconds(numbers[5]), failures);
    }

    private static DateTimeOffset? TimeOf(string milliseconds) =>
        long.TryParse(milliseconds, CultureInfo.InvariantCulture, out var ms) ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
}
