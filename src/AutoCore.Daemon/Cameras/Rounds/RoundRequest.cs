using AutoCore.Core.Cameras;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Cameras.Rounds;

/// <summary>What a round is asked to do.</summary>
/// <param name="Cameras">The cameras that count in it, those included that are stored already or not due.</param>
/// <param name="Resumed">The state of an interrupted round to go on with, or of a finished one to repeat or to add turns to, or null.</param>
/// <param name="IsWhole">Whether it is a round of all cameras, whose state is kept for a resume.</param>
/// <param name="Asked">The cameras to ask, by label; null: all that <see cref="Resumed"/> does not settle.</param>
/// <param name="Due">The cameras with a rhythm of their own whose turn begins now, by label; null: all that are asked.</param>
/// <param name="IsOfTurns">Whether only cameras with a rhythm of their own have their turn, between two rounds of the others.</param>
/// <param name="IsByName">Whether only cameras that somebody named are asked: what the last round knows of the others stands.</param>
internal sealed record RoundRequest(
    IReadOnlyList<CameraOptions> Cameras, RoundState? Resumed, bool IsWhole, IReadOnlySet<string>? Asked = null, IReadOnlySet<string>? Due = null,
    bool IsOfTurns = false, bool IsByName = false)
{
    /// <summary>The cameras that are asked again, by label.</summary>
    public IReadOnlySet<string> Again { get; init; } = new HashSet<string>();

    /// <summary>The cameras with a rhythm of their own, and those that are left alone, that are not asked in a new round, by label: how they went last is
    /// kept.</summary>
    public IReadOnlySet<string> Kept { get; init; } = new HashSet<string>();

    /// <summary>How those went last that are not asked, or null.</summary>
    public RoundState? Known { get; init; } = Resumed;

    /// <summary>Whether a camera is still to be captured here; asked just before it is.</summary>
    public Func<CameraOptions, bool> IsStillOurs { get; init; } = static _ => true;

    /// <summary>A sign of life, called at each try: while a round waits for a host, no camera is done.</summary>
    public Action Trying { get; init; } = static () => { };

    /// <summary>
    /// A round by hand is a round: an interrupted one is finished, and a whole one counts for the daemon's rhythm. It asks those again, too, whose
    /// settings were wrong: they may have been mended.
    /// </summary>
    /// <param name="file">The state of the last round.</param>
    /// <param name="options">The rhythm.</param>
    /// <param name="all">All cameras that there are.</param>
    /// <param name="chosen">Those of them to ask.</param>
    /// <param name="resting">Those that rest.</param>
    public static RoundRequest ByHand(RoundFile file, CamerasOptions options, IReadOnlyList<CameraOptions> all, IReadOnlyList<CameraOptions> chosen,
        RestingCameras resting, TimeProvider time)
    {
        var state = file.Read();
        var isWhole = chosen.Count + resting.Count == all.Count;
        if (!isWhole && state.Summary is not null)
        {
            var labels = chosen.Select(c => c.Label).ToHashSet(StringComparer.Ordinal);
            return new([.. all.Where(c => labels.Contains(c.Label) || !resting.ContainsKey(c.Label))], state, IsWhole: true)
            {
                Asked = labels,
                Again = labels,
                IsByName = true,
            };
        }
        var isInterrupted = isWhole
            && RoundPolicy.Decide(state.Started, state.Summary is not null, time.GetUtcNow(), options.Interval).Action == RoundAction.Resume;
        return new(chosen, isInterrupted ? state with { Failed = new Dictionary<string, CaptureReason>() } : null, isWhole)
        {
            Asked = isInterrupted
                ? chosen.Where(c => c.HasOwnRhythm || !state.Stored.Contains(c.Label)).Select(c => c.Label).ToHashSet(StringComparer.Ordinal) : null,
            Kept = resting.Keys.ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <summary>Whether a camera is asked.</summary>
    public bool IsAsked(CameraOptions camera) => Asked?.Contains(camera.Label) ?? Resumed?.IsSettled(camera.Label) != true;

    /// <summary>The interval that bounds this round: between rounds, cameras of a short one do not wait for a host as long as all do.</summary>
    public TimeSpan IntervalOf(CamerasOptions options) =>
        IsOfTurns ? Cameras.Where(IsAsked).Select(options.IntervalOf).DefaultIfEmpty(options.Interval).Max() : options.Interval;

    /// <summary>When the turn of a camera that is asked began.</summary>
    /// <param name="now">When this round begins.</param>
    public DateTimeOffset TurnOf(CameraOptions camera, DateTimeOffset now) => Due?.Contains(camera.Label) != false ? now : Known?.TurnOf(camera) ?? now;
}

/// <summary>A round's result.</summary>
/// <param name="Summary">How it ended, its repeats and what was not due included.</param>
/// <param name="Results">The cameras that were asked this time.</param>
/// <param name="Observed">What the pictures themselves show.</param>
/// <param name="Missing">Cameras that failed for a reason that passes.</param>
internal sealed record RoundOutcome(RoundSummary Summary, IReadOnlyList<CameraResult> Results, IReadOnlyList<Measure> Observed, int Missing);
