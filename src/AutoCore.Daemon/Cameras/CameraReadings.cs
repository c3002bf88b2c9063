using AutoCore.Core.Cameras;
using AutoCore.Core.Health;
using AutoCore.Daemon.Cameras.Rounds;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Cameras;

/// <summary>Posts rounds and cameras to the board, whoever runs the round; whoever looks at the card.</summary>
internal sealed class CameraReadings(CamerasOptions options, HealthBoard board, Repeats repeats, TimeProvider time, IEnumerable<IPictureObserver> observers)
{
    /// <summary>What is odd about a camera's picture, in words.</summary>
    public const string Flags = "flags";

    /// <summary>The other camera whose newest picture has the same bytes.</summary>
    public const string SameAs = "same_as";

    private const string Reason = "reason";

    /// <summary>That a camera is outside of its hours.</summary>
    private const string Resting = "resting";

    /// <summary>When it is asked again.</summary>
    private const string RestingUntil = "resting_until_ts";

    /// <summary>Since when cameras fail, over restarts.</summary>
    private readonly Dictionary<string, DateTimeOffset> _failingSince = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _lastStored = new(StringComparer.Ordinal);
    private readonly HashSet<string> _failing = new(StringComparer.Ordinal);
    private readonly HashSet<CameraOptions> _seen = [];
    private readonly Lock _gate = new();
    private readonly bool _mayRest = options.Sources.Any(c => c.Own?.Hours is not null);
    private RestingCameras _resting = [];
    private HealthReading? _beforePause;
    private DateTimeOffset? _lastRound;

    /// <summary>There is nothing to capture.</summary>
    public void PostIdle() => board.Post(new("cameras", Rating.Ok, time.GetUtcNow(), new("total", 0), new("stored", 0), new("failed", 0)));

    /// <summary>How the last round went, as the card tells.</summary>
    /// <param name="state">What it tells.</param>
    /// <param name="missing">How many cameras are to be asked again.</param>
    public void PostRecalled(RoundState state, int missing)
    {
        lock (_gate)
        {
            _lastRound = state.Previous is { Stored: > 0 } previous ? previous.Finished : _lastRound;
            // Those that a repeat does not ask fail on, also for this process.
            _failing.UnionWith(state.Failed.Keys);
            _failing.ExceptWith(state.Stored);
            foreach (var (label, since) in state.FailingSince)
                _failingSince.TryAdd(label, since);
            foreach (var label in state.Stored)
                _failingSince.Remove(label);
            if ((state.Summary ?? state.Previous) is { } last)
                Post(last, missing, [.. observers.SelectMany(o => o.Recall())], FreeAt(state));
        }
    }

    /// <summary>Posts each camera that a round by hand found otherwise than this process knows it.</summary>
    /// <param name="state">How all went last.</param>
    /// <param name="cameras">All that there are.</param>
    public void PostFound(RoundState state, IReadOnlyList<CameraOptions> cameras)
    {
        lock (_gate)
        {
            var groups = GroupsOf(cameras);
            foreach (var camera in cameras)
            {
                var known = board.Find(groups[camera.Label])?.Measures.FirstOrDefault(m => m.Key == Reason).Text;
                if (state.StoredAt.TryGetValue(camera.Label, out var at) && known != CaptureReason.None.Word)
                {
                    _lastStored[camera.Label] = at;
                    Put(new(camera, CaptureReason.None, "", 1, default, null), groups[camera.Label], isStored: true);
                }
                else if (state.Failed.TryGetValue(camera.Label, out var reason) && known != reason.Word)
                {
                    Put(new(camera, reason, "found by a round by hand", 1, default, null), groups[camera.Label], isStored: false);
                }
            }
        }
    }

    /// <summary>How a round of all cameras went, and each of them.</summary>
    public void PostRound(RoundOutcome outcome, RoundRequest request)
    {
        lock (_gate)
        {
            repeats.Note(outcome, request);
            var missing = outcome.Results.Where(r => r.Stored is null && r.Reason.IsPassing).ToList();
            RaiseChanges(outcome);
            PostEach(outcome.Results);
            Post(outcome.Summary, outcome.Missing, outcome.Observed, missing.Count == outcome.Missing ? FirstOf(missing.Select(r => r.HeldUntil)) : null);
        }
    }

