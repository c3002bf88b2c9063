using System.Collections.Concurrent;
using AutoCore.Core.Cameras;
using AutoCore.Core.Logging;

namespace AutoCore.Daemon.Cameras;

/// <summary>The fence around each camera: what nobody foresaw is that camera's failure, told with its details once, and never that of a round.</summary>
internal sealed class CameraFence(ILogger<CameraFence> log)
{
    private readonly ConcurrentDictionary<(string Camera, Type Failure), bool> _told = new();

    /// <summary>Tells of a failure that has no reason of its own, once a camera and kind.</summary>
    public void Note(CameraOptions camera, Exception failure)
    {
        if (_told.TryAdd((camera.Label, failure.GetType()), true))
        {
            log.WriteFailure(CamerasEvents.InternalError,
                failure, new("site", camera.Site), new("camera", camera.Name), new("failure", failure.GetType().Name), new("detail", failure.Message));
        }
    }
}
