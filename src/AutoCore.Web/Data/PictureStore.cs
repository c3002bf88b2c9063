using AutoCore.Core.Cameras;
using AutoCore.Core.Storage;
using AutoCore.Core.Storage.SafePath;
using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Keeping;
using AutoCore.Policies.Clock;
using Microsoft.Win32.SafeHandles;

namespace AutoCore.Web.Data;

/// <summary>
/// The pictures of a camera, in all three layouts at once: those that lie in an old one after a change of mode are found, too. Paths are made of a
/// known camera's key and a time alone; links are followed in <c>latest</c> only, and only to a picture of the same camera.
/// </summary>
internal sealed class PictureStore(CamerasOptions options, TimeProvider time)
{
    private readonly PictureTree _tree = new(options.Root);
    private readonly SmallerPictures _smaller = new();

    /// <summary>The newest picture, or null if there is none.</summary>
    public Picture? Latest(CameraKey camera)
    {
        if (LinkedLatest(camera) is { } linked)
            return linked;
        var flat = Flat(camera);
        // One that is named in the future was taken under a clock that ran ahead: it would stand there until that time comes.
        var latest = time.GetLocalNow().DateTime + PictureOrder.Tolerance;
        if (flat.FindLastIndex(p => p.Taken <= latest) is >= 0 and var last)
            return flat[last];
        return flat.Count > 0 ? flat[^1]
            : DatedDays(camera.Site).Reverse().SelectMany(day => Enumerable.Reverse(Dated(camera, day))).Select(p => (Picture?)p).FirstOrDefault();
    }

    /// <summary>The days on which there are pictures of it, oldest first.</summary>
    public IReadOnlyList<DateOnly> Days(CameraKey camera) => [.. KeptDays(camera).Select(d => d.Day)];

    /// <summary>The same with the number of pictures of each.</summary>
    public IReadOnlyList<KeptDay> KeptDays(CameraKey camera)
    {
        var flat = Flat(camera).ToLookup(p => DateOnly.FromDateTime(p.Taken));
        return
        [
            .. DatedDays(camera.Site).Concat(flat.Select(f => f.Key)).Distinct().Order()
                .Select(day => new KeptDay(day, Dated(camera, day).Concat(flat[day]).Distinct().Count())).Where(d => d.Count > 0),
        ];
    }

    /// <summary>The pictures of a day, oldest first.</summary>
    public IReadOnlyList<Picture> Day(CameraKey camera, DateOnly day) =>
        [.. Dated(camera, day).Concat(Flat(camera).Where(p => DateOnly.FromDateTime(p.Taken) == day)).Order().Distinct()];

    /// <summary>The pictures from a time on to before another, oldest first.</summary>
    /// <param name="camera">Whose.</param>
    /// <param name="span">The time.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="start">Where to go on: the <see cref="PicturePage.Next"/> of the page before.</param>
    public PicturePage Range(CameraKey camera, LocalSpan span, int limit, Picture? start = null)
    {
        var first = start is { } next && DateOnly.FromDateTime(next.Taken) is var day && day > span.FirstDay ? day : span.FirstDay;
        var flat = Flat(camera);
        var days = DatedDays(camera.Site).Concat(flat.Select(p => DateOnly.FromDateTime(p.Taken))).Distinct().Order()
            .Where(day => day >= first && day <= span.LastDay);
        var wanted = days.SelectMany(day => Dated(camera, day).Concat(flat.Where(p => DateOnly.FromDateTime(p.Taken) == day)).Order().Distinct())
            .Where(p => span.Holds(p.Taken) && (start is not { } s || p >= s)).Take(limit + 1).ToList();
        return wanted.Count > limit ? new(wanted[..limit], wanted[limit]) : new(wanted, null);
    }

    /// <summary>Opens a picture by its time; null if there is none, or no longer.</summary>
    public PictureFile? Open(CameraKey camera, Picture picture)
    {
        foreach (var mode in (ReadOnlySpan<StorageMode>)[StorageMode.Organized, StorageMode.Timestamped])
        {
            var name = new PictureName(mode, camera.Site, camera.Name, picture.Taken, picture.Copy);
            if ((TryOpen(name, picture) ?? TryOpen(name with { Form = PictureForm.JpegXl }, picture)) is { } found)
                return found;
        }
        return SnapshotOf(camera) == picture ? TryOpen(new PictureName(StorageMode.Snapshot, camera.Site, camera.Name), picture) : null;
    }

