using AutoCore.Daemon.Hosting;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Cameras;

/// <summary>What a round tells the journal: one line an image, one at the end (C4).</summary>
internal sealed partial class RoundLog(ILogger<RoundLog> log)
{
    /// <summary>A camera is done.</summary>
    /// <param name="result">How it fared.</param>
    /// <param name="number">The how many-th of the round.</param>
    /// <param name="total">Cameras of the round.</param>
    public void Done(CameraResult result, int number, int total)
    {
        var milliseconds = (long)result.Elapsed.TotalMilliseconds;
        if (result.Stored is { } stored)
            Log.CameraStored(log, number, total, result.Camera.Site, result.Camera.Name, stored.Picture.Bytes, milliseconds, result.Attempts, stored.IsDuplicate ? "duplicate" : "stored");
        else
            Log.CameraFailed(log, number, total, result.Camera.Site, result.Camera.Name, result.Reason.Word, result.Detail, milliseconds, result.Attempts, "failed");
    }

    /// <summary>The round is over.</summary>
    public void Finished(RoundSummary summary) =>
        Log.RoundFinished(log, summary.Stored, summary.Total, summary.Took.TotalSeconds, summary.Failed, summary.Duplicates, DescribeFailures(summary));

    /// <summary>An interrupted round goes on.</summary>
    public void Resumed(DateTimeOffset started, int stored, int total) => Log.RoundResumed(log, started, stored, total);

    /// <summary>A finished round asks those again that it missed.</summary>
    public void Repeating(DateTimeOffset started, int missing, int total) => Log.RoundRepeated(log, missing, total, started);

    /// <summary>A finished round will ask those again that it missed.</summary>
    public void WillRepeat(int missing, TimeSpan dueIn) => Log.RoundToRepeat(log, missing, Math.Ceiling(dueIn.TotalMinutes));

    /// <summary>Capture pauses.</summary>
    public void Paused(string reason) => Log.CapturePaused(log, reason);

    /// <summary>Capture goes on.</summary>
    public void GoesOn() => Log.CaptureResumed(log);

    private static string DescribeFailures(RoundSummary summary) =>
        summary.Failures.Count == 0 ? "" : $" ({string.Join(", ", summary.Failures.OrderByDescending(f => f.Value).Select(f => $"{f.Value} {f.Key}"))})";

    private static partial class Log
    {
#pragma warning disable SYSLIB1015 // The line is short; the journal gets these as fields.
        [LoggerMessage(LogEvents.CameraStored, LogLevel.Information, "[{Index}/{Total}] {Site}/{Camera} {Bytes:N0} bytes {ElapsedMs} ms", EventName = "camera-stored")]
        public static partial void CameraStored(ILogger log, int index, int total, string site, string camera, long bytes, long elapsedMs, int attempts, string outcome);

        [LoggerMessage(LogEvents.CameraFailed, LogLevel.Warning, "[{Index}/{Total}] {Site}/{Camera} failed: {Reason} ({Detail}) {ElapsedMs} ms", EventName = "camera-failed")]
        public static partial void CameraFailed(ILogger log, int index, int total, string site, string camera, string reason, string detail, long elapsedMs, int attempts, string outcome);

#pragma warning restore SYSLIB1015
        [LoggerMessage(LogEvents.RoundFinished, LogLevel.Information, "Round finished: {Stored} of {Total} stored in {RoundSeconds:F1} s, {Failed} failed{Failures}, {Duplicates} unchanged", EventName = "round-finished")]
        public static partial void RoundFinished(ILogger log, int stored, int total, double roundSeconds, int failed, int duplicates, string failures);

        [LoggerMessage(LogEvents.RoundResumed, LogLevel.Information, "Going on with the round of {Started:u}: {Stored} of {Total} pictures are there", EventName = "round-resumed")]
        public static partial void RoundResumed(ILogger log, DateTimeOffset started, int stored, int total);

        [LoggerMessage(LogEvents.RoundRepeated, LogLevel.Information, "Asking again those that the round of {Started:u} missed: {Missing} of {Total}", EventName = "round-repeated")]
        public static partial void RoundRepeated(ILogger log, int missing, int total, DateTimeOffset started);

        [LoggerMessage(LogEvents.RoundToRepeat, LogLevel.Information, "{Missing} cameras were out of reach: they are asked again in {Minutes} min, or when a link comes up", EventName = "round-to-repeat")]
        public static partial void RoundToRepeat(ILogger log, int missing, double minutes);

        [LoggerMessage(LogEvents.CapturePaused, LogLevel.Warning, "Capture is paused: {Reason}", EventName = "capture-paused")]
        public static partial void CapturePaused(ILogger log, string reason);

        [LoggerMessage(LogEvents.CaptureResumed, LogLevel.Information, "Capture goes on", EventName = "capture-resumed")]
        public static partial void CaptureResumed(ILogger log);
    }
}
