using System.IO.Enumeration;
using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Keeping;

namespace AutoCore.Core.Cameras;

/// <summary>
/// The pictures' folder as it lies on the card, read by names alone: no file is asked for its size or time. Folders that are links are not
/// entered, so that nothing outside is ever touched; a folder that vanishes meanwhile is empty.
/// </summary>
/// <param name="root"><c>Cameras:Root</c>.</param>
internal sealed class PictureTree(string root)
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>The folder itself.</summary>
    public string Root => root;

    /// <summary>The absolute path of one below the folder.</summary>
    public string this[string relative] => Path.Combine(root, relative);

    /// <summary>The folders of the sites.</summary>
    public List<string> Sites() => [.. Folders("").Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal)];

    /// <summary>The months of a site that a rule touches, oldest first.</summary>
    public static IEnumerable<DateOnly> Months(IEnumerable<string> folders, RetentionRule rule)
    {
        foreach (var name in folders.Order(StringComparer.Ordinal))
        {
            if (PictureNames.TryParseMonth(name, out var month) && rule.Touches(month))
                yield return month;
        }
    }

    /// <summary>The days of a site's month that have a folder, oldest first.</summary>
    public IEnumerable<DateOnly> Days(string site, DateOnly month)
    {
        foreach (var name in Folders(Path.GetDirectoryName(PictureNames.DayFolderOf(site, month))!).Order(StringComparer.Ordinal))
        {
            if (PictureNames.TryParseDay(month, name, out var day))
                yield return day;
        }
    }

    /// <summary>The pictures in a day's folder.</summary>
    public IEnumerable<PictureName> PicturesOf(string site, DateOnly day) => Pictures(PictureNames.DayFolderOf(site, day));

    /// <summary>The pictures that lie in a site's folder itself: snapshots and timestamped ones.</summary>
    public IEnumerable<PictureName> FlatPicturesOf(string site) => Pictures(site);

    /// <summary>Every picture of a site, a folder at a time.</summary>
    public IEnumerable<PictureName> AllPicturesOf(string site) =>
        FlatPicturesOf(site)
        .Concat(Months(Folders(site), RetentionRule.Everything).SelectMany(month => Days(site, month)).SelectMany(day => PicturesOf(site, day)));

    /// <summary>The names of the folders in a folder.</summary>
    public IEnumerable<string> Folders(string relative) => List(relative, static (ref FileSystemEntry entry) => entry.IsDirectory && !IsLink(entry));

    /// <summary>The names of the files and links in a folder.</summary>
    public IEnumerable<string> Files(string relative) => List(relative, static (ref FileSystemEntry entry) => !entry.IsDirectory);

    private IEnumerable<PictureName> Pictures(string folder)
    {
        foreach (var file in Files(folder))
        {
            if (PictureNames.TryParse($"{folder}/{file}", out var name))
                yield return name;
        }
    }

    private IEnumerable<string> List(string relative, FileSystemEnumerable<string>.FindPredicate wanted)
    {
        IEnumerator<string> entries;
        if (IsBehindALink(relative))
            yield break;
        try
        {
            entries = new FileSystemEnumerable<string>(this[relative], static (ref FileSystemEntry entry) => entry.FileName.ToString(),
                Everything)
            { ShouldIncludePredicate = wanted }.GetEnumerator();
        }
        catch (DirectoryNotFoundException)
        {
            yield break;
        }
        using (entries)
        {
            while (entries.MoveNext())
                yield return entries.Current;
        }
    }

    private bool IsBehindALink(string relative)
    {
        for (var end = relative.IndexOf('/'); relative.Length > 0; end = relative.IndexOf('/', end + 1))
        {
            if (new DirectoryInfo(this[end < 0 ? relative : relative[..end]]).LinkTarget is not null)
                return true;
            if (end < 0)
                return false;
        }
        return false;
    }

    /// <summary>Asks the file system, unlike the entry's kind: only for the few folders.</summary>
    private static bool IsLink(in FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0;
}
