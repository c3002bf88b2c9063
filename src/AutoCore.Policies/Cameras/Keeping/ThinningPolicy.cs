namespace AutoCore.Policies.Cameras.Keeping;

/// <summary>Which pictures of a day go when it is thinned, or when it has expired.</summary>
public static class ThinningPolicy
{
    /// <summary>The pictures that go, oldest first. Doing it twice takes nothing more: the first of each hour or day stays.</summary>
    /// <param name="day">All pictures of one site and day, in any order; each has a time.</param>
    /// <param name="fate">What becomes of the day.</param>
    public static IEnumerable<PictureName> Surplus(IEnumerable<PictureName> day, DayFate fate)
    {
        var kept = new HashSet<(string Camera, int Hour)>();
        foreach (var picture in day.OrderBy(p => p.Taken).ThenBy(p => p.Copy).ThenBy(p => p.Camera, StringComparer.Ordinal))
        {
            var stays = fate switch
            {
                DayFate.Delete => false,
                DayFate.OnePerDay => kept.Add((picture.Camera, 0)),
                DayFate.OnePerHour => kept.Add((picture.Camera, picture.Taken?.Hour ?? 0)),
                _ => true,
            };
            if (!stays)
                yield return picture;
        }
    }
}
