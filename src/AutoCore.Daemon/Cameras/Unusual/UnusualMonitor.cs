using AutoCore.Core.Cameras;
using AutoCore.Core.Health;
using AutoCore.Core.Logging;
using AutoCore.Daemon.Cameras.Sharing;
using AutoCore.Policies.Cameras.Unusual;
using AutoCore.Policies.Clock;
using AutoCore.Policies.Health;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Cameras.Unusual;

/// <summary>
/// Flags pictures that do not look as this camera's pictures usually do at this hour (C15). Pictures are measured as they come and judged some
/// at a time, so that the database is asked for its lock a few times a round.
/// </summary>
internal sealed class UnusualMonitor(
    CamerasOptions options, SharedCameras shared, UnusualStore store, HealthBoard board, TimeProvider time, ILogger<UnusualMonitor> log) : IPictureObserver
{
    /// <summary>The word among a camera's flags, and the count in the group <c>cameras</c>.</summary>
    public const string Word = CamerasGroups.Unusual;

    /// <summary>Pictures that are judged together.</summary>
    private const int Batch = 64;

    /// <summary>How long a camera without pictures is remembered: it may be out of order for weeks, or at another node.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromDays(60);

    private readonly HashSet<string> _known = [.. options.Sources.Select(s => s.Label)];
    private readonly List<MeasuredPicture> _waiting = [];
    private readonly Dictionary<string, (CameraOptions Camera, CameraState Before, CameraState After)> _judged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CameraOptions> _cameras = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, CameraState> _states = new Dictionary<string, CameraState>();
    private bool _hasFailed;

    public void Observe(StoredPicture picture)
    {
        if (!options.Unusual.Enabled)
            return;
        var (thumbnail, takenAt) = (picture.Picture.Thumbnail, picture.Picture.TakenAt);
        _cameras[picture.Camera.Label] = picture.Camera;
        _waiting.Add(new(picture.Camera.Label, PictureGrid.Measure(thumbnail.Samples, thumbnail.Width, thumbnail.Height), MomentOf(takenAt)));
        if (_waiting.Count >= Batch)
            Evaluate();
    }

    /// <summary>Judges what waits and tells of changes.</summary>
    /// <returns>How many cameras are flagged.</returns>
    public IReadOnlyList<Measure> FinishRound()
    {
        if (!options.Unusual.Enabled)
            return [];
        Evaluate();
        Tell();
        _judged.Clear();
        _cameras.Clear();
        TryUse(() =>
        {
            if (board.FindFact<ClockVerdict>().IsBelieved)
                store.Forget(MinutesOf(time.GetUtcNow() - RememberedFor));
        });
        return Recall();
    }

    public IReadOnlyList<Measure> Recall()
    {
        if (!options.Unusual.Enabled)
        {
            board.Settle(new(PicturesEvents.View, new HashSet<string>()));
            return [];
        }
        if (TryUse(() => _states = store.States().Where(s => _known.Contains(s.Key) || shared.Knows(s.Key))
            .ToDictionary(s => s.Key, s => s.Value with { Suspects = [] }, StringComparer.Ordinal)))
        {
            board.Settle(
                new(PicturesEvents.View, _states.Where(s => s.Value.IsFlagged).Select(s => s.Key)
                    .ToHashSet(StringComparer.Ordinal), _states.Keys.ToHashSet(StringComparer.Ordinal), Rating.Warning));
        }
        return [new(Word, _states.Values.Count(s => s.IsFlagged))];
    }

    public IReadOnlyList<Measure> Describe(CameraOptions camera) => _states.TryGetValue(camera.Label, out var state)
        ? [new("score", state.Score), .. state.IsFlagged ? [new Measure(CameraReadings.Flags, Word)] : Array.Empty<Measure>()]
        : [];

    /// <summary>A clock that nobody judged, as in a capture by hand, is taken at its word.</summary>
    private Moment MomentOf(DateTimeOffset takenAt)
    {
        var isDoubted = board.FindFact<ClockVerdict>() is { IsBelieved: false, Reason: not null };
        return new(MinutesOf(takenAt), isDoubted ? null : TimeZoneInfo.ConvertTime(takenAt, time.LocalTimeZone).TimeOfDay.TotalHours);
    }

    private void Evaluate()
    {
        var isDone = TryUse(() =>
        {
            foreach (var change in store.Evaluate(_waiting, options.Unusual.Threshold))
            {
                _judged[change.Camera] =
                    (_cameras[change.Camera], _judged.TryGetValue(change.Camera, out var earlier) ? earlier.Before : change.Before, change.After);
            }
        });
        // What the database did not take is not worth to be kept: the next round brings new pictures.
        _waiting.Clear();
        _hasFailed = !isDone;
    }

    private bool TryUse(Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            if (!_hasFailed)
                log.Write(PicturesEvents.NotJudged, new Measure("reason", e.Message));
            _hasFailed = true;
            return false;
        }
    }

    private void Tell()
    {
        var flagged = _judged.Values.Where(j => j.After.IsFlagged && !j.Before.IsFlagged).OrderByDescending(j => j.After.Score);
        board.RaiseEach(PicturesEvents.Unusual, [.. flagged], j => Describe(j.Camera, j.After));
        board.RaiseEach(PicturesEvents.Usual, [.. _judged.Values.Where(j => j.Before.IsFlagged && !j.After.IsFlagged)], j => Describe(j.Camera, j.After));
    }

    private static IReadOnlyList<Measure> Describe(CameraOptions camera, CameraState state) =>
        [new("site", camera.Site), new("camera", camera.Name), new("score", state.Score)];

    private static long MinutesOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / 60;
}
