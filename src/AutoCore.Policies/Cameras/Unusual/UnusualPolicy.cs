namespace AutoCore.Policies.Cameras.Unusual;

/// <summary>What a camera's newest picture means.</summary>
/// <param name="State">What to remember of the camera.</param>
/// <param name="Rival">The looks that may become usual, or null if there are none.</param>
/// <param name="HasLearned">Whether the model changed.</param>
/// <param name="HasRivalChanged">Whether the rival changed.</param>
public readonly record struct UnusualVerdict(CameraState State, CameraModel? Rival, bool HasLearned, bool HasRivalChanged);

/// <summary>
/// Tells unusual pictures from usual ones and decides what is learned of each (C15). What is usual moves the model; what is unusual makes a rival
/// beside it, which takes over once it has been there for a day without a break, or was seen on several days.
/// </summary>
public static class UnusualPolicy
{
    /// <summary>Pictures before the first flag.</summary>
    public const int LeastPictures = 12;

    /// <summary>How long a camera is young, in minutes: then only what is grossly unusual is flagged, and all else is learned.</summary>
    public const int YoungFor = 3 * Moment.MinutesOfDay;

    /// <summary>How long a change must last without a break to become usual, in minutes, and how many pictures must show it.</summary>
    public const int AcceptedAfter = Moment.MinutesOfDay;
    public const int AcceptedPictures = 3;

    /// <summary>On so many days a change that comes and goes must have been seen to become usual.</summary>
    public const int AcceptedDays = 3;

    /// <summary>A look that is well known learns a picture at most this often, in minutes, and of those that tell nothing new one in so many: each is a
    /// write.</summary>
    public const int LearnEvery = 4 * 60;
    public const int LearnOneIn = 3;

    /// <summary>How long cells that deviated are remembered, in minutes: from one night to the next.</summary>
    private const int SuspectedFor = 26 * 60;

    /// <summary>From this deviation on, in per cent, a picture is another look, not an instance of one.</summary>
    private const double OtherLook = 8;

    /// <summary>Below this deviation, in per cent, no cell is worth to be remembered.</summary>
    private const double Something = 0.5;

    /// <summary>A young camera is flagged from so many times the threshold on.</summary>
    private const double YoungFactor = 3;

    /// <summary>Judges a camera's new picture.</summary>
    /// <param name="model">The camera's usual looks; changed if the picture is learned.</param>
    /// <param name="rival">The looks that may become usual, or null.</param>
    /// <param name="before">What is remembered of the camera.</param>
    /// <param name="grid">The new picture.</param>
    /// <param name="at">When it was taken; without an hour, since the clock is in doubt, nothing is learned and nothing accepted.</param>
    /// <param name="threshold">The score from which on a picture is unusual, in per cent.</param>
    public static UnusualVerdict Evaluate(CameraModel model, CameraModel? rival, CameraState before, PictureGrid grid, Moment at, double threshold)
    {
        if (model.Match(grid, at.HourOfDay) is not { } match)
            return Begin(model, rival, grid, at);
        var isSuspected = before.Suspects.Length == PictureGrid.Cells && Math.Abs(at.Minutes - before.SuspectsAt) <= SuspectedFor;
        var raw = match.Deviation.Score(isSuspected ? before.Suspects : []);
        var score = Discount(raw, match.Look.Noise);
        var isSomething = match.Deviation.Score() >= Something;
        var state = new CameraState(score, false, null, isSomething ? match.Deviation.ToBytes() : isSuspected ? before.Suspects : [],
            isSomething ? at.Minutes : before.SuspectsAt);
        if (model.Pictures < LeastPictures || IsYoung(model, at, score, threshold))
            return new(state, rival, LearnFreely(model, match, grid, at, Math.Min(raw, threshold)), false);
        if (score < threshold)
            return new(state, rival, LearnSometimes(model, match, grid, at, raw, score / threshold), false);
        return Compete(model, rival, state with { IsFlagged = true, Since = before.Since ?? at.Minutes }, grid, at);
    }

    /// <summary>Makes the looks that were unusual so far usual ones.</summary>
    public static void Accept(CameraModel model, CameraModel rival)
    {
        foreach (var look in rival.Looks)
            model.Adopt(look, OtherLook);
    }

    /// <summary>A score as large as this look's noise counts half, a much larger one loses about the noise.</summary>
    private static double Discount(double score, double noise) => score > 0 ? score * score / (score + noise) : 0;

    private static UnusualVerdict Begin(CameraModel model, CameraModel? rival, PictureGrid grid, Moment at)
    {
        if (at.HourOfDay is null)
            return new(CameraState.Empty, rival, false, false);
        model.Learn(grid, at, null);
        return new(CameraState.Empty, rival, true, false);
    }

    private static bool IsYoung(CameraModel model, Moment at, double score, double threshold) =>
        at.Minutes - model.Since is >= 0 and < YoungFor && (score < YoungFactor * threshold || !model.Knows(at.HourOfDay));

    private static bool LearnFreely(CameraModel model, LookMatch match, PictureGrid grid, Moment at, double noise)
    {
        if (at.HourOfDay is null)
            return false;
        var isOther = match.Deviation.Score() > OtherLook && model.Looks.Count < CameraModel.MostLooks;
        model.Learn(grid, at, isOther ? null : match);
        if (!isOther)
            match.Look.NoteNoise(noise);
        return true;
    }

    private static bool LearnSometimes(CameraModel model, LookMatch match, PictureGrid grid, Moment at, double raw, double surprise)
    {
        var isNew = match.Look.Pictures < LeastPictures || surprise > 0.25 || at.Minutes * 2654435761 % 4294967296 / 65536 % LearnOneIn == 0;
        if (at.HourOfDay is null || !isNew || (match.Look.Pictures >= LeastPictures && Math.Abs(at.Minutes - match.Look.LearnedAt) < LearnEvery))
            return false;
        model.Learn(grid, at, match);
        match.Look.NoteNoise(raw);
        return true;
    }

    private static UnusualVerdict Compete(CameraModel model, CameraModel? rival, CameraState state, PictureGrid grid, Moment at)
    {
        if (at.HourOfDay is null)
            return new(state, rival, false, false);
        rival ??= new();
        var similar = rival.Match(grid, hour: null) is { } best && best.Deviation.Score() < OtherLook ? best : null;
        var lastDays = similar?.Look.Days ?? 0;
        rival.Learn(grid, at, similar);
        var hasLasted = at.Minutes - state.Since >= AcceptedAfter && rival.Pictures >= AcceptedPictures;
        var hasReturned = similar?.Look.Days >= AcceptedDays && lastDays < similar.Look.Days;
        if (similar is null || !(hasLasted || hasReturned))
            return new(state, rival, false, true);
        Accept(model, rival);
        return new(state with { Score = 0, IsFlagged = false, Since = null, Suspects = [], SuspectsAt = 0 }, null, true, true);
    }
}
