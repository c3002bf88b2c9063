namespace AutoCore.Policies.Cameras.Unusual;

/// <summary>The look that explains a picture best, how, and what it leaves unexplained.</summary>
internal sealed record LookMatch(Look Look, LookFit Fit, Deviation Deviation);

/// <summary>A camera's usual looks, at most <see cref="MostLooks"/>, and when each is usual.</summary>
public sealed class CameraModel
{
    /// <summary>Looks of a camera: day, night, dusk, and room for weather.</summary>
    public const int MostLooks = 5;

    /// <summary>Sightings around an hour from which on the hour counts as known.</summary>
    public const int KnownHour = 2;

    /// <summary>A look belongs to a known hour if it was seen in more than this part of its sightings.</summary>
    private const float LeastShare = 0.03f;

    private readonly List<Look> _looks = [];

    /// <summary>The looks.</summary>
    public IReadOnlyList<Look> Looks => _looks;

    /// <summary>Pictures learned, up to 65,535.</summary>
    public int Pictures { get; internal set; }

    /// <summary>When the first was, minutes since 1970, UTC.</summary>
    public long Since { get; internal set; }

    internal void Restore(Look look) => _looks.Add(look);

    /// <summary>Whether pictures around an hour have been seen before.</summary>
    internal bool Knows(double? hour) => hour is { } h && _looks.Sum(l => l.SeenAround(h)) >= KnownHour;

    /// <summary>Finds the look that explains a picture best, among those of its hour if the hour is known; null if there is none at all.</summary>
    internal LookMatch? Match(PictureGrid grid, double? hour)
    {
        LookMatch? best = null;
        foreach (var look in Usual(hour))
        {
            var fit = LookFit.Of(look, grid);
            if (best is null || fit.Cost < best.Fit.Cost)
                best = new(look, fit, Deviation.None);
        }
        return best is null ? null : best with { Deviation = Deviation.Of(best.Fit) };
    }

    /// <summary>Learns a picture as another instance of a look, or as a new one.</summary>
    internal void Learn(PictureGrid grid, Moment at, LookMatch? match)
    {
        var look = match?.Look ?? Add(new());
        look.Learn(match?.Fit, grid, at);
        if (at.HourOfDay is { } hour)
        {
            foreach (var each in _looks)
                each.NoteHour((int)hour, each == look);
        }
        Since = Pictures == 0 ? at.Minutes : Since;
        Pictures = Math.Min(Pictures + 1, ushort.MaxValue);
    }

    /// <summary>Takes over a look that proved to be usual; one that is known already only gains hours.</summary>
    internal void Adopt(Look look, double threshold)
    {
        if (Match(PictureGrid.Of(look), hour: null) is not { } known || known.Deviation.Score() >= threshold)
        {
            Add(look);
            return;
        }
        for (var hour = 0; hour < Look.HoursOfDay; hour++)
            known.Look.Hours[hour] = Math.Max(known.Look.Hours[hour], look.Hours[hour]);
    }

    private IEnumerable<Look> Usual(double? hour)
    {
        if (!Knows(hour))
            return _looks;
        var all = _looks.Sum(l => l.SeenAround(hour!.Value));
        return _looks.Where(l => l.SeenAround(hour!.Value) > LeastShare * all);
    }

    /// <summary>Adds a look; the one that has not been seen for longest makes room.</summary>
    private Look Add(Look look)
    {
        if (_looks.Count == MostLooks)
            _looks.Remove(_looks.MinBy(l => l.LearnedAt)!);
        _looks.Add(look);
        return look;
    }
}