    /// <summary>Which cameras rest: those neither fail nor are missed, and their own reading says until when.</summary>
    /// <param name="state">How all went last.</param>
    /// <param name="plan">Which rest, of all that there are.</param>
    public void PostResting(RoundState state, RoundPlan plan)
    {
        lock (_gate)
        {
            var (before, resting) = (_resting, plan.Resting);
            if (resting.IsSame(before))
                return;
            _resting = resting;
            var groups = GroupsOf(plan.All);
            foreach (
                var camera in plan.All.Where(
                c => resting.TryGetValue(c.Label, out var until) && !(before.TryGetValue(c.Label, out var known) && known == until)))
            {
                PutResting(camera, groups[camera.Label], resting[camera.Label]);
            }
            // Whoever wakes is due, and a round tells of it.
            if (state.Summary is { } last && !resting.Keys.ToHashSet(StringComparer.Ordinal).SetEquals(before.Keys))
            {
                Post(state.Count(plan.Request.Cameras).ToSummary(last.Started, last.Finished, last.Duplicates, last.Took), plan.Missing,
                    [.. observers.SelectMany(o => o.Recall())], FreeAt(state));
            }
        }
    }

    /// <summary>How it failed last is no matter as long as nobody asks it.</summary>
    private void PutResting(CameraOptions camera, string group, DateTimeOffset? until)
    {
        var before = board.Find(group)?.Measures.Where(
            m => m.Key is not (RestingUntil or Resting or Reason) && !FailureMeasures.IsOne(m)) ?? [];
        board.Put(
            new(group, Rating.Ok, time.GetUtcNow(),
                [.. before, new(Resting, 1), new(RestingUntil, until?.ToUnixTimeSeconds())])
            { GoodFor = GoodForOf(camera) });
    }

    private IReadOnlyDictionary<string, string> GroupsOf(IEnumerable<CameraOptions> cameras)
    {
        _seen.UnionWith(cameras.ExceptBy(options.Sources.Select(c => c.Label), c => c.Label));
        return CameraGroups.Of(options.Sources.Concat(_seen));
    }

    /// <summary>Three turns; with hours it may be a day from one to the next.</summary>
    private TimeSpan GoodForOf(CameraOptions camera)
    {
        var interval = options.IntervalOf(camera);
        return 3 * (camera.Own?.Hours is not null && interval < TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : interval);
    }

    /// <summary>When the first of those is asked again that are missing, if all of them are left alone; else null.</summary>
    private DateTimeOffset? FreeAt(RoundState state) =>
        FirstOf(state.Failed.Where(f => f.Value.IsPassing).Select(f => state.HeldUntil(f.Key, time.GetUtcNow())));

    private static DateTimeOffset? FirstOf(IEnumerable<DateTimeOffset?> held) => held.Contains(null) ? null : held.Min();

    private void Post(RoundSummary round, int missing, IReadOnlyList<Measure> observed, DateTimeOffset? freeAt)
    {
        var now = time.GetUtcNow();
        // A round that missed everything is none.
        _lastRound = round.Stored > 0 || (round.Total == 0 && _resting.Count == 0) ? round.Finished : _lastRound;
        board.Post(new("cameras", CamerasRating.Rate(round.Stored, round.Total), now,
        [
            new("success_percent", CamerasRating.SuccessPercent(round.Stored, round.Total)),
            new("total", round.Total), new("stored", round.Stored), new("failed", round.Failed), new("duplicates", round.Duplicates),
            new("round_seconds", round.Took.TotalSeconds), new("last_round_ts", _lastRound?.ToUnixTimeSeconds()),
            .. _mayRest || _resting.Count > 0 ? [new("resting", _resting.Count), new(RestingUntil, _resting.Values.Min()?.ToUnixTimeSeconds())]
            : Array.Empty<Measure>(),
            new("missing", missing), new("repeat_ts", missing > 0 ? (freeAt > now + repeats.DueIn ? freeAt.Value : now + repeats.DueIn).ToUnixTimeSeconds()
                : (double?)null),
            .. observed,
            .. round.Failures.Select(f => new Measure($"failed_{f.Key.Replace('-', '_')}", f.Value)),
        ]));
    }

