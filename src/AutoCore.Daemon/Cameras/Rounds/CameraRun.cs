using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Gate;
using AutoCore.Daemon.Cameras.Http;
using AutoCore.Policies.Cameras.Capture;

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

    /// <summary>How it fared, once its part is over, for whoever asked for it meanwhile.</summary>
    public TaskCompletionSource<CameraResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Attempts { get; set; }

    /// <summary>Time that a worker was busy with this camera.</summary>
    public TimeSpan Busy { get; set; }

    public Attempt? Last { get; set; }

    /// <summary>The round is over: if it was broken off before this camera's part, nobody waits for that for ever.</summary>
    public void BreakOff() => Done.TrySetResult(new(camera, new(CaptureFault.Timeout), "the round was broken off", Attempts, Busy, null));
}
