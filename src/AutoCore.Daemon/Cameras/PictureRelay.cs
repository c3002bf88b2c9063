using AutoCore.Core.Cameras;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Cameras;

/// <summary>Tells other features of pictures: of those that are stored here, and of those that somebody else stored beside this process or before it.</summary>
internal sealed class PictureRelay(CamerasOptions options, IEnumerable<IPictureListener> listeners) : IPictureObserver
{
    public void Observe(StoredPicture picture) => Tell(picture.Camera.Label, picture.Path, picture.Picture.TakenAt);

    /// <summary>Tells of all pictures that the round's file knows.</summary>
    public void Recall(RoundState state)
    {
        foreach (var (label, path) in state.Pictures)
            Tell(label, path, state.StoredAt[label]);
    }

    public IReadOnlyList<Measure> FinishRound() => [];

    public IReadOnlyList<Measure> Recall() => [];

    public IReadOnlyList<Measure> Describe(CameraOptions camera) => [];

    private void Tell(string label, string path, DateTimeOffset at)
    {
        foreach (var listener in listeners)
            listener.OnStored(label, Path.Combine(options.Root, path), at);
    }
}
