using System.Collections.Concurrent;
using AutoCore.Daemon.Hosting;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Cameras;

/// <summary>The fence around each camera: what nobody foresaw is that camera's failure, told with its details once, and never that of a round.</summary>
internal sealed partial class CameraFence(ILogger<CameraFence> log)
{
    private readonly ConcurrentDictionary<(string Camera, Type Failure), bool> _told = new();

    /// <summary>Tells of a failure that has no reason of its own, once a camera and kind.</summary>
    public void Note(CameraOptions camera, Exception failure)
    {
        if (_told.TryAdd((camera.Label, failure.GetType()), true))
            Log.Unforeseen(log, camera.Site, camera.Name, failure.GetType().Name, failure.Message, failure);
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.CameraInternalError, LogLevel.Error, "{Site}/{Camera} made the program fail: {Failure} ({Detail}); the others go on", EventName = "camera-internal-error")]
        public static partial void Unforeseen(ILogger log, string site, string camera, string failure, string detail, Exception exception);
    }
}
