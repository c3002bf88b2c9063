using AutoCore.Core.Cameras;
using AutoCore.Core.Health;
using AutoCore.Daemon.Cameras.Sharing;
using AutoCore.Policies.Cameras.Freshness;
using AutoCore.Policies.Cameras.Scheduling;
using AutoCore.Policies.Clock;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Cameras.Freshness;

/// <summary>
/// Flags pictures that are whole but of no use (C8), camera by camera, over rounds and restarts. Histories are read anew after each time that they were
/// written, since a capture by hand writes them, too.
/// </summary>
internal sealed class FreshnessMonitor(CamerasOptions options, FreshnessFile file, SharedCameras shared, HealthBoard board, TimeProvider time)
    : IPictureObserver
{
    private readonly Dictionary<string, string> _addresses =
        options.Sources.GroupBy(s => s.Label, StringComparer.Ordinal).ToDictionary(s => s.Key, s => s.First().Url.AbsoluteUri, StringComparer.Ordinal);

    private readonly HashSet<string> _known = [.. options.Sources.Select(s => s.Label)];
    private readonly Dictionary<string, PictureOddities> _seen = new(StringComparer.Ordinal);
    private Dictionary<string, CameraHistory>? _histories;
    private long _changed;
    private Dictionary<string, PictureOddities> _flagged = [];
    private IReadOnlyDictionary<string, string> _same = new Dictionary<string, string>();

    public void Observe(StoredPicture picture)
    {
        if (!options.Freshness.Enabled)
            return;
        var (camera, received) = (picture.Camera.Label, picture.Picture);
        _histories ??= file.Read();
        var before = _histories.GetValueOrDefault(camera) ?? CameraHistory.Empty;
        // A clock that is years ahead would make every picture stale; one that nobody judged, as in a capture by hand, will do for a mere flag.
        var isDoubted = board.FindFact<ClockVerdict>() is { IsBelieved: false, Reason: not null };
        var behind = isDoubted ? null : received.TakenAt - received.LastModified;
        var look = PictureLook.Measure(received.Thumbnail.Samples, received.Thumbnail.Width, received.Thumbnail.Height);
        _changed++;
        _seen.TryAdd(camera, before.Flags);
        _histories[camera] =
            FreshnessPolicy.Evaluate(
            before, new(received.Hash, look, behind, isDoubted ? null : TimeZoneInfo.ConvertTime(received.TakenAt, time.LocalTimeZone).Hour),
            options.Freshness.FrozenAfterRounds, options.Freshness.StaleAfter);
    }

    /// <summary>Compares the cameras with each other, tells of changes, and keeps the histories.</summary>
    /// <returns>How many cameras carry each flag.</returns>
    public IReadOnlyList<Measure> FinishRound()
    {
        if (!options.Freshness.Enabled)
        {
            board.Settle(new(PicturesEvents.Flags, new HashSet<string>()));
            return [];
        }
        _histories ??= file.Read();
        foreach (var gone in _histories.Keys.Where(camera => !_known.Contains(camera) && !shared.Knows(camera)).ToList())
            _histories.Remove(gone);
        FlagPlaceholders(_histories);
        List<FlagChange> changes = [.. _seen.Where(s => _histories.ContainsKey(s.Key)).Select(s => new FlagChange(s.Key, s.Value, _histories[s.Key].Flags))
            .Where(c => c.Before != c.After)];
        Tell(changes);
        _seen.Clear();
        var counts = Count(_histories);
        board.Settle(
            new(PicturesEvents.Flags, _flagged.Keys.ToHashSet(StringComparer.Ordinal), _histories.Keys.ToHashSet(StringComparer.Ordinal), Rating.Warning));
        // What was told stays told over a restart; the rest may wait for more.
        if ((changes.Count > 0 || RewritePolicy.IsDue(_changed, _histories.Count)) && file.TryWrite(_histories))
            (_histories, _changed) = (null, 0);
        return counts;
    }

    public IReadOnlyList<Measure> Recall() => options.Freshness.Enabled ? Count(file.Read()) : [];

    public IReadOnlyList<Measure> Describe(CameraOptions camera) =>
        _flagged.TryGetValue(camera.Label, out var flags)
            ? [new(CameraReadings.Flags, flags.ToWords()),
                .. _same.TryGetValue(camera.Label, out var other) ? [new(CameraReadings.SameAs, other)] : Array.Empty<Measure>()]
            : [];

    private IReadOnlyList<Measure> Count(Dictionary<string, CameraHistory> histories)
    {
        _flagged = histories.Where(h => h.Value.Flags != PictureOddities.None).ToDictionary(h => h.Key, h => h.Value.Flags, StringComparer.Ordinal);
        return [.. PictureOddityNames.All.Select(f => new Measure(f.Word, _flagged.Values.Count(flags => flags.HasFlag(f.Flag))))];
    }

    private void FlagPlaceholders(Dictionary<string, CameraHistory> histories)
    {
        _same = FindSame(histories);
        foreach (var (camera, history) in histories.ToList())
        {
            var others = history.Flags & ~PictureOddities.Placeholder;
            histories[camera] = history with { Flags = _same.ContainsKey(camera) ? others | PictureOddities.Placeholder : others };
        }
    }

    private IReadOnlyDictionary<string, string> FindSame(Dictionary<string, CameraHistory> histories) =>
        FreshnessPolicy.FindSame(histories.Select(h => (h.Key, h.Value.Content, _addresses.GetValueOrDefault(h.Key))));

    private void Tell(List<FlagChange> changes)
    {
        board.RaiseEach(PicturesEvents.Flagged, [.. changes.Where(c => c.IsWorse)], c => Describe(c.Camera, c.After));
        board.RaiseEach(PicturesEvents.Unflagged, [.. changes.Where(c => c.IsOver)], c => Describe(c.Camera, c.Before));
    }

    private static IReadOnlyList<Measure> Describe(string camera, PictureOddities flags) => [new("camera", camera), new("flags", flags.ToWords())];

    /// <summary>How a camera's flags changed in a round.</summary>
    private readonly record struct FlagChange(string Camera, PictureOddities Before, PictureOddities After)
    {
        public bool IsWorse => (After & ~Before) != 0;

        public bool IsOver => After == PictureOddities.None;
    }
}
