using AutoCore.Core.Cameras;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Cameras;

namespace AutoCore.Daemon.Cameras.Keeping;

/// <summary>Removes a day's pictures: archived first if there is an archive, file by file, then the folders that this leaves empty.</summary>
internal sealed class PictureRemoval(PictureTree tree, DayArchive? archive)
{
    /// <summary>Removes them; what an archive does not hold, or could not be removed, stays.</summary>
    /// <param name="day">The day and its pictures.</param>
    /// <param name="removed">Told of each picture that went.</param>
    /// <param name="cancellationToken">Stops between two files; what went is gone, what is left is found again.</param>
    /// <exception cref="IOException">The archive or the card failed.</exception>
    public void Remove(SurplusDay day, Action<CleanupItem> removed, CancellationToken cancellationToken)
    {
        archive?.Keep(day, cancellationToken);
        foreach (var picture in day.Pictures)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = tree[picture.Path];
            // One name at a time, so that of identical pictures the last name frees the bytes.
            if (new LinkCount().Next(path) is not { } item)
                continue;
            if (TryDelete(path))
                removed(item);
        }
        foreach (var site in day.Pictures.Where(p => p.Mode == StorageMode.Organized).Select(p => p.Site).Distinct(StringComparer.Ordinal))
            RemoveEmptyFolders(tree[PictureNames.DayFolderOf(site, day.Day)]);
    }

    /// <summary>Removes a day's folder if it is empty, then its month's.</summary>
    public static void RemoveEmptyFolders(string day)
    {
        try
        {
            foreach (var folder in new[] { day, Path.GetDirectoryName(day)! })
            {
                if (!Directory.Exists(folder) || Directory.EnumerateFileSystemEntries(folder).Any())
                    return;
                Directory.Delete(folder);
            }
        }
        catch (IOException)
        {
            // Another clean-up removed it, or a picture came into it, meanwhile: it is gone, or no longer empty.
        }
    }

    /// <summary>False if another clean-up was faster, and took the folder with it.</summary>
    private static bool TryDelete(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
    }
}
