namespace AutoCore.Benchmarks.Cameras.Unusual;

/// <summary>What a contender made of all diaries.</summary>
internal sealed class Outcome
{
    private const int DaysOfWeek = 7;

    private readonly List<(IncidentKind Kind, double Best)> _incidents = [];
    private readonly List<double> _usual = [];
    private double _days;

    /// <summary>Incidents of all cameras.</summary>
    public int Incidents => _incidents.Count;

    /// <summary>Camera-weeks without an incident.</summary>
    public double Weeks => _days / DaysOfWeek;

    /// <summary>Takes in one camera's scores.</summary>
    /// <param name="scores">Each picture with its score.</param>
    /// <param name="hours">Hours from picture to picture.</param>
    public void Add(IReadOnlyList<(DiaryPicture Picture, double Score)> scores, double hours)
    {
        var counted = scores.Where(s => s.Picture.IsCounted).ToList();
        var usual = counted.Where(s => s.Picture.Kind == IncidentKind.None).Select(s => s.Score).ToList();
        var incidents = counted.Where(s => s.Picture.Kind != IncidentKind.None).GroupBy(s => s.Picture.Episode)
            .Select(g => (g.First().Picture.Kind, g.Max(s => s.Score))).ToList();
        lock (_usual)
        {
            _usual.AddRange(usual);
            _incidents.AddRange(incidents);
            _days += usual.Count * hours / 24;
        }
    }

    /// <summary>The part of incidents of a kind, or of all, with a picture from a threshold on.</summary>
    public double Detected(double threshold, params ReadOnlySpan<IncidentKind> kinds)
    {
        var chosen = Of(kinds);
        return chosen.Count(best => best >= threshold) / (double)chosen.Count;
    }

    /// <summary>Usual pictures from a threshold on, a camera and week.</summary>
    public double FalseAlarms(double threshold) => _usual.Count(s => s >= threshold) / Weeks;

    /// <summary>The largest threshold that detects at least this part of incidents of some kinds, or of all.</summary>
    public double ThresholdFor(double detected, params ReadOnlySpan<IncidentKind> kinds)
    {
        var best = Of(kinds);
        return best[(int)Math.Ceiling(detected * best.Count) - 1];
    }

    /// <summary>The part of incidents that is detected when so many false alarms a camera and week are allowed.</summary>
    public double DetectedAt(double falseAlarms)
    {
        var highest = _usual.OrderDescending().ElementAtOrDefault((int)(falseAlarms * Weeks));
        return _incidents.Count(i => i.Best > highest) / (double)_incidents.Count;
    }

    /// <summary>The best scores of incidents of some kinds, or of all, the highest first.</summary>
    private List<double> Of(ReadOnlySpan<IncidentKind> kinds)
    {
        var wanted = kinds.Length == 0 ? Enum.GetValues<IncidentKind>() : kinds.ToArray();
        return [.. _incidents.Where(i => wanted.Contains(i.Kind)).Select(i => i.Best).OrderDescending()];
    }
}
