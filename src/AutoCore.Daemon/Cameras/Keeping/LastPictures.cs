using AutoCore.Core.Cameras;
using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Keeping;

namespace AutoCore.Daemon.Cameras.Keeping;

/// <summary>
/// The pictures of a site that never go: the newest one of each camera whose name tells its time, and the one that <c>latest</c> leads to.
/// Snapshots never go by age at all. Asked camera by camera, so that the work grows with the cameras that would lose something.
/// </summary>
internal sealed class LastPictures(PictureTree tree, string site, IReadOnlyDictionary<string, PictureName> newestFlat, IReadOnlyList<string> folders)
{
    private readonly Dictionary<string, (string? Linked, string? Newest)> _byCamera = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PictureName> _newestDated = new(StringComparer.Ordinal);
    private IEnumerator<PictureName>? _datedFromTheNewest;

    /// <summary>Whether a picture must stay.</summary>
    public bool Holds(PictureName picture)
    {
        if (!_byCamera.TryGetValue(picture.Camera, out var last))
            _byCamera[picture.Camera] = last = Find(picture.Camera);
        var path = picture.Path;
        return path == last.Linked || path == last.Newest;
    }

    private (string? Linked, string? Newest) Find(string camera)
    {
        var linked = ReadLink(camera);
        PictureName? newest = linked is { } l && PictureNames.TryParse(l, out var target) && target.Taken is not null ? target : NewestDated(camera);
        if (newestFlat.TryGetValue(camera, out var flat) && (newest is not { } dated || PictureOrder.IsNewer(flat, dated)))
            newest = flat;
        return (linked, newest?.Path);
    }

    /// <summary>The picture that <c>latest</c> leads to, below the pictures' folder; null if it is a copy or leads nowhere.</summary>
    private string? ReadLink(string camera)
    {
        var link = tree[PictureNames.LatestOf(site, camera)];
        if (new FileInfo(link).LinkTarget is not { } target)
            return null;
        var leadsTo = Path.GetRelativePath(tree.Root, Path.GetFullPath(target, Path.GetDirectoryName(link)!));
        return File.Exists(tree[leadsTo]) ? leadsTo : null;
    }

    /// <summary>Looks into day folders from the newest on, only as far as needed, and only for a camera whose <c>latest</c> does not tell.</summary>
    private PictureName? NewestDated(string camera)
    {
        if (_newestDated.TryGetValue(camera, out var known))
            return known;
        _datedFromTheNewest ??= DatedFromTheNewest().GetEnumerator();
        while (_datedFromTheNewest.MoveNext())
        {
            var picture = _datedFromTheNewest.Current;
            _newestDated.TryAdd(picture.Camera, picture);
            if (picture.Camera == camera)
                return picture;
        }
        return null;
    }

    private IEnumerable<PictureName> DatedFromTheNewest() =>
        from month in PictureTree.Months(folders, RetentionRule.Everything).Reverse()
        from day in tree.Days(site, month).Reverse()
        from picture in tree.PicturesOf(site, day).OrderByDescending(p => p.Taken).ThenByDescending(p => p.Copy)
        select picture;
}
