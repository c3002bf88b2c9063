using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Rounds;
using AutoCore.Daemon.Cameras.Sharing;
using AutoCore.Daemon.Cameras.Storing;
using AutoCore.Daemon.Hosting;

namespace AutoCore.Daemon.Cameras;

/// <summary>A round on request, as <c>autocore capture</c> runs one: it waits for one that runs, and goes on with one that was interrupted.</summary>
internal sealed class CaptureRequest(CamerasOptions options, CaptureLock captureLock, RoundFile file, RoundRunner runner, PictureWriter writer,
    SharedCameras cameras, CameraSchedule schedule, CameraReadings readings, TimeProvider time) : IRequestHandler
{
    public string Verb => "capture";

    public async Task<RequestOutcome> RunAsync(CancellationToken cancellationToken)
    {
        var all = cameras.Current(time.GetUtcNow());
        if (all.Count == 0)
            return new(false, "no camera is configured");
        if (writer.FindProblem() is { } problem)
            return new(false, problem);
        using var taken = await captureLock.TakeAsync(static () => { }, cancellationToken);
        var resting = schedule.RestingOf(all);
        if (resting.Count == all.Count)
            return new(false, "all cameras rest: it is outside of their Hours");
        var request = RoundRequest.ByHand(file, options, all, [.. all.Where(c => !resting.ContainsKey(c.Label))], resting, time) with
        { IsStillOurs = cameras.IsOurs };
        var outcome = await runner.RunAsync(request, cameras.Note, cancellationToken);
        readings.PostRound(outcome, request);
        readings.Settle(all);
        var (stored, total) = (outcome.Summary.Stored, outcome.Summary.Total);
        return new(outcome.Summary.Failed == 0, $"{stored} of {total} stored", new("total", total), new("stored", stored),
            new("failed", outcome.Summary.Failed));
    }
}
