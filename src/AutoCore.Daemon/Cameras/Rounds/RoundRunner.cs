using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using AutoCore.Core.Cameras;
using AutoCore.Core.Health;
using AutoCore.Daemon.Cameras.Gate;
using AutoCore.Daemon.Cameras.Http;
using AutoCore.Daemon.Cameras.Onvif;
using AutoCore.Daemon.Cameras.Storing;
using AutoCore.Policies.Cameras.Capture;
using Polly;

namespace AutoCore.Daemon.Cameras.Rounds;

/// <summary>Runs one round: every camera once, with retries, all of them waiting at one gate.</summary>
internal sealed class RoundRunner(
    CamerasOptions options, CameraClient client, CameraFence fence, CameraMemory memory, OnvifMemory devices, HostStates hosts,
    PictureWriter writer, RoundFile file, HealthBoard board, IEnumerable<IPictureObserver> observers, RoundLog log, TimeProvider time)
{
    /// <summary>What a camera that was never asked probably takes: longer than all others, and yet it lets those pass that somebody waits for.</summary>
    private static readonly TimeSpan Unknown = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<int, ResiliencePipeline<Attempt>> _retries = new();
    private readonly IReadOnlyList<IPictureObserver> _fenced = [.. observers.Select(o => new FencedObserver(o, fence))];

    private volatile OpenRound? _open;

    /// <summary>Captures a camera now in the round that runs in this process; false: none does, or it is about to end.</summary>
    public bool TryJoin(CameraOptions camera, [NotNullWhen(true)] out Task<CameraResult>? joined)
    {
        joined = null;
        return _open?.TryJoin(camera, out joined) == true;
    }

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
            Open(request, started, began);
        try
        {
            var parts = request.Cameras.ToLookup(request.IsAsked);
            var results = await CaptureAsync([.. parts[true]], request, progress, stoppingToken);
            // What went to another node on the way is neither stored nor failed.
            results.RemoveAll(r => r.Reason.Fault == CaptureFault.Moved);
            // The round that stored the first picture is the one that counts for the rhythm.
            if (HadNoPicture(request) && results.Exists(r => r.Stored is not null && !r.Camera.HasOwnRhythm))
                file.NoteStart(started = began);
            var asked = results.Select(r => r.Camera.Label).ToHashSet(StringComparer.Ordinal);
            var summary = Summarize(request, [.. parts[false].Where(c => !asked.Contains(c.Label))], results, started, time.GetElapsedTime(from));
            file.Finish(summary);
            memory.TrySave();
            devices.TrySave();
            log.Finished(request.IsOfTurns || request.IsByName ? Summarize(request, [], results, began, time.GetElapsedTime(from)) : summary);
            return new(summary, results, [.. observers.SelectMany(o => o.FinishRound())],
                results.Count(r => r.Stored is null && r.Reason.IsPassing)
                + parts[false].Count(c => !asked.Contains(c.Label) && request.Known?.IsMissing(c) == true));
        }
        finally
        {
            file.Close();
            client.Rest();
        }
    }

    /// <summary>Whether the finished round that is repeated missed every camera that has no rhythm of its own.</summary>
    private static bool HadNoPicture(RoundRequest request) =>
        request.Resumed is { Summary: { } summary } state
        && (summary.Stored == 0 || !request.Cameras.Any(c => !c.HasOwnRhythm && state.Stored.Contains(c.Label)));

    private void Open(RoundRequest request, DateTimeOffset started, DateTimeOffset now)
    {
        if (request.Resumed is { } state)
        {
            // Turns of a few, perhaps every minute, are told by their pictures and their end; so are cameras that somebody named.
            var isOfAll = !request.IsOfTurns && !request.IsByName;
            if (isOfAll && request.Cameras.Count(c => state.IsMissing(c) && request.IsAsked(c)) is > 0 and var missing)
                log.Repeating(started, missing, request.Cameras.Count);
            else if (isOfAll)
                log.Resumed(started, state.Stored.Count, request.Cameras.Count);
            file.Continue(c => request.TurnOf(c, now));
        }
        else
        {
            file.Begin(started, request.Kept.Contains);
        }
    }

    private async Task<List<CameraResult>> CaptureAsync(List<CameraOptions> missing, RoundRequest request, Action<CameraResult> progress,
        CancellationToken stoppingToken)
    {
        var interval = request.IntervalOf(options);
        using var gate = new RequestGate(options with { Interval = interval }, hosts, time);
        using var deadline = new CancellationTokenSource(RoundPolicy.Deadline(interval), time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stoppingToken);
        using var store = new PictureStore(writer, file, options, board, _fenced, fence, time);
        var storing = store.RunAsync();
        var results = new ConcurrentQueue<CameraResult>();
        var total = request.IsOfTurns || request.IsByName ? missing.Count : request.Cameras.Count;
        var toAsk = missing.Count;
        var done = total - missing.Count;
        var runs = missing.Select(camera => new CameraRun(this, camera, gate, request)).ToList();
        var open = _open = new OpenRound(camera => Hasten(runs, camera), async camera =>
        {
            var run = new CameraRun(this, camera, gate, request) { IsByHand = true };
            var result = await CaptureAsync(run, store, storing, static () => false, linked.Token, stoppingToken);
            if (result.Reason.Fault != CaptureFault.Moved && Note(result, request))
                log.Done(result, 1, 1);
            progress(result);
            return result;
        });
        IReadOnlyList<CameraResult> joined = [];
        try
        {
            await Task.WhenAll(runs.Select(async run =>
            {
                var result = await CaptureAsync(run, store, storing, () => Interlocked.Decrement(ref toAsk) == 0, linked.Token, stoppingToken);
                if (result.Reason.Fault != CaptureFault.Moved && Note(result, request))
                    log.Done(result, Interlocked.Increment(ref done), total);
                results.Enqueue(result);
                progress(result);
                run.Done.TrySetResult(result);
            }));
        }
        finally
        {
            joined = await open.CloseAsync();
            _open = null;
            runs.ForEach(static run => run.BreakOff());
            store.Complete();
            await storing;
        }
        return [.. results, .. joined.ExceptBy(missing.Select(c => c.Label), r => r.Camera.Label)];
    }

    /// <summary>Lets a camera of the round go ahead of the others that was not asked yet: one picture is enough for the round and for whoever wants it
    /// now.</summary>
    private static TaskCompletionSource<CameraResult>? Hasten(List<CameraRun> runs, CameraOptions camera) =>
        runs.Find(r => r.Camera.Label == camera.Label) is { } run && run.Gate.TryHasten(run) ? run.Done : null;

    /// <summary>
    /// Keeps a failure for repeats; false for one that is known already, which neither card nor journal need again. Of a camera with a rhythm of its own each turn is
    /// noted, for the next one follows from it.
    /// </summary>
    private bool Note(CameraResult result, RoundRequest request)
    {
        if (result.Stored is not null)
            return true;
        var isKnown = request.Resumed?.Failed.TryGetValue(result.Camera.Label, out var known) == true && known == result.Reason;
        if (!isKnown || result.Camera.HasOwnRhythm || result.HeldUntil is not null)
            file.NoteFailed(result.Camera, result.Reason, result.HeldUntil);
        return !isKnown;
    }

    private async Task<CameraResult> CaptureAsync(CameraRun run, PictureStore store, Task storing, Func<bool> isLast, CancellationToken roundToken,
        CancellationToken stoppingToken)
    {
        var camera = run.Camera;
        Attempt attempt;
        try
        {
            attempt = await PersistAsync(run, roundToken);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            attempt = new(new(CaptureFault.Timeout), "the round's time was over") { Elapsed = run.Busy };
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            fence.Note(camera, e);
            attempt = new(new(CaptureFault.Internal), $"{e.GetType().Name}: {e.Message}") { Elapsed = run.Busy };
        }
        finally
        {
            if (isLast())
                store.Hurry();
        }
        if (run.Attempts > 0)
            memory.NoteBusy(camera, run.Busy);
        var result = new CameraResult(camera, attempt.Reason, attempt.Detail, run.Attempts, attempt.Elapsed, null)
        {
            Offered = attempt.Offered,
            HeldUntil = time.GetUtcNow() + HoldOf(camera, attempt),
        };
        if (attempt.Picture is not { } picture)
            return result;
        var placing = store.StoreAsync(result, picture);
        // Should storing itself break down, nobody waits for it.
        await Task.WhenAny(placing, storing);
        return placing.IsCompleted ? await placing : result.Fail(CaptureFault.Internal, "storing has ended before the round");
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
        var expected = run.IsByHand ? TimeSpan.MaxValue : memory.Find(run.Camera)?.Busy ?? Unknown;
        using var lease = await run.Gate.EnterAsync(run.Camera, expected, devices.IsStream(run.Camera), cancellationToken, run);
        if (lease is null)
            return run.Last is { } last ? last with { IsFinal = true } : NotAsked(run);
        run.Request.Trying();
        if (!run.Request.IsStillOurs(run.Camera))
            return new(new(CaptureFault.Moved), "another node captures it");
        run.Attempts++;
        run.Last = await client.FetchAsync(run.Camera, writer.NewTemporary(), lease, cancellationToken);
        run.Busy += run.Last.Elapsed;
        lease.Note(run.Last.HostFailed, $"{run.Last.Reason.Word}, {run.Last.Detail}");
        return run.Last;
    }

    private static TimeSpan? HoldOf(CameraOptions camera, Attempt attempt) => attempt.Picture is not null ? null
        : RetryPolicy.Hold(attempt.RetryAfter, camera.Auth == CameraAuth.Form && attempt.HostFailed != true && attempt.Reason.Fault != CaptureFault.Paused,
            attempt.Reason.Fault == CaptureFault.Auth);

    private static Attempt NotAsked(CameraRun run) =>
        new(new(CaptureFault.Paused), $"not asked, {run.Camera.Host} is paused: {run.Gate.LastFailure(run.Camera.Host)}") { IsFinal = true };

    /// <summary>How all of them stand: those that were asked, and the others as they went last.</summary>
    private RoundSummary Summarize(RoundRequest request, List<CameraOptions> others, List<CameraResult> results, DateTimeOffset started, TimeSpan took)
    {
        var before = request.Known?.Count(others) ?? RoundCount.None;
        var now = new RoundCount(results.Count(r => r.Stored is not null), [.. results.Where(r => r.Stored is null).Select(r => r.Reason)]);
        // What a round repeats or goes on with is one round; turns between two rounds are by themselves.
        var earlier = request.IsOfTurns ? null : request.Resumed?.Summary;
        return before.Plus(now)
            .ToSummary(started, time.GetUtcNow(), (earlier?.Duplicates ?? 0) + results.Count(r => r.Stored?.IsDuplicate == true),
                (earlier?.Took ?? default) + took);
    }
}
