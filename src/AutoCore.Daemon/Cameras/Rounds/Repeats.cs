using AutoCore.Core.Cameras;
using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Daemon.Cameras.Rounds;

/// <summary>
/// When the last round's missing cameras are asked again. It counts on the monotonic clock, and begins anew with the process: what was missed
/// before is due at once.
/// </summary>
internal sealed class Repeats(CamerasOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private bool _hasLooked;
    private long? _finished;
    private int _fruitless;
    private TimeSpan _ended;
    private TimeSpan _due;

    private TimeSpan Now => time.GetElapsedTime(0);

    /// <summary>Time until the next repeat.</summary>
    public TimeSpan DueIn
    {
        get
        {
            lock (_gate)
                return _due > Now ? _due - Now : TimeSpan.Zero;
        }
    }

    /// <summary>Time since the last round or repeat ended here; zero: none has.</summary>
    public TimeSpan Since
    {
        get
        {
            lock (_gate)
                return _ended > TimeSpan.Zero ? Now - _ended : TimeSpan.Zero;
        }
    }

    /// <summary>Looks at what is on the card; true for a round that somebody else ended meanwhile, by hand.</summary>
    public bool Notice(RoundState state)
    {
        lock (_gate)
        {
            var isForeign = _hasLooked && state.Summary is not null && FinishOf(state.Summary) != _finished;
            if (isForeign)
                Plan(0);
            _hasLooked = true;
            _finished = FinishOf(state.Summary);
            return isForeign;
        }
    }

    /// <summary>A round or a repeat has ended here.</summary>
    /// <param name="outcome">How.</param>
    /// <param name="request">What it was asked to do.</param>
    public void Note(RoundOutcome outcome, RoundRequest request)
    {
        lock (_gate)
        {
            (_hasLooked, _finished) = (true, FinishOf(outcome.Summary));
            // Turns of others, perhaps every minute, do not put off those that wait for a repeat; nor does a camera that somebody asks for.
            if (request.IsByName)
                return;
            if (request.IsOfTurns && request.Cameras.Any(c => !request.IsAsked(c) && request.Known?.IsMissing(c) == true))
                return;
            Plan(request.Again.Count > 0 && !outcome.Results.Any(r => r.Stored is not null && request.Again.Contains(r.Camera.Label)) ? _fruitless + 1 : 0);
        }
    }

    /// <summary>A link came up: what was missed is due, a moment after the last repeat at the earliest.</summary>
    public void Hasten()
    {
        lock (_gate)
        {
            // The first one may come before the way through the router does: the next follows in a minute.
            _fruitless = -1;
            var soonest = _ended + RepeatPolicy.ShortestDelay;
            if (_due > soonest)
                _due = soonest;
        }
    }

    /// <summary>As exactly as the card has it.</summary>
    private static long? FinishOf(RoundSummary? summary) => summary?.Finished.ToUnixTimeMilliseconds();

    private void Plan(int fruitless)
    {
        _fruitless = fruitless;
        _ended = Now;
        _due = _ended + RepeatPolicy.Delay(fruitless, options.Interval);
    }
}
