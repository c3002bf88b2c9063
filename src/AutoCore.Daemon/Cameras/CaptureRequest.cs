using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Rounds;
using AutoCore.Daemon.Cameras.Sharing;
using AutoCore.Daemon.Cameras.Storing;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Daemon.Cameras;

/// <summary>
/// Pictures on request. Without names it is a round, as <c>autocore capture</c> runs one: it waits for one that runs, and goes on with one that was
/// interrupted. Cameras that are named join a round that runs, ahead of the others, and are asked at any hour.
/// </summary>
internal sealed class CaptureRequest(CamerasOptions options, CaptureLock captureLock, RoundFile file, RoundRunner runner, PictureWriter writer,
    SharedCameras cameras, CameraSchedule schedule, CameraReadings readings, TimeProvider time) : IRequestHandler
{
    public string Verb => "capture";

    public TimeSpan Spacing => TimeSpan.FromSeconds(1);

    public RequestScope Scope(RequestArguments request)
    {
        if (request.Site is null)
            return RequestScope.Whole;
        try
        {
            var labels = Choose(request).Select(c => c.Label).ToList();
            return new(labels, labels.Count > 0 ? null : DescribeNone(request));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A fleet's list lies on the card.
            return new([], $"the list of cameras cannot be read: {e.Message}");
        }
    }

    public async Task<RequestOutcome> RunAsync(RequestArguments request, CancellationToken cancellationToken)
    {
        var all = cameras.Current(time.GetUtcNow());
        if (all.Count == 0)
            return new(false, "no camera is configured");
        if (writer.FindProblem() is { } problem)
            return new(false, problem);
        if (request.Site is not null)
            return Describe(await CaptureAsync(all, Choose(request), cancellationToken));
        using var taken = await captureLock.TakeAsync(static () => { }, cancellationToken);
        var resting = schedule.RestingOf(all);
        if (resting.Count == all.Count)
            return new(false, "all cameras rest: it is outside of their Hours");
        var outcome = await RunRoundAsync(all, [.. all.Where(c => !resting.ContainsKey(c.Label))], resting, cancellationToken);
        var (stored, total) = (outcome.Summary.Stored, outcome.Summary.Total);
        return new(outcome.Summary.Failed == 0, $"{stored} of {total} stored", new("total", total), new("stored", stored),
            new("failed", outcome.Summary.Failed));
    }

    private IReadOnlyList<CameraOptions> Choose(RequestArguments request) =>
        [.. cameras.Current(time.GetUtcNow()).Where(c => IsNamed(c.Site, request.Site) && IsNamed(c.Name, request.Camera))];

    /// <summary>Why nobody is meant, with the remedy.</summary>
    private string DescribeNone(RequestArguments request)
    {
        var wanted = $"{request.Site}/{request.Camera ?? "*"}";
        if (options.Disabled.Any(c => IsNamed(c.Site, request.Site) && IsNamed(c.Name, request.Camera)))
            return $"{wanted} is switched off: set its Enabled to true, and restart the daemon";
        if (request.Camera is not null && cameras.Knows(wanted))
            return $"{wanted} is captured by another node: ask that one (autocore fleet status shows them)";
        IReadOnlyList<CameraOptions> all = [.. cameras.Current(time.GetUtcNow()), .. options.Disabled];
        var ofSite = all.Where(c => IsNamed(c.Site, request.Site)).ToList();
        var meant = ofSite.Count == 0 ? NearestName.Find(request.Site!, all.Select(static c => c.Site).Distinct(StringComparer.Ordinal))
            : NearestName.Find(request.Camera!, ofSite.Select(static c => c.Name));
        return $"no camera {wanted} is captured here: {(meant is null ? "" : $"did you mean {meant}? ")}name site and camera as the settings do "
            + "(autocore cameras list shows them)";
    }

    private static bool IsNamed(string name, string? wanted) => wanted is null || name.Equals(wanted, StringComparison.OrdinalIgnoreCase);

    /// <summary>Joins the round that runs here, or runs one of these cameras alone.</summary>
    private async Task<IReadOnlyList<CameraResult>> CaptureAsync(IReadOnlyList<CameraOptions> all, IReadOnlyList<CameraOptions> chosen,
        CancellationToken cancellationToken)
    {
        var left = chosen.ToList();
        var joined = new List<Task<CameraResult>>();
        while (true)
        {
            while (left is [var next, ..] && runner.TryJoin(next, out var result))
            {
                joined.Add(result);
                left.Remove(next);
            }
            if (left.Count == 0)
                return await Task.WhenAll(joined);
            if (captureLock.TryTake() is { } taken)
            {
                using (taken)
                {
                    var labels = left.Select(c => c.Label).ToHashSet(StringComparer.Ordinal);
                    var outcome = await RunRoundAsync(all, left, schedule.RestingOf(all.Where(c => !labels.Contains(c.Label))), cancellationToken);
                    return [.. await Task.WhenAll(joined), .. outcome.Results.Where(r => labels.Contains(r.Camera.Label))];
                }
            }
            await captureLock.WaitAsync(cancellationToken);
        }
    }

    private async Task<RoundOutcome> RunRoundAsync(IReadOnlyList<CameraOptions> all, IReadOnlyList<CameraOptions> chosen, RestingCameras resting,
        CancellationToken cancellationToken)
    {
        var request = RoundRequest.ByHand(file, options, all, chosen, resting, time) with { IsStillOurs = cameras.IsOurs };
        var outcome = await runner.RunAsync(request, cameras.Note, cancellationToken);
        // A few cameras before there was a first round say nothing of all.
        if (request.IsWhole)
        {
            readings.PostRound(outcome, request);
            readings.Settle(all);
        }
        return outcome;
    }

    private static RequestOutcome Describe(IReadOnlyList<CameraResult> results)
    {
        var stored = results.Count(r => r.Stored is not null);
        if (results is [var only])
        {
            return new(stored == 1, stored == 1 ? $"{only.Camera.Label} is stored" : $"{only.Camera.Label}: {only.Reason.Word} ({only.Detail})",
                new("reason", only.Reason.Word), new("bytes", only.Stored?.Picture.Bytes), new("elapsed_ms", only.Elapsed.TotalMilliseconds),
                new("attempts", only.Attempts), new("total", 1), new("stored", stored), new("failed", 1 - stored));
        }
        return new(results.Count > 0 && stored == results.Count, $"{stored} of {results.Count} stored", new("total", results.Count), new("stored", stored),
            new("failed", results.Count - stored));
    }
}
