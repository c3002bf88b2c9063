using AutoCore.Daemon.Health;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Cameras;
using AutoCore.Policies.Clock;
using AutoCore.Policies.Health;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Cameras.Freshness;

/// <summary>
/// Flags pictures that are whole but of no use (C8), camera by camera, over rounds and restarts. Histories are read anew for each round, since a
/// capture by hand writes them, too.
/// </summary>
internal sealed partial class FreshnessMonitor(CamerasOptions options, FreshnessFile file, HealthBoard board, TimeProvider time, ILogger<FreshnessMonitor> log)
{
    /// <summary>Flags of one round that become events of their own; the others are told in one.</summary>
    private const int EventsPerRound = 10;

    private readonly HashSet<string> _known = [.. options.Sources.Select(s => LabelOf(s.Site, s.Name))];
    private readonly Dictionary<string, PictureOddities> _seen = new(StringComparer.Ordinal);
    private Dictionary<string, CameraHistory>? _histories;

    /// <summary>The name of a camera in histories, events and log lines.</summary>
    public static string LabelOf(string site, string name) => $"{site}/{name}";

    /// <summary>Looks at a stored picture.</summary>
    /// <param name="camera">As <see cref="LabelOf"/>.</param>
    /// <param name="content">The hash of its bytes.</param>
    /// <param name="look">What it looks like.</param>
    /// <param name="takenAt">When it arrived, UTC.</param>
    /// <param name="lastModified">What the camera says of its age, or null.</param>
    public void Observe(string camera, UInt128 content, PictureLook look, DateTimeOffset takenAt, DateTimeOffset? lastModified)
    {
        if (!options.Freshness.Enabled)
            return;
        _histories ??= file.Read();
        var before = _histories.GetValueOrDefault(camera) ?? CameraHistory.Empty;
        // A clock that is years ahead would make every picture stale.
        var behind = board.FindFact<ClockVerdict>().IsBelieved ? takenAt - lastModified : null;
        _seen.TryAdd(camera, before.Flags);
        _histories[camera] = FreshnessPolicy.Judge(before, new(content, look, behind), options.Freshness.FrozenAfterRounds, options.Freshness.StaleAfter);
    }

    /// <summary>The round is over: compares the cameras with each other, tells of changes, and keeps the histories.</summary>
    /// <returns>How many cameras carry each flag, for the group <c>cameras</c>.</returns>
    public IReadOnlyList<Measure> FinishRound()
    {
        if (!options.Freshness.Enabled)
            return [];
        _histories ??= file.Read();
        foreach (var gone in _histories.Keys.Where(camera => !_known.Contains(camera)).ToList())
            _histories.Remove(gone);
        FlagPlaceholders(_histories);
        Tell([.. _seen.Where(s => _histories.ContainsKey(s.Key)).Select(s => new FlagChange(s.Key, s.Value, _histories[s.Key].Flags)).Where(c => c.Before != c.After)]);
        _seen.Clear();
        var counts = PictureOddityNames.All.Select(f => new Measure(f.Word, _histories.Values.Count(h => h.Flags.HasFlag(f.Flag)))).ToList();
        if (file.TryWrite(_histories))
            _histories = null;
        return counts;
    }

    private static void FlagPlaceholders(Dictionary<string, CameraHistory> histories)
    {
        var placeholders = FreshnessPolicy.FindPlaceholders(histories.Values.Select(h => h.Content));
        foreach (var (camera, history) in histories.ToList())
        {
            var others = history.Flags & ~PictureOddities.Placeholder;
            histories[camera] = history with { Flags = placeholders.Contains(history.Content) ? others | PictureOddities.Placeholder : others };
        }
    }

    private void Tell(List<FlagChange> changes)
    {
        foreach (var change in changes)
        {
            if (change.IsWorse)
                Log.Flagged(log, change.Camera, change.After.ToWords());
            else if (change.IsOver)
                Log.Unflagged(log, change.Camera, change.Before.ToWords());
        }
        var worse = changes.Where(c => c.IsWorse).ToList();
        foreach (var (camera, _, flags) in worse.Take(EventsPerRound))
            board.Raise(new("camera-flagged", time.GetUtcNow(), Rating.Warning, $"{camera} is flagged: {flags.ToWords()}", new("camera", camera), new("flags", flags.ToWords())));
        if (worse.Count > EventsPerRound)
            board.Raise(new("cameras-flagged", time.GetUtcNow(), Rating.Warning, $"{worse.Count} cameras are flagged in one round, the first ones were told by name", new Measure("cameras", worse.Count)));
        foreach (var (camera, flags, _) in changes.Where(c => c.IsOver).Take(EventsPerRound))
            board.Raise(new("camera-unflagged", time.GetUtcNow(), Rating.Ok, $"{camera} is fine again, it was {flags.ToWords()}", new("camera", camera), new("flags", flags.ToWords())));
    }

    /// <summary>How a camera's flags changed in a round.</summary>
    private readonly record struct FlagChange(string Camera, PictureOddities Before, PictureOddities After)
    {
        public bool IsWorse => (After & ~Before) != 0;

        public bool IsOver => After == PictureOddities.None;
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.CameraFlagged, LogLevel.Warning, "{Camera} is flagged: {Flags}", EventName = "camera-flagged")]
        public static partial void Flagged(ILogger log, string camera, string flags);

        [LoggerMessage(LogEvents.CameraUnflagged, LogLevel.Information, "{Camera} is fine again, it was {Flags}", EventName = "camera-unflagged")]
        public static partial void Unflagged(ILogger log, string camera, string flags);
    }
}
