using System.Collections.Concurrent;
using AutoCore.Core.Cameras;
using AutoCore.Core.Health;
using AutoCore.Daemon.Cameras.Http;
using AutoCore.Daemon.Cameras.Storing;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Health;
using Polly;

namespace AutoCore.Daemon.Cameras.Rounds;

/// <summary>What a round is asked to do.</summary>
/// <param name="Cameras">The cameras, those included that are stored already.</param>
/// <param name="Resumed">The state of an interrupted round to go on with, or of a finished one to repeat, or null.</param>
/// <param name="IsWhole">Whether it is a round of all cameras, whose state is kept for a resume.</param>
internal sealed record RoundRequest(IReadOnlyList<CameraOptions> Cameras, RoundState? Resumed, bool IsWhole)
{
    /// <summary>Whether a camera is still to be captured here; asked just before it is.</summary>
    public Func<CameraOptions, bool> IsStillOurs { get; init; } = static _ => true;

    /// <summary>A sign of life, called at each try: while a round waits for a host, no camera is done.</summary>
    public Action Trying { get; init; } = static () => { };

    /// <summary>
    /// A round by hand is a round: an interrupted one is finished, and a whole one counts for the daemon's rhythm. It asks those again, too, whose
    /// settings were wrong: they may have been mended.
    /// </summary>
    public static RoundRequest ByHand(RoundFile file, CamerasOptions options, IReadOnlyList<CameraOptions> chosen, bool isWhole, TimeProvider time)
    {
        var state = file.Read();
        var isInterrupted = isWhole && RoundPolicy.Decide(state.Started, state.Summary is not null, time.GetUtcNow(), options.Interval).Action == RoundAction.Resume;
        return new(chosen, isInterrupted ? state with { Failed = new Dictionary<string, CaptureReason>() } : null, isWhole);
    }
}

/// <summary>A round's result.</summary>
/// <param name="Summary">How it ended, its repeats included.</param>
/// <param name="Results">The cameras that were asked this time.</param>
/// <param name="Observed">What the pictures themselves show.</param>
/// <param name="Missing">Cameras that failed for a reason that passes.</param>
internal sealed record RoundOutcome(RoundSummary Summary, IReadOnlyList<CameraResult> Results, IReadOnlyList<Measure> Observed, int Missing);

