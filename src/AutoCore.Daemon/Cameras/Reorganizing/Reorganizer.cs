using AutoCore.Core.Cameras;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Cameras.Keeping;
using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Keeping;

namespace AutoCore.Daemon.Cameras.Reorganizing;

/// <summary>A picture's way into the present layout, both paths below the pictures' folder.</summary>
internal readonly record struct PictureMove(string From, string To);

/// <summary>
/// Moves what is there into the layout of a mode (C5), a site at a time. Each move is one rename that overwrites nothing, so a run that was
/// interrupted is simply run again. The snapshot layout has room for one picture a camera: the newest moves there, the others stay until retention takes them.
/// </summary>
/// <param name="tree">The pictures' folder.</param>
/// <param name="mode">The layout to move into.</param>
/// <param name="zone">The zone of the times in names.</param>
/// <param name="dryRun">Whether only to tell.</param>
internal sealed class Reorganizer(PictureTree tree, StorageMode mode, TimeZoneInfo zone, bool dryRun)
{
    /// <summary>Moves, and tells of each move.</summary>
    /// <exception cref="IOException">A picture could not be moved; those before it have been.</exception>
    public IEnumerable<PictureMove> Run() => tree.Sites().SelectMany(RunSite);

    private IEnumerable<PictureMove> RunSite(string site)
    {
        // The names that a dry run has given away, so that it tells what the real run would do.
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var newest = new Dictionary<string, PictureName>(StringComparer.Ordinal);
        foreach (var picture in mode == StorageMode.Snapshot ? NewestWithoutSnapshot(site) : PicturesOf(site))
        {
            PictureName? placed = picture.Mode == mode ? picture : Place(picture, taken);
            if (placed is not { } here)
                continue;
            newest[here.Camera] = newest.TryGetValue(here.Camera, out var other) && PictureOrder.IsNewer(other, here) ? other : here;
            if (picture.Mode != mode)
                yield return new(picture.Path, here.Path);
        }
        if (!dryRun)
            FinishSite(site, newest.Values);
    }

    private void FinishSite(string site, IEnumerable<PictureName> newest)
    {
        var latest = new LatestLink(tree, site);
        if (mode == StorageMode.Organized)
        {
            foreach (var picture in newest)
                latest.Point(picture);
        }
        else
        {
            latest.RemoveLinks();
        }
    }

    /// <summary>Every picture of a site, a folder at a time.</summary>
    private IEnumerable<PictureName> PicturesOf(string site)
    {
        foreach (var picture in tree.FlatPicturesOf(site))
            yield return picture;
        foreach (var month in PictureTree.Months(tree.Folders(site).ToList(), RetentionRule.Everything))
        {
            foreach (var day in tree.Days(site, month).ToList())
            {
                // Read to its end before any of it moves.
                foreach (var picture in tree.PicturesOf(site, day).OrderBy(p => p.Taken).ThenBy(p => p.Copy).ThenBy(p => p.Camera, StringComparer.Ordinal)
                    .ToList())
                {
                    yield return picture;
                }
                if (!dryRun)
                    PictureRemoval.RemoveEmptyFolders(tree[PictureNames.DayFolderOf(site, day)]);
            }
        }
    }

    private IEnumerable<PictureName> NewestWithoutSnapshot(string site)
    {
        var newest = new SortedDictionary<string, PictureName>(StringComparer.Ordinal);
        var snapshots = new HashSet<string>(StringComparer.Ordinal);
        foreach (var picture in PicturesOf(site))
        {
            if (picture.Mode == StorageMode.Snapshot)
                snapshots.Add(picture.Camera);
            else if (!newest.TryGetValue(picture.Camera, out var other) || PictureOrder.IsNewer(picture, other))
                newest[picture.Camera] = picture;
        }
        return newest.Values.Where(p => !snapshots.Contains(p.Camera));
    }

    /// <summary>Moves a picture to the first free name of its second; null if it is no file, or gone.</summary>
    private PictureName? Place(PictureName picture, HashSet<string> taken)
    {
        if (FileFacts.Read(tree[picture.Path]) is not { IsRegular: true } facts)
            return null;
        var when = picture.Taken ?? TimeZoneInfo.ConvertTime(facts.Modified, zone).DateTime;
        for (var copy = 1; ; copy++)
        {
            var placed = new PictureName(mode, picture.Site, picture.Camera, mode == StorageMode.Snapshot ? null : when, copy, picture.Form);
            if (mode == StorageMode.Snapshot && copy > 1)
                return null;
            if (TryMove(picture.Path, placed.Path, taken))
                return placed;
        }
    }

    private bool TryMove(string from, string to, HashSet<string> taken)
    {
        if (dryRun)
            return !Path.Exists(tree[to]) && taken.Add(to);
        Directory.CreateDirectory(Path.GetDirectoryName(tree[to])!);
        return Posix.TryMove(tree[from], tree[to]);
    }
}
