using AutoCore.Core.Cameras;
using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Keeping;

namespace AutoCore.Daemon.Cameras.Keeping;

/// <summary>
/// What one pass over the names in a site's folder tells: the days that a rule touches, and where the last picture of a camera may be. Memory
/// grows with days and cameras, not with pictures.
/// </summary>
internal sealed class SiteScan
{
    private readonly PictureTree _tree;
    private readonly RetentionRule _rule;
    private readonly DateTime _latest;
    private readonly List<string> _folders;
    private readonly Dictionary<string, PictureName> _newestFlat = new(StringComparer.Ordinal);
    private readonly SortedDictionary<DateOnly, int> _flatDays = [];

    /// <param name="tree">The pictures' folder.</param>
    /// <param name="site">The site's folder.</param>
    /// <param name="rule">What may go.</param>
    /// <param name="latest">Local time up to which a name's time says anything: a picture named in the future was taken under a clock that ran ahead.</param>
    public SiteScan(PictureTree tree, string site, RetentionRule rule, DateTime latest)
    {
        _tree = tree;
        _rule = rule;
        _latest = latest;
        Site = site;
        _folders = [.. tree.Folders(site)];
        foreach (var picture in tree.FlatPicturesOf(site))
            Count(picture);
        Last = new(tree, site, _newestFlat, _folders);
    }

    /// <summary>The site's folder.</summary>
    public string Site { get; }

    /// <summary>Which pictures must stay because a camera has no newer one.</summary>
    public LastPictures Last { get; }

    /// <summary>How many timestamped pictures of each touched day lie in the site's folder.</summary>
    public IReadOnlyDictionary<DateOnly, int> FlatDays => _flatDays;

    /// <summary>The day folders that the rule touches, oldest first.</summary>
    public IEnumerable<DateOnly> FolderDays() =>
        PictureTree.Months(_folders, _rule).SelectMany(month => _tree.Days(Site, month)).Where(day => _rule.FateOf(day) != DayFate.Keep);

    private void Count(PictureName picture)
    {
        if (picture.Taken is not { } taken)
            return;
        if (!_newestFlat.TryGetValue(picture.Camera, out var newest) || PictureOrder.IsNewer(picture, newest, _latest))
            _newestFlat[picture.Camera] = picture;
        var day = DateOnly.FromDateTime(taken);
        if (_rule.FateOf(day) != DayFate.Keep)
            _flatDays[day] = _flatDays.GetValueOrDefault(day) + 1;
    }
}
