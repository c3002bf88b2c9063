using AutoCore.Core.Cameras;
using AutoCore.Core.Logging;

namespace AutoCore.Daemon.Cameras.Rounds;

/// <summary>What a round tells the journal: one line an image, one at the end (C4).</summary>
internal sealed class RoundLog(ILogger<RoundLog> log)
{
    /// <summary>A camera is done.</summary>
    /// <param name="result">How it fared.</param>
    /// <param name="number">The how many-th of the round.</param>
    /// <param name="total">Cameras of the round.</param>
    public void Done(CameraResult result, int number, int total)
    {
        var (site, camera, isStored) = (result.Camera.Site, result.Camera.Name, result.Stored is not null);
        log.Write(isStored ? CamerasEvents.Stored : CamerasEvents.Failed,
            new("index", number), new("total", total), new("site", site), new("camera", camera), new("bytes", result.Stored?.Picture.Bytes),
            new("reason", isStored ? null : result.Reason.Word), new("detail", isStored ? null : result.Detail),
            new("elapsed_ms", (long)result.Elapsed.TotalMilliseconds),
            new("attempts", result.Attempts), new("outcome", isStored ? result.Stored!.IsDuplicate ? "duplicate" : "stored" : "failed"));
    }

    /// <summary>The round is over.</summary>
    public void Finished(RoundSummary summary) =>
        log.Write(CamerasEvents.RoundFinished,
            new("stored", summary.Stored), new("total", summary.Total), new("round_seconds", summary.Took.TotalSeconds),
            new("failed", summary.Failed), new("duplicates", summary.Duplicates), new("failures", DescribeFailures(summary)));

    /// <summary>An interrupted round goes on.</summary>
    public void Resumed(DateTimeOffset started, int stored, int total) => log.Write(CamerasEvents.RoundResumed,
        new("started", started.ToString("u")), new("stored", stored), new("total", total));

    /// <summary>A finished round asks those again that it missed.</summary>
    public void Repeating(DateTimeOffset started, int missing, int total) => log.Write(CamerasEvents.RoundRepeated,
        new("missing", missing), new("total", total), new("started", started.ToString("u")));

    /// <summary>A finished round will ask those again that it missed.</summary>
    public void WillRepeat(int missing, TimeSpan dueIn) => log.Write(CamerasEvents.RoundToRepeat,
        new("missing", missing), new("when", dueIn < TimeSpan.FromMinutes(1) ? "in less than a minute" : $"in {Math.Ceiling(dueIn.TotalMinutes):0} min"));

    private static string? DescribeFailures(RoundSummary summary) =>
        summary.Failures.Count == 0 ? null : string.Join(", ", summary.Failures.OrderByDescending(f => f.Value).Select(f => $"{f.Value} {f.Key}"));
}
