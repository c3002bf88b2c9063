namespace AutoCore.Benchmarks.Cameras.Unusual;

/// <summary>One picture of a generated camera and the truth about it.</summary>
/// <param name="Days">When, in days since the beginning.</param>
/// <param name="Samples">The picture.</param>
/// <param name="Sky">The weather.</param>
/// <param name="Kind">What it shows; none while an incident cannot be seen.</param>
/// <param name="Episode">Which incident it belongs to, seen or not; -1 for none.</param>
/// <param name="IsCounted">Whether it counts: the first weeks are for learning.</param>
internal sealed record DiaryPicture(double Days, byte[] Samples, Sky Sky, IncidentKind Kind, int Episode, bool IsCounted);

/// <summary>Weeks of one camera: two to learn, then days with an incident each among ordinary ones.</summary>
internal static class Diary
{
    private const int FirstIncident = 21;
    private const int Every = 4;

    private static readonly IncidentKind[] Kinds = [.. Enum.GetValues<IncidentKind>().Where(k => k != IncidentKind.None)];

    public const int Days = FirstIncident + (8 * Every);

    /// <summary>The pictures, in order of time.</summary>
    /// <param name="seed">Same seed, same diary.</param>
    /// <param name="hours">Hours from picture to picture.</param>
    public static IEnumerable<DiaryPicture> Write(int seed, double hours)
    {
        var random = new Random(seed);
        var place = new Place(random);
        var weather = new Weather(random, random.Next(365));
        var camera = new StreetCamera(place, random);
        var order = Kinds.OrderBy(_ => random.Next()).ToArray();
        var incidents = order.Select(k => Incident.Make(k, random, place)).ToArray();
        var phase = random.NextDouble() * hours / 24;
        for (var days = phase; days < Days; days += hours / 24)
        {
            var sky = weather.At(days);
            var episode = (int)Math.Floor((days - FirstIncident) / Every);
            var isIncident = days >= FirstIncident && (days - FirstIncident) % Every < 1 && episode < incidents.Length;
            var incident = isIncident ? incidents[episode] : Incident.None;
            var kind = incident.ShowsIn(sky) ? incident.Kind : IncidentKind.None;
            yield return new(days, camera.Take(sky, incident), sky, kind, isIncident ? episode : -1, days >= FirstIncident - 7);
        }
    }
}
