using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Gate;
using AutoCore.Daemon.Cameras.Http;

namespace AutoCore.Daemon.Cameras.Rounds;

/// <summary>A camera's part of a round, over all its tries.</summary>
internal sealed class CameraRun(RoundRunner runner, CameraOptions camera, RequestGate gate, RoundRequest request)
{
    public RoundRunner Runner => runner;

    public CameraOptions Camera => camera;

    public RequestGate Gate => gate;

    public RoundRequest Request => request;

    /// <summary>Whether somebody waits for this camera.</summary>
    public bool IsByHand { get; init; }

    public int Attempts { get; set; }

    /// <summary>Time that a worker was busy with this camera.</summary>
    public TimeSpan Busy { get; set; }

    public Attempt? Last { get; set; }
}
