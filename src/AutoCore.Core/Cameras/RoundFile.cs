using System.Collections.Concurrent;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Core.Cameras;

/// <summary>
/// The state of a round in a small file of lines that only grows while the round runs: its start, each stored picture, each camera that failed, its
/// end; a repeat adds what it changed, and another end, and so does a turn of cameras with a rhythm of their own. A picture's line
/// is on the card before the picture has its name, and counts only if the picture is there with the noted time: after a kill or a power
/// cut exactly the missing cameras are asked again.
/// </summary>
internal sealed class RoundFile(HostingOptions hosting, CamerasOptions cameras) : IDisposable
{
    private const char Separator = '\t';

    private const string Held = "held";
    private const string Since = "since";

    /// <summary>Turns of few cameras are added to the file as long as it has less than this; then it is written anew, a line a camera.</summary>
    private const int MostBytes = 256 * 1024;

    /// <summary>A round of more cameras than there are has less: what is larger is not of this program.</summary>
    private const int LargestBytes = 64_000_000;

    private readonly string _path = Path.Combine(hosting.DataDirectory, "capture", "round.tsv");
    private readonly Lock _gate = new();
    private FileStream? _file;
    private Func<CameraOptions, DateTimeOffset>? _turnOf;

    /// <summary>Turns that did not reach the card: a full one makes no camera due again at once.</summary>
    private readonly ConcurrentDictionary<string, DateTimeOffset> _turns = new(StringComparer.Ordinal);

    /// <summary>The same of cameras that are left alone.</summary>
    private readonly ConcurrentDictionary<string, DateTimeOffset> _holds = new(StringComparer.Ordinal);

    /// <summary>Reads what the last round left.</summary>
    public RoundState Read()
    {
        var state = ReadContent().State;
        if (!_holds.IsEmpty)
        {
            var holds = new Dictionary<string, DateTimeOffset>(state.Holds, StringComparer.Ordinal);
            foreach (var (label, until) in _holds)
                holds[label] = until;
            state = state with { Holds = holds };
        }
        if (_turns.IsEmpty)
            return state;
        var turns = new Dictionary<string, DateTimeOffset>(state.Turns, StringComparer.Ordinal);
        foreach (var (label, at) in _turns.Where(t => !turns.TryGetValue(t.Key, out var noted) || noted < t.Value))
            turns[label] = at;
        return state with { Turns = turns };
    }

