using AutoCore.Core.Cameras;
using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Keeping;

namespace AutoCore.Daemon.Cameras.Keeping;

/// <summary>One local day's pictures that may go, of all sites, oldest first.</summary>
internal sealed record SurplusDay(DateOnly Day, IReadOnlyList<PictureName> Pictures);

/// <summary>
/// Finds what a rule lets go, day by day, the oldest first. Work and memory grow with what goes: a kept day's folder is not opened. Only the
/// timestamped layout, which has no day folders, costs a pass over a site's names.
/// </summary>
/// <param name="tree">The pictures' folder.</param>
/// <param name="rule">What may go.</param>
/// <param name="latest">Local time up to which a name's time says anything.</param>
internal sealed class SurplusPictures(PictureTree tree, RetentionRule rule, DateTime latest)
{
    /// <summary>Timestamped pictures that are held in memory at once; more are fetched by a further pass over the names.</summary>
    private const int FlatAtOnce = 20_000;

    private readonly List<SiteScan> _sites = [.. tree.Sites().Select(site => new SiteScan(tree, site, rule, latest))];

    /// <summary>The days with something to let go.</summary>
    public IEnumerable<SurplusDay> Days()
    {
        var folders = _sites.SelectMany(site => site.FolderDays().Select(day => (day, site))).ToLookup(f => f.day, f => f.site);
        var flat = _sites.SelectMany(site => site.FlatDays).GroupBy(f => f.Key, f => f.Value).ToDictionary(g => g.Key, g => g.Sum());
        var fetched = Enumerable.Empty<PictureName>().ToLookup(DayOf);
        var fetchedUpTo = DateOnly.MinValue;
        foreach (var day in folders.Select(f => f.Key).Concat(flat.Keys).Distinct().Order())
        {
            if (flat.ContainsKey(day) && day >= fetchedUpTo)
                (fetched, fetchedUpTo) = FetchFlat(flat, day);
            var inFolders = folders[day].SelectMany(site => Surplus(site, tree.PicturesOf(site.Site, day), day));
            var pictures = inFolders.Concat(SurplusOf(fetched[day], day)).OrderBy(p => p.Taken).ThenBy(p => p.Path, StringComparer.Ordinal).ToList();
            if (pictures.Count > 0)
                yield return new(day, pictures);
        }
    }

    /// <summary>One pass over the names of all sites for the timestamped pictures of as many days as memory should hold, but at least one.</summary>
    private (ILookup<DateOnly, PictureName> Pictures, DateOnly UpTo) FetchFlat(Dictionary<DateOnly, int> counts, DateOnly from)
    {
        var days = new HashSet<DateOnly>();
        var total = 0;
        foreach (var (day, count) in counts.Where(c => c.Key >= from).OrderBy(c => c.Key))
        {
            total += count;
            if (total > FlatAtOnce && days.Count > 0)
                break;
            days.Add(day);
        }
        var pictures = _sites.Where(site => site.FlatDays.Count > 0).SelectMany(site => tree.FlatPicturesOf(site.Site))
            .Where(p => p.Taken is not null && days.Contains(DayOf(p)));
        return (pictures.ToLookup(DayOf), days.Max().AddDays(1));
    }

    private IEnumerable<PictureName> SurplusOf(IEnumerable<PictureName> flat, DateOnly day) =>
        flat.GroupBy(p => p.Site, StringComparer.Ordinal).SelectMany(g => Surplus(_sites.Find(s => s.Site == g.Key)!, g, day));

    private IEnumerable<PictureName> Surplus(SiteScan site, IEnumerable<PictureName> pictures, DateOnly day) =>
        ThinningPolicy.Surplus(pictures, rule.FateOf(day)).Where(p => !site.Last.Holds(p));

    private static DateOnly DayOf(PictureName picture) => DateOnly.FromDateTime(picture.Taken ?? default);
}
