using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Storing;
using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Keeping;

namespace AutoCore.Daemon.Cameras.Reorganizing;

/// <summary>The <c>latest</c> folder of a site after its pictures have moved.</summary>
internal sealed class LatestLink(PictureTree tree, string site)
{
    private readonly string _folder = tree[$"{site}/{PictureNames.Latest}"];

    /// <summary>Makes <c>latest</c> lead to a camera's newest picture, unless it leads to one that is as new; replaced in one step.</summary>
    public void Point(PictureName newest)
    {
        var link = Path.Combine(_folder, newest.Camera + PictureNames.Extension);
        var target = PictureNames.LatestTarget(newest.Path);
        if (new FileInfo(link).LinkTarget is { } before && (before == target || (File.Exists(link) && IsNewer(before, newest))))
            return;
        Directory.CreateDirectory(_folder);
        Directory.CreateDirectory(tree[PictureNames.Incoming]);
        var temporary = tree[$"{PictureNames.Incoming}/reorganize{PictureNames.Extension}"];
        File.Delete(temporary);
        LatestPicture.Make(temporary, target, tree[newest.Path]);
        File.Move(temporary, link, overwrite: true);
    }

    /// <summary>Removes the links, which the other layouts do not have, and the folder if nothing is left in it; a file that was copied there stays.</summary>
    public void RemoveLinks()
    {
        foreach (var name in tree.Files($"{site}/{PictureNames.Latest}").ToList())
        {
            var link = Path.Combine(_folder, name);
            if (new FileInfo(link).LinkTarget is not null)
                File.Delete(link);
        }
        if (Directory.Exists(_folder) && !Directory.EnumerateFileSystemEntries(_folder).Any())
            Directory.Delete(_folder);
    }

    private static bool IsNewer(string target, PictureName than) =>
        target.StartsWith("../", StringComparison.Ordinal) && PictureNames.TryParse(than.Site + target[2..], out var linked)
        && PictureOrder.IsNewer(linked, than);
}