    /// <summary>How many bytes a picture has; null if it is not there, or its form on the card does not tell.</summary>
    public long? BytesOf(CameraKey camera, Picture picture) => FileAttempt.OrElse((long?)null, () =>
    {
        foreach (var mode in (ReadOnlySpan<StorageMode>)[StorageMode.Organized, StorageMode.Timestamped])
        {
            using var file = TryOpen(new PictureName(mode, camera.Site, camera.Name, picture.Taken, picture.Copy).Path);
            if (file is not null)
                return RandomAccess.GetLength(file);
        }
        return null;
    });

    /// <summary>Opens the newest picture; null if there is none.</summary>
    public PictureFile? OpenLatest(CameraKey camera) => Latest(camera) is { } picture ? Open(camera, picture) : null;

    /// <summary>
    /// The one place that knows in which form a picture lies on the card. A form other than JPEG is turned back here, so that nobody
    /// behind it meets anything else. Where retention was faster, there is none.
    /// </summary>
    private PictureFile? TryOpen(PictureName name, Picture picture) => FileAttempt.OrElse(null, () =>
    {
        if (TryOpen(name.Path) is not { } file)
            return null;
        var written = File.GetLastWriteTimeUtc(file);
        var tag = $"{written.Ticks:x}-{RandomAccess.GetLength(file):x}";
        if (name.Form == PictureForm.Jpeg)
            return new PictureFile(picture, new FileStream(file, FileAccess.Read, bufferSize: 0), new(written, TimeSpan.Zero), tag);
        using (file)
            return _smaller.TryRestore(file) is { } restored ? new(picture, restored, new(written, TimeSpan.Zero), tag) : null;
    });

    /// <summary>Folder by folder from the pictures' folder down, and the file itself: a link on the way could lead anywhere, and is not followed.</summary>
    private SafeFileHandle? TryOpen(string path)
    {
        var at = SafeFolder.OpenNamed(_tree.Root);
        try
        {
            var parts = path.Split('/');
            foreach (var part in parts[..^1])
            {
                var next = at.OpenFolder(new FileName(part));
                if (next is null)
                    return null;
                at.Dispose();
                at = next;
            }
            return at.OpenFile(new FileName(parts[^1]));
        }
        finally
        {
            at.Dispose();
        }
    }

    /// <summary>Where <c>latest</c> leads to; null if it is no link, or leads to anything but a picture of this camera that is there.</summary>
    private Picture? LinkedLatest(CameraKey camera)
    {
        if (new FileInfo(_tree[PictureNames.LatestOf(camera.Site, camera.Name)]).LinkTarget is not { } target
            || !target.StartsWith("../", StringComparison.Ordinal))
        {
            return null;
        }
        var path = $"{camera.Site}/{target["../".Length..]}";
        return PictureNames.TryParse(path, out var name) && name.Site == camera.Site && name.Camera == camera.Name && name.Taken is { } taken
            && File.Exists(_tree[path])
            ? new(taken, name.Copy)
            : null;
    }

    private IEnumerable<DateOnly> DatedDays(string site) =>
        PictureTree.Months(_tree.Folders(site), RetentionRule.Everything).SelectMany(month => _tree.Days(site, month));

    private List<Picture> Dated(CameraKey camera, DateOnly day) => Of(camera, _tree.PicturesOf(camera.Site, day));

    /// <summary>What lies in the site's own folder: timestamped pictures and the snapshot.</summary>
    private List<Picture> Flat(CameraKey camera)
    {
        var timestamped = Of(camera, _tree.FlatPicturesOf(camera.Site));
        return SnapshotOf(camera) is { } snapshot ? [.. timestamped.Append(snapshot).Order()] : timestamped;
    }

    private static List<Picture> Of(CameraKey camera, IEnumerable<PictureName> names) =>
        [.. names.Where(n => n.Taken is not null && n.Camera == camera.Name).Select(static n => new Picture(n.Taken!.Value, n.Copy)).Order()];

    private Picture? SnapshotOf(CameraKey camera)
    {
        var file = new FileInfo(_tree[new PictureName(StorageMode.Snapshot, camera.Site, camera.Name).Path]);
        if (!file.Exists || file.LinkTarget is not null)
            return null;
        var local = TimeZoneInfo.ConvertTimeFromUtc(file.LastWriteTimeUtc, time.LocalTimeZone);
        return new(new DateTime(local.Ticks - local.Ticks % TimeSpan.TicksPerSecond, DateTimeKind.Unspecified));
    }
}
