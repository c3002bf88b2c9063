using AutoCore.Core.Cameras;
using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Keeping;
using AutoCore.Policies.Configuration;

namespace AutoCore.Daemon.Cameras.Timelapse;

/// <summary>The kept pictures of one camera, a day at a time. Whether the settings still know the camera does not matter.</summary>
/// <param name="tree">The pictures' folder.</param>
/// <param name="site">The site's folder.</param>
/// <param name="camera">The camera, as file names spell it.</param>
internal sealed class KeptPictures(PictureTree tree, string site, string camera)
{
    /// <summary>Finds a camera by <c>SITE/NAME</c>, case ignored.</summary>
    /// <param name="tree">The pictures' folder.</param>
    /// <param name="label">What was typed.</param>
    /// <param name="problem">Why there is none, with the name that was probably meant; else null.</param>
    public static KeptPictures? Find(PictureTree tree, string label, out string? problem)
    {
        problem = null;
        var slash = label.IndexOf('/');
        if (slash <= 0 || slash == label.Length - 1)
        {
            problem = $"{label}: name site and camera, as in Shop/Door";
            return null;
        }
        var sites = tree.Sites();
        if (Match(sites, label[..slash]) is not { } site)
        {
            problem = $"no picture of a site {label[..slash]} is kept in {tree.Root}{Meant(label[..slash], sites)}";
            return null;
        }
        var cameras = tree.AllPicturesOf(site).Select(p => p.Camera).Distinct(StringComparer.Ordinal).ToList();
        if (Match(cameras, label[(slash + 1)..]) is { } camera)
            return new(tree, site, camera);
        problem = $"no picture of {label} is kept in {tree.Root}{Meant(label[(slash + 1)..], cameras)}";
        return null;
    }

    /// <summary>The pictures of a span of local time, oldest first; those of the snapshot layout tell no time and belong to none.</summary>
    public IEnumerable<PictureName> Between(DateTime from, DateTime to)
    {
        var flat = tree.FlatPicturesOf(site).Where(IsMine).GroupBy(p => DateOnly.FromDateTime(p.Taken!.Value)).ToDictionary(g => g.Key, g => g.ToList());
        var days = PictureTree.Months(tree.Folders(site), RetentionRule.Everything).SelectMany(month => tree.Days(site, month)).Concat(flat.Keys);
        return days.Where(day => day >= DateOnly.FromDateTime(from) && day <= DateOnly.FromDateTime(to)).Distinct().Order()
            .SelectMany(day => tree.PicturesOf(site, day).Where(IsMine).Concat(flat.GetValueOrDefault(day) ?? []).OrderBy(p => p.Taken).ThenBy(p => p.Copy))
            .Where(p => p.Taken >= from && p.Taken <= to);
    }

    /// <summary>The times of the oldest and the newest picture; null if none has a time.</summary>
    public (DateTime Oldest, DateTime Newest)? Span()
    {
        (DateTime Oldest, DateTime Newest)? span = null;
        foreach (var at in tree.AllPicturesOf(site).Where(IsMine).Select(p => p.Taken!.Value))
            span = span is var (oldest, newest) ? (at < oldest ? at : oldest, at > newest ? at : newest) : (at, at);
        return span;
    }

    private bool IsMine(PictureName picture) => picture.Taken is not null && picture.Camera == camera;

    private static string? Match(List<string> names, string wanted)
    {
        var part = PictureNames.PartOf(wanted);
        return names.Find(n => n == part) ?? names.Find(n => n.Equals(part, StringComparison.OrdinalIgnoreCase));
    }

    private static string Meant(string wanted, List<string> names) => NearestName.Find(wanted, names) is { } name ? $"; did you mean {name}?" : "";
}
