using AutoCore.Core.Cameras;
using AutoCore.Core.Health;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Cameras.Onvif;

namespace AutoCore.Daemon.Cameras.Rtsp;

/// <summary>Whether the program that decodes video streams is there, where there are cameras that have one.</summary>
internal sealed class RtspCheck(CamerasOptions options, OnvifMemory devices) : DoctorCheck
{
    public override string Subject => "video streams";

    protected override IEnumerable<Finding> Look(CancellationToken cancellationToken)
    {
        var count = options.Sources.Count(c => c.IsStream || devices.IsStream(c));
        return count == 0 ? []
            : [ExternalCommand.Find(FrameDecoder.Program) is { } path ? Finding.Ok(Subject, $"{path} is there for the cameras with video streams ({count})")
                : Finding.Warning(Subject,
                    $"{FrameDecoder.Program} not installed: of the cameras with video streams ({count}) only those in MJPEG bring a picture",
                    $"apt install {FrameDecoder.Program}")];
    }
}