    /// <summary>Begins a new round's state in place of the last one's. A round of a few chosen cameras leaves none: without this, notes go nowhere.</summary>
    /// <param name="now">The round's start.</param>
    /// <param name="isKept">Whether a camera with a rhythm of its own, or one that is left alone, is not asked in this round, by its label: how it went last is
    /// still to be known.</param>
    public void Begin(DateTimeOffset now, Func<string, bool>? isKept = null)
    {
        var (before, lines) = ReadContent();
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        _file = new(_path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        _turnOf = _ => now;
        if ((before.Summary is { Stored: > 0 } good ? good : before.Previous ?? before.Summary) is { } last)
            Append("previous", last.ToFacts());
        var kept = lines.Where(l => (l.Value.Turn is not null || before.Holds.ContainsKey(l.Key)) && isKept?.Invoke(l.Key) == true).ToList();
        Append(kept);
        AppendHolds(before, kept.Select(k => k.Key));
        AppendTimes(Since, before.FailingSince);
        NoteStart(now);
        Flush();
    }

    /// <summary>Goes on with the state of the interrupted round, or of one that is repeated, or notes turns of cameras with a rhythm of their own.</summary>
    /// <param name="turnOf">When the turn of such a camera began; null: there is none.</param>
    public void Continue(Func<CameraOptions, DateTimeOffset>? turnOf = null)
    {
        _turnOf = turnOf;
        if (new FileInfo(_path) is { Exists: true, Length: > MostBytes })
            Shorten();
        _file ??= new(_path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        // The last line may be torn: the next one is not to become its end.
        _file.Write("\n"u8);
    }

    /// <summary>Notes when the round began; of two the later one counts.</summary>
    public void NoteStart(DateTimeOffset at) => Append("start", TextOf(at));

    /// <summary>Notes that a picture will have its name.</summary>
    public void NoteStored(CameraOptions camera, string path, DateTime written)
    {
        _holds.TryRemove(camera.Label, out _);
        Append("stored", [camera.Label, path, written.Ticks.ToString(CultureInfo.InvariantCulture), .. TurnOf(camera)]);
    }

    /// <summary>Notes that a camera failed; what of this does not reach the card is asked again.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="heldUntil">Until when it is left alone, or null.</param>
    public void NoteFailed(CameraOptions camera, CaptureReason reason, DateTimeOffset? heldUntil = null)
    {
        _holds.TryRemove(camera.Label, out _);
        try
        {
            Append("failed", [camera.Label, reason.Word, .. TurnOf(camera)]);
            if (heldUntil is { } until)
                Append(Held, [camera.Label, TextOf(until)]);
        }
        catch (IOException)
        {
            // No room: the round's end says so.
            if (camera.HasOwnRhythm && _turnOf is { } turnOf)
                _turns[camera.Label] = turnOf(camera);
            if (heldUntil is { } until)
                _holds[camera.Label] = until;
        }
    }

    /// <summary>Puts the notes onto the card.</summary>
    public void Flush() => _file?.Flush(flushToDisk: true);

    /// <summary>Notes the round's end.</summary>
    public void Finish(RoundSummary summary)
    {
        Append("end", summary.ToFacts());
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

    private (RoundState State, Dictionary<string, CameraLine> Lines) ReadContent()
    {
        DateTimeOffset? started = null;
        RoundSummary? summary = null;
        RoundSummary? previous = null;
        var ends = 0;
        var lines = new Dictionary<string, CameraLine>(StringComparer.Ordinal);
        var holds = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var since = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var line in ReadLines())
        {
            if (line.Split(Separator) is not [var word, .. var facts])
                continue;
            if (word == "start" && facts is [var at])
                started = TimeOf(at);
            else if (word == "end")
                (summary, ends) = (RoundSummary.Parse(facts), ends + 1);
            else if (word == "previous")
                previous = RoundSummary.Parse(facts);
            else if (word == Held && facts is [var held, var end] && TimeOf(end) is { } until)
                holds[held] = until;
            else if (word == Since && facts is [var failing, var first] && TimeOf(first) is { } from)
                since[failing] = from;
            else if (CameraLine.Parse(word, facts, ends) is { } read && holds.Remove(facts[0]) is var _)
                lines[facts[0]] = lines.TryGetValue(facts[0], out var known) && known.Turn == read.Turn ? known.Then(read) : read;
        }
        var stored = lines.Where(l => IsThere(l.Value)).Select(l => l.Key).ToHashSet(StringComparer.Ordinal);
        var failed = lines.Where(l => l.Value.Reason is not null && !stored.Contains(l.Key))
            .ToDictionary(l => l.Key, l => l.Value.Reason!.Value, StringComparer.Ordinal);
        return (new(started, summary, previous, stored, failed)
        {
            Holds = holds,
            StoredAt = lines.Where(l => stored.Contains(l.Key)).ToDictionary(l => l.Key, l => l.Value.WrittenAt, StringComparer.Ordinal),
            Pictures = lines.Where(l => stored.Contains(l.Key)).ToDictionary(l => l.Key, l => l.Value.Path!, StringComparer.Ordinal),
            // Who was not asked yet in a round that was interrupted fails on.
            FailingSince = since.Where(s => !stored.Contains(s.Key))
                .Concat(failed.Keys.Where(label => !since.ContainsKey(label)).Select(label => (label, At: lines[label].Turn ?? started))
                    .Where(f => f.At is not null).Select(f => KeyValuePair.Create(f.label, f.At!.Value))).ToDictionary(StringComparer.Ordinal),
            // A picture that is not there although its round has ended was removed since.
            Turns = lines.Where(l => stored.Contains(l.Key) || failed.ContainsKey(l.Key) || l.Value.Ends < ends)
                .Select(l => (l.Key, At: l.Value.Turn ?? started)).Where(l => l.At is not null)
                .ToDictionary(l => l.Key, l => l.At!.Value, StringComparer.Ordinal),
        }, lines);
    }

    /// <summary>Writes the file anew, with the last line of each camera.</summary>
    private void Shorten()
    {
        var (state, lines) = ReadContent();
        _file = new(_path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        if (state.Previous is { } previous)
            Append("previous", previous.ToFacts());
        if (state.Started is { } started)
            NoteStart(started);
        Append(lines);
        AppendHolds(state, lines.Keys);
        AppendTimes(Since, state.FailingSince);
        if (state.Summary is { } summary)
            Append("end", summary.ToFacts());
        Flush();
    }

    private string[] TurnOf(CameraOptions camera) => camera.HasOwnRhythm && _turnOf is { } turnOf ? [TextOf(turnOf(camera))] : [];

    private static string TextOf(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private void AppendHolds(RoundState state, IEnumerable<string> labels) =>
        AppendTimes(Held, labels.Where(state.Holds.ContainsKey).Select(label => KeyValuePair.Create(label, state.Holds[label])));

    private void AppendTimes(string word, IEnumerable<KeyValuePair<string, DateTimeOffset>> times)
    {
        foreach (var (label, at) in times)
            Append(word, [label, TextOf(at)]);
    }

    private void Append(string word, params ReadOnlySpan<string> facts)
    {
        var line = Encoding.UTF8.GetBytes($"{word}{Separator}{string.Join(Separator, facts)}\n");
        lock (_gate)
            _file?.Write(line);
    }

    private void Append(IEnumerable<KeyValuePair<string, CameraLine>> lines)
    {
        var text = string.Concat(lines.Select(l => l.Value.Compose(l.Key)));
        lock (_gate)
            _file?.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The last line may be torn, or belong to what was not written any more: a line counts only with its end.</summary>
    private string[] ReadLines()
    {
        try
        {
            var text = PlainFile.ReadSmallText(_path, LargestBytes);
            return text[..(text.LastIndexOf('\n') + 1)].Split('\n');
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    private bool IsThere(CameraLine line) =>
        line.Path is { } path && Path.Combine(cameras.Root, path) is var file && File.Exists(file)
        && File.GetLastWriteTimeUtc(file).Ticks.ToString(CultureInfo.InvariantCulture) == line.Ticks;

    private static DateTimeOffset? TimeOf(string milliseconds) =>
        long.TryParse(milliseconds, CultureInfo.InvariantCulture, out var ms) ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
}
