using AutoCore.Core.Cameras;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Cameras.Rounds;

/// <summary>An observer that fails at one picture misses that picture; it is stored all the same, and the round goes on.</summary>
internal sealed class FencedObserver(IPictureObserver inner, CameraFence fence) : IPictureObserver
{
    public void Observe(StoredPicture picture)
    {
        try
        {
            inner.Observe(picture);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            fence.Note(picture.Camera, e);
        }
    }

    public IReadOnlyList<Measure> FinishRound() => inner.FinishRound();

    public IReadOnlyList<Measure> Recall() => inner.Recall();

    public IReadOnlyList<Measure> Describe(CameraOptions camera) => inner.Describe(camera);
}