/// <summary>Runs one round: every camera once, with retries, all of them waiting at one gate.</summary>
internal sealed class RoundRunner(
    CamerasOptions options, CameraClient client, CameraFence fence, CameraMemory memory, HostStates hosts, PictureWriter writer, RoundFile file, HealthBoard board,
    IEnumerable<IPictureObserver> observers, RoundLog log, TimeProvider time)
{
    private readonly ConcurrentDictionary<int, ResiliencePipeline<Attempt>> _retries = new();
    private readonly IReadOnlyList<IPictureObserver> _fenced = [.. observers.Select(o => new FencedObserver(o, fence))];

    /// <summary>Runs a round to its end, or to its deadline.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="progress">Called when a camera is done, from any thread.</param>
    /// <param name="stoppingToken">Breaks the round off; it can be resumed.</param>
    public async Task<RoundOutcome> RunAsync(RoundRequest request, Action<CameraResult> progress, CancellationToken stoppingToken)
    {
        var began = time.GetUtcNow();
        var started = request.Resumed?.Started ?? began;
        var from = time.GetTimestamp();
        writer.EmptyIncoming();
        if (request.IsWhole)
            Open(request, started);
        try
        {
            var settled = request.Cameras.ToLookup(c => request.Resumed?.IsSettled(c.Label) == true);
            var results = await CaptureAsync([.. settled[false]], request, progress, stoppingToken);
            // What went to another node on the way is neither stored nor failed.
            var total = request.Cameras.Count - results.RemoveAll(r => r.Reason.Fault == CaptureFault.Moved);
            // The round that stored the first picture is the one that counts for the rhythm.
            if (request.Resumed is { Summary.Stored: 0 } && results.Exists(r => r.Stored is not null))
                file.NoteStart(started = began);
            var summary = Summarize(total, request.Resumed, settled[true], results, started, time.GetElapsedTime(from));
            file.Finish(summary);
            memory.TrySave();
            log.Finished(summary);
            return new(summary, results, [.. observers.SelectMany(o => o.FinishRound())], results.Count(r => r.Stored is null && r.Reason.IsPassing));
        }
        finally
        {
            file.Close();
            client.Rest();
        }
    }

    private void Open(RoundRequest request, DateTimeOffset started)
    {
        if (request.Resumed is { } state)
        {
            if (state.CountMissing(request.Cameras) is > 0 and var missing)
                log.Repeating(started, missing, request.Cameras.Count);
            else
                log.Resumed(started, state.Stored.Count, request.Cameras.Count);
            file.Continue();
        }
        else
        {
            file.Begin(started);
        }
    }

    private async Task<List<CameraResult>> CaptureAsync(List<CameraOptions> missing, RoundRequest request, Action<CameraResult> progress, CancellationToken stoppingToken)
    {
        using var gate = new RequestGate(options, hosts, time);
        using var deadline = new CancellationTokenSource(RoundPolicy.Deadline(options.Interval), time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stoppingToken);
        using var store = new PictureStore(writer, file, options, board, _fenced, fence, time);
        var storing = store.RunAsync();
        var results = new ConcurrentQueue<CameraResult>();
        var total = request.Cameras.Count;
        var toAsk = missing.Count;
        var done = total - missing.Count;
        try
        {
            await Task.WhenAll(missing.Select(async camera =>
            {
                var result = await CaptureAsync(new(this, camera, gate, request), store, storing, () => Interlocked.Decrement(ref toAsk) == 0, linked.Token, stoppingToken);
                if (result.Reason.Fault != CaptureFault.Moved && Note(result, request))
                    log.Done(result, Interlocked.Increment(ref done), total);
                results.Enqueue(result);
                progress(result);
            }));
        }
        finally
        {
            store.Complete();
            await storing;
        }
        return [.. results];
    }

    /// <summary>Keeps a failure for repeats; false for one that is known already, which neither card nor journal need again.</summary>
    private bool Note(CameraResult result, RoundRequest request)
    {
        if (result.Stored is not null)
            return true;
        if (request.Resumed?.Failed.TryGetValue(result.Camera.Label, out var known) == true && known == result.Reason)
            return false;
        file.NoteFailed(result.Camera, result.Reason);
        return true;
    }

    private async Task<CameraResult> CaptureAsync(CameraRun run, PictureStore store, Task storing, Func<bool> isLast, CancellationToken roundToken, CancellationToken stoppingToken)
    {
        var camera = run.Camera;
        Attempt attempt;
        try
        {
            attempt = await PersistAsync(run, roundToken);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            attempt = new(new(CaptureFault.Timeout), "the round's time was over", HostFailed: null, run.Busy);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            fence.Note(camera, e);
            attempt = new(new(CaptureFault.Internal), $"{e.GetType().Name}: {e.Message}", HostFailed: null, run.Busy);
        }
        finally
        {
            if (isLast())
                store.Hurry();
        }
        if (run.Attempts > 0)
            memory.NoteBusy(camera, run.Busy);
        if (attempt.Picture is not { } picture)
            return new(camera, attempt.Reason, attempt.Detail, run.Attempts, attempt.Elapsed, null);
        var placing = store.StoreAsync(camera, picture);
        // Should storing itself break down, nobody waits for it.
        await Task.WhenAny(placing, storing);
        if (!placing.IsCompleted)
            return new(camera, new(CaptureFault.Internal), "storing has ended before the round", run.Attempts, attempt.Elapsed, null);
        var stored = await placing;
        return stored.Picture is { } done
            ? new(camera, CaptureReason.None, "", run.Attempts, attempt.Elapsed, done)
            : new(camera, new(stored.Fault), stored.Problem, run.Attempts, attempt.Elapsed, null);
    }

    /// <summary>Tries that failed because of the host are none of the camera's: it has them again when the host answers, if that is waited for.</summary>
    private async Task<Attempt> PersistAsync(CameraRun run, CancellationToken roundToken)
    {
        var retry = _retries.GetOrAdd(run.Camera.Own?.RetryAttempts ?? options.RetryAttempts, attempts => RetryPipeline.Create(attempts, options, time));
        while (true)
        {
            var attempt = await retry.ExecuteAsync(static (state, token) => new ValueTask<Attempt>(state.Runner.TryAsync(state, token)), run, roundToken);
            if (attempt is not { HostFailed: true, MayRepeat: true } || !run.Gate.IsWaitedFor(run.Camera.Host))
                return attempt;
        }
    }

    private async Task<Attempt> TryAsync(CameraRun run, CancellationToken cancellationToken)
    {
        var expected = memory.Find(run.Camera)?.Busy ?? TimeSpan.MaxValue;
        var place = await run.Gate.EnterAsync(new(run.Camera.Host, expected), cancellationToken);
        if (place is null)
            return run.Last is { } last ? last with { IsFinal = true } : NotAsked(run);
        bool? hostFailed = null;
        var isInside = true;
        void Leave()
        {
            isInside = false;
            run.Gate.Leave(place, hostFailed, hostFailed == true ? $"{run.Last!.Reason.Word}, {run.Last.Detail}" : "");
        }
        void Arrived()
        {
            hostFailed = false;
            Leave();
        }
        try
        {
            run.Request.Trying();
            if (!run.Request.IsStillOurs(run.Camera))
                return new(new(CaptureFault.Moved), "another node captures it", HostFailed: null, TimeSpan.Zero);
            run.Attempts++;
            run.Last = await client.FetchAsync(run.Camera, writer.NewTemporary(), Arrived, cancellationToken);
            run.Busy += run.Last.Elapsed;
            hostFailed = run.Last.HostFailed;
            return run.Last;
        }
        finally
        {
            if (isInside)
                Leave();
        }
    }

    private static Attempt NotAsked(CameraRun run) =>
        new(new(CaptureFault.Paused), $"not asked, {run.Camera.Host} is paused: {run.Gate.LastFailure(run.Camera.Host)}", HostFailed: null, TimeSpan.Zero) { IsFinal = true };

    private RoundSummary Summarize(
        int total, RoundState? resumed, IEnumerable<CameraOptions> settled, List<CameraResult> results, DateTimeOffset started, TimeSpan took)
    {
        var before = settled.ToLookup(c => resumed!.Stored.Contains(c.Label));
        var failures = results.Where(r => r.Stored is null).Select(r => r.Reason).Concat(before[false].Select(c => resumed!.Failed[c.Label]))
            .GroupBy(r => r.Word, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var duplicates = (resumed?.Summary?.Duplicates ?? 0) + results.Count(r => r.Stored?.IsDuplicate == true);
        var stored = before[true].Count() + results.Count(r => r.Stored is not null);
        return new(started, time.GetUtcNow(), total, stored, duplicates, (resumed?.Summary?.Took ?? default) + took, failures);
    }

    private sealed class CameraRun(RoundRunner runner, CameraOptions camera, RequestGate gate, RoundRequest request)
    {
        public RoundRunner Runner => runner;

        public CameraOptions Camera => camera;

        public RequestGate Gate => gate;

        public RoundRequest Request => request;

        public int Attempts { get; set; }

        /// <summary>Time that a worker was busy with this camera.</summary>
        public TimeSpan Busy { get; set; }

        public Attempt? Last { get; set; }
    }
}