    /// <summary>That capture is paused, and why; null: what the last round left stands again.</summary>
    public void PostPause(string? reason)
    {
        if (reason is not null)
        {
            _beforePause ??= board.Find("cameras");
            board.Post(new("cameras", Rating.Critical, time.GetUtcNow(), [new("paused", reason), .. _beforePause?.Measures ?? []]));
            return;
        }
        if (_beforePause is { } before)
            board.Post(before);
        else
            board.Remove("cameras");
        _beforePause = null;
    }

    /// <summary>Tells which cameras began to fail and which came back.</summary>
    private void RaiseChanges(RoundOutcome outcome)
    {
        var failed = outcome.Results.Where(r => r.Stored is null && _failing.Add(r.Camera.Label)).ToList();
        var recovered = outcome.Results.Where(r => r.Stored is not null && _failing.Remove(r.Camera.Label)).ToList();
        foreach (var result in failed)
            _failingSince[result.Camera.Label] = time.GetUtcNow();
        foreach (var result in recovered)
            _failingSince.Remove(result.Camera.Label);
        board.RaiseEach(CamerasEvents.Failed, failed, Describe);
        board.RaiseEach(CamerasEvents.Recovered, recovered, Describe);
    }

    /// <summary>Says which cameras give no picture at present, once all were asked.</summary>
    /// <param name="cameras">All that there are.</param>
    public void Settle(IEnumerable<CameraOptions> cameras)
    {
        lock (_gate)
        {
            var known = cameras.Select(c => c.Label).ToHashSet(StringComparer.Ordinal);
            _failing.IntersectWith(known);
            board.Settle(new(CamerasEvents.Camera, _failing.ToHashSet(StringComparer.Ordinal), known, Rating.Warning));
        }
    }

    /// <summary>Posts each camera for itself.</summary>
    private void PostEach(IEnumerable<CameraResult> results)
    {
        var all = results.ToList();
        var groups = GroupsOf(all.Select(r => r.Camera));
        foreach (var result in all)
        {
            if (result.Stored is { } stored)
                _lastStored[result.Camera.Label] = stored.Picture.TakenAt;
            Put(result, groups[result.Camera.Label], result.Stored is not null);
        }
    }

    private void Put(CameraResult result, string group, bool isStored)
    {
        var described = observers.SelectMany(o => o.Describe(result.Camera)).ToLookup(m => m.Key == Flags);
        var flags = string.Join(", ", described[true].Select(m => m.Text));
        board.Put(new(group, !isStored || flags.Length > 0 ? Rating.Warning : Rating.Ok, time.GetUtcNow(),
        [
            new(Reason, result.Reason.Word), new("bytes", result.Stored?.Picture.Bytes), new("elapsed_ms", result.Elapsed.TotalMilliseconds),
                new("attempts", result.Attempts),
            new("last_stored_ts", _lastStored.TryGetValue(result.Camera.Label, out var at) ? at.ToUnixTimeSeconds() : (double?)null),
            new(Flags, flags.Length > 0 ? flags : null), .. described[false],
            .. isStored ? [] : FailureMeasures.Of(result, _failingSince.TryGetValue(result.Camera.Label, out var since) ? since : null),
        ])
        { GoodFor = GoodForOf(result.Camera) });
    }

    private static IReadOnlyList<Measure> Describe(CameraResult result) =>
    [
        new("site", result.Camera.Site), new("camera", result.Camera.Name), new("reason", result.Reason.Word), new("attempts", result.Attempts),
        new("detail", result.Stored is null ? result.Detail : null),
    ];
}
