using AutoCore.Core.Cameras;
using AutoCore.Core.Health;
using AutoCore.Daemon.Cameras.Sharing;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Scheduling;
using AutoCore.Policies.Clock;

namespace AutoCore.Daemon.Cameras.Rounds;

/// <summary>Cameras outside of their hours, by label, with the moment when they are asked again, if that is known.</summary>
internal sealed class RestingCameras : Dictionary<string, DateTimeOffset?>
{
    public RestingCameras() : base(StringComparer.Ordinal)
    {
    }

    /// <summary>Whether the same rest until the same moments.</summary>
    public bool IsSame(RestingCameras other) => Count == other.Count && this.All(r => other.TryGetValue(r.Key, out var until) && until == r.Value);
}

/// <summary>What there is to do now.</summary>
/// <param name="Action">What.</param>
/// <param name="DueIn">Time until there is something to do again.</param>
/// <param name="Request">The round to run, if there is one.</param>
/// <param name="Missing">Cameras that are to be asked again.</param>
/// <param name="Resting">Cameras outside of their hours.</param>
/// <param name="All">All cameras that there are.</param>
internal sealed record RoundPlan(RoundAction Action, TimeSpan DueIn, RoundRequest Request, int Missing, RestingCameras Resting,
    IReadOnlyList<CameraOptions> All);

/// <summary>Which cameras are due, by intervals, hours, clock and fleet: those form the round.</summary>
internal sealed class CameraSchedule(CamerasOptions options, SharedCameras cameras, Repeats repeats, HealthBoard board, TimeProvider time)
{
    /// <summary>Whether those are asked again, too, that failed for a reason which does not pass, and those that nobody has asked yet: the settings have been
    /// changed since the last round.</summary>
    public bool AsksAfterChange { get; set; }

    /// <summary>
    /// Which of some cameras rest now. While the clock is in doubt nobody does: hours of a clock that lies are none. One that nobody judged is taken at
    /// its word.
    /// </summary>
    public RestingCameras RestingOf(IEnumerable<CameraOptions> some)
    {
        var (now, resting) = (time.GetUtcNow(), new RestingCameras());
        if (board.FindFact<ClockVerdict>() is { IsBelieved: false, Reason: not null })
            return resting;
        // Hundreds of cameras have a few hours in common.
        var known = new Dictionary<CaptureHours, (bool IsOpen, DateTimeOffset? Opening)>();
        foreach (var camera in some)
        {
            if (camera.Own?.Hours is not { } hours)
                continue;
            if (!known.TryGetValue(hours, out var state))
            {
                var isOpen = hours.Contains(now, time.LocalTimeZone, options.Place);
                known[hours] = state = (isOpen, isOpen ? null : hours.NextOpening(now, time.LocalTimeZone, options.Place));
            }
            if (!state.IsOpen)
                resting[camera.Label] = state.Opening;
        }
        return resting;
    }

    /// <summary>What there is to do.</summary>
    /// <param name="state">How the last round and the last turns went.</param>
    public RoundPlan Plan(RoundState state)
    {
        var now = time.GetUtcNow();
        var all = cameras.Current(now);
        var resting = RestingOf(all);
        var awake = resting.Count == 0 ? all : [.. all.Where(c => !resting.ContainsKey(c.Label))];
        var due = awake.Where(c => c.HasOwnRhythm && DueAt(c, state, now) <= now).Select(c => c.Label).ToHashSet(StringComparer.Ordinal);
        var missing = awake.Where(c => state.IsMissing(c) && !due.Contains(c.Label)).ToList();
        var repeated = AsksAfterChange && state.Summary is not null
            ? awake.Where(c => !due.Contains(c.Label) && (state.Failed.ContainsKey(c.Label) || state.TurnOf(c) is null)) : missing;
        var again = repeated.Where(c => MayRepeat(c, state, now)).Select(c => c.Label).ToHashSet(StringComparer.Ordinal);
        var round = DecideRound(all, state, now);
        if (round.Action == RoundAction.Wait && due.Count > 0)
            round = new(RoundAction.Turns, TimeSpan.Zero);
        var decision = RepeatPolicy.Decide(round, again.Count, repeats.DueIn);
        var request = new RoundRequest(awake, decision.Action == RoundAction.Start ? null : state, IsWhole: true)
        {
            Known = state,
            Due = due,
            Again = decision.Action == RoundAction.Repeat || (decision.Action == RoundAction.Turns && repeats.DueIn <= TimeSpan.Zero) ? again
            : new HashSet<string>(),
            Asked = AskedIn(decision.Action, [.. awake.Where(c => state.HeldUntil(c.Label, now) is null)], state, due, again),
            Kept = all.Where(c => !due.Contains(c.Label) && (c.HasOwnRhythm || state.HeldUntil(c.Label, now) is not null)).Select(c => c.Label)
                .ToHashSet(StringComparer.Ordinal),
            IsOfTurns = decision.Action == RoundAction.Turns,
        };
        return new(decision.Action, Soonest(decision, all, resting, state, now), request, missing.Count, resting, all);
    }

