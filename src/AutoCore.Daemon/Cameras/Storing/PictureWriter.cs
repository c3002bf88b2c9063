using AutoCore.Core.Cameras;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Cameras.Rounds;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Cameras;

namespace AutoCore.Daemon.Cameras.Storing;

/// <summary>A picture on its way from its temporary name to its final one.</summary>
/// <param name="Camera">Whose it is.</param>
/// <param name="Picture">The picture under its temporary name.</param>
/// <param name="Path">The final path below the pictures' folder.</param>
/// <param name="Mode">The layout it is stored in.</param>
/// <param name="SameAs">The camera's previous picture below the pictures' folder, if it is byte for byte the same, else null.</param>
internal sealed record Placement(CameraOptions Camera, ReceivedPicture Picture, string Path, StorageMode Mode, string? SameAs);

/// <summary>
/// Gives pictures their names (C5). A picture arrives under a temporary name in <c>.incoming</c> and is renamed when its bytes are on the card;
/// only one process writes here at a time (<see cref="CaptureLock"/>), so that a name that is free stays free.
/// </summary>
internal sealed class PictureWriter(CamerasOptions options, CameraMemory memory, MountedPlaces places, TimeProvider time)
{
    private readonly string _incoming = Path.Combine(options.Root, PictureNames.Incoming);
    private int _temporaries;

    /// <summary>Why no picture may be stored at present: the disk of the pictures is not mounted; null if it is.</summary>
    public string? FindProblem() => places.FindProblem(options.Root);

    /// <summary>Makes the folder of temporary names and empties it of what an interrupted round left.</summary>
    /// <exception cref="IOException">The disk of the pictures is not mounted, or takes nothing.</exception>
    public void EmptyIncoming()
    {
        places.Require(options.Root);
        Directory.CreateDirectory(_incoming);
        foreach (var left in Directory.EnumerateFiles(_incoming))
            File.Delete(left);
    }

    /// <summary>A temporary name that nobody else uses.</summary>
    public string NewTemporary() => Path.Combine(_incoming, $"{Interlocked.Increment(ref _temporaries)}.part");

    /// <summary>The absolute path of a picture.</summary>
    public string Absolute(string path) => Path.Combine(options.Root, path);

    /// <summary>Chooses a picture's name; a name of the same second that is taken gets a number.</summary>
    /// <param name="camera">Whose it is.</param>
    /// <param name="mode">The layout.</param>
    /// <param name="taken">Names that are about to be used.</param>
    public Placement Plan(CameraOptions camera, ReceivedPicture picture, StorageMode mode, IReadOnlySet<string> taken)
    {
        var local = TimeZoneInfo.ConvertTime(picture.TakenAt, time.LocalTimeZone).DateTime;
        var copy = 1;
        var path = PictureNames.PathOf(mode, camera.Site, camera.Name, local);
        while (mode != StorageMode.Snapshot && (taken.Contains(path) || IsTaken(path)))
            path = PictureNames.PathOf(mode, camera.Site, camera.Name, local, ++copy);
        var previous = memory.Find(camera)?.LastPath;
        return new(camera, picture, path, mode, previous is not null && FileComparison.AreEqual(Absolute(previous), picture.TemporaryFile) ? previous : null);
    }

    /// <summary>A picture of that name may have been made smaller, should the clock have been set back by days.</summary>
    private bool IsTaken(string path) =>
        File.Exists(Absolute(path)) || File.Exists(Path.ChangeExtension(Absolute(path), PictureNames.EndingOf(PictureForm.JpegXl)));

    /// <summary>Gives a picture whose bytes are on the card its name, and points <c>latest</c> at it.</summary>
    public void Place(Placement placement)
    {
        var target = Absolute(placement.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var temporary = placement.Picture.TemporaryFile;
        if (placement.SameAs is { } same && placement.Mode != StorageMode.Snapshot && Posix.TryLink(Absolute(same), target))
            File.Delete(temporary);
        else
            File.Move(temporary, target, overwrite: true);
        // It is on the card, and nobody reads it soon: kept in memory it would be charged to this service, up to its limit.
        Posix.TryDropFromCache(target);
        if (options.StorageMode == StorageMode.Organized)
            TryPointLatest(placement);
        memory.NotePicture(placement.Camera, placement.Path);
    }

    /// <summary>The picture has its name: what becomes of <c>latest</c> does not cost it, and the next one tries again.</summary>
    private void TryPointLatest(Placement placement) =>
        // A card that is full or failing says so with the pictures themselves.
        FileAttempt.Try(() => PointLatest(placement));

    /// <summary>Replaces <c>latest</c> atomically. What the degraded mode left as the site's snapshot goes once something newer has taken its place.</summary>
    private void PointLatest(Placement placement)
    {
        var link = Absolute(PictureNames.LatestOf(placement.Camera.Site, placement.Camera.Name));
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        var before = new FileInfo(link).LinkTarget;
        var target = PictureNames.LatestTarget(placement.Path);
        if (before == target)
            return;
        var temporary = NewTemporary();
        LatestPicture.Make(temporary, target, Absolute(placement.Path));
        File.Move(temporary, link, overwrite: true);
        var snapshot = PictureNames.PathOf(StorageMode.Snapshot, placement.Camera.Site, placement.Camera.Name, default);
        if (before == PictureNames.LatestTarget(snapshot))
            File.Delete(Absolute(snapshot));
    }
}
