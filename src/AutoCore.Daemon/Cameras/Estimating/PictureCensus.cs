using AutoCore.Core.Cameras;
using AutoCore.Core.Storage;
using AutoCore.Policies.Cameras.Estimating;

namespace AutoCore.Daemon.Cameras.Estimating;

/// <summary>How many pictures of a group there are and what they take; an identical picture under a second name takes nothing.</summary>
internal readonly record struct PictureCount(long Pictures, long Bytes)
{
    public PictureCount Plus(long bytes) => new(Pictures + 1, Bytes + bytes);
}

/// <summary>Counts the pictures that are there, by one walk over all of them.</summary>
internal sealed class PictureCensus
{
    private readonly PictureCount[] _groups = new PictureCount[Enum.GetValues<AgeGroup>().Length];
    private readonly HashSet<ulong> _linked = [];
    private long _files;

    private PictureCensus()
    {
    }

    /// <summary>Sites with a picture.</summary>
    public int Sites { get; private set; }

    /// <summary>Cameras with a picture.</summary>
    public int Cameras { get; private set; }

    /// <summary>All pictures.</summary>
    public PictureCount Total => new(_groups.Sum(g => g.Pictures), _groups.Sum(g => g.Bytes));

    /// <summary>The mean size of a picture in bytes, or null if there is none.</summary>
    public double? MeanBytes => _files > 0 ? Total.Bytes / (double)_files : null;

    /// <summary>The pictures of an age.</summary>
    public PictureCount this[AgeGroup age] => _groups[(int)age];

    /// <summary>Walks the pictures' folder.</summary>
    public static PictureCensus Take(PictureTree tree, DateOnly today, TimeZoneInfo zone)
    {
        var census = new PictureCensus();
        foreach (var site in tree.Sites())
        {
            var cameras = new HashSet<string>(StringComparer.Ordinal);
            foreach (var picture in tree.AllPicturesOf(site))
            {
                if (FileFacts.Read(tree[picture.Path]) is not { IsRegular: true } facts)
                    continue;
                cameras.Add(picture.Camera);
                census.Count(AgePolicy.GroupOf(DateOnly.FromDateTime(picture.Taken ?? TimeZoneInfo.ConvertTime(facts.Modified, zone).DateTime), today), facts);
            }
            census.Cameras += cameras.Count;
            census.Sites += cameras.Count > 0 ? 1 : 0;
        }
        return census;
    }

    private void Count(AgeGroup age, FileFacts facts)
    {
        var isFirstName = facts.Links <= 1 || _linked.Add(facts.Identity);
        _files += isFirstName ? 1 : 0;
        _groups[(int)age] = _groups[(int)age].Plus(isFirstName ? facts.Bytes : 0);
    }
}