    /// <summary>Whether a repeat asks a camera that is missing: it is not to be left alone, and its own turns do not do so anyway.</summary>
    private bool MayRepeat(CameraOptions camera, RoundState state, DateTimeOffset now) => state.HeldUntil(camera.Label, now) is null
        && (!camera.HasOwnRhythm || state.TurnOf(camera) is not { } turn || turn > now
            || RepeatPolicy.Asks(now - turn, DueAt(camera, state, now) - now, repeats.Since));

    private RoundDecision DecideRound(IReadOnlyList<CameraOptions> all, RoundState state, DateTimeOffset now)
    {
        if (all.All(c => c.HasOwnRhythm))
            return new(state.Started is null ? RoundAction.Start : RoundAction.Wait, TimeSpan.MaxValue);
        var isFinished = state.Summary is not null;
        return cameras.IsShared
            ? SharedRoundPolicy.Decide(state.Started, isFinished, isFinished && cameras.IsAnyMissing(SettledOf(all, state, now), now), now, options.Interval)
            : RoundPolicy.Decide(state.Started, isFinished, now, options.Interval);
    }

    /// <summary>Those that a round which goes on does not ask.</summary>
    private static HashSet<string> SettledOf(IReadOnlyList<CameraOptions> all, RoundState state, DateTimeOffset now) =>
        all.Select(c => c.Label).Where(l => state.IsSettled(l) || state.HeldUntil(l, now) is not null).ToHashSet(StringComparer.Ordinal);

    private HashSet<string> AskedIn(RoundAction action, IReadOnlyList<CameraOptions> awake, RoundState state, HashSet<string> due, HashSet<string> again)
    {
        bool IsAsked(CameraOptions camera) => action switch
        {
            RoundAction.Start => !camera.HasOwnRhythm,
            RoundAction.Turns => repeats.DueIn <= TimeSpan.Zero && again.Contains(camera.Label),
            _ => camera.HasOwnRhythm ? again.Contains(camera.Label) : again.Contains(camera.Label) || !state.IsSettled(camera.Label),
        };
        return awake.Where(c => due.Contains(c.Label) || IsAsked(c)).Select(c => c.Label).ToHashSet(StringComparer.Ordinal);
    }

    private TimeSpan Soonest(RoundDecision decision, IReadOnlyList<CameraOptions> all, RestingCameras resting, RoundState state, DateTimeOffset now)
    {
        var soonest = decision.DueIn;
        foreach (var camera in all.Where(c => c.HasOwnRhythm))
        {
            var at = resting.TryGetValue(camera.Label, out var opening) ? opening : DueAt(camera, state, now);
            soonest = at - now is { } dueIn && dueIn < soonest ? dueIn : soonest;
        }
        foreach (var camera in all.Where(c => !c.HasOwnRhythm && state.IsMissing(c)))
            soonest = state.HeldUntil(camera.Label, now) - now is { } heldFor && heldFor < soonest ? heldFor : soonest;
        return soonest;
    }

    private DateTimeOffset DueAt(CameraOptions camera, RoundState state, DateTimeOffset now)
    {
        var due = RhythmPolicy.DueAt(state.TurnOf(camera), options.IntervalOf(camera), now, cameras.IsShared);
        return state.HeldUntil(camera.Label, now) is { } held && held > due ? held : due;
    }
}
