using System.Threading.Channels;
using AutoCore.Core.Cameras;
using AutoCore.Core.Health;
using AutoCore.Core.Storage;
using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.DiskWatchdog;

namespace AutoCore.Daemon.Cameras.Storing;

/// <summary>
/// Stores the pictures of one round, several with one flush. The rule: bytes first, then the note of the round, one flush for all of it, and
/// only then the names. What keeps one picture from being stored is that picture's trouble alone. So a picture that has its name is whole after a power cut,
/// and a name that the note promises but that is not there is asked for again.
/// </summary>
internal sealed class PictureStore(
    PictureWriter writer, RoundFile round, CamerasOptions options, HealthBoard board, IEnumerable<IPictureObserver> observers, CameraFence fence,
    TimeProvider time)
    : IDisposable
{
    private const int LargestBatch = 64;

    /// <summary>How long a picture waits for others to share its flush.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(500);

    private readonly Channel<Waiting> _queue = Channel.CreateUnbounded<Waiting>();
    private readonly CancellationTokenSource _hurry = new();

    /// <summary>Stores a picture; returns when it has its name, or why it has none.</summary>
    /// <param name="result">How the camera fared until here.</param>
    public Task<CameraResult> StoreAsync(CameraResult result, ReceivedPicture picture)
    {
        var waiting = new Waiting(result, picture);
        _queue.Writer.TryWrite(waiting);
        return waiting.Done.Task;
    }

    /// <summary>No camera is being asked any more: what waits need not wait for others.</summary>
    public void Hurry() => _hurry.Cancel();

    /// <summary>No further picture comes.</summary>
    public void Complete() => _queue.Writer.Complete();

    /// <summary>Stores what comes until <see cref="Complete"/>.</summary>
    public async Task RunAsync()
    {
        var batch = new List<Waiting>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            await LingerAsync();
            batch.Clear();
            while (batch.Count < LargestBatch && _queue.Reader.TryRead(out var waiting))
                batch.Add(waiting);
            try
            {
                // On a thread of its own: a card that takes its time must not keep a thread of those that wait for cameras.
                await Task.Factory.StartNew(() => Store(batch), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                RefuseFor(e, batch);
            }
        }
        try
        {
            Posix.SyncFileSystem(options.Root);
        }
        catch (IOException)
        {
            // A name that does not last is asked for again, since the note tells of it; the pictures were flushed before.
        }
    }

    public void Dispose() => _hurry.Dispose();

    private async Task LingerAsync()
    {
        try
        {
            if (_queue.Reader.Count < LargestBatch)
                await Task.Delay(Linger, time, _hurry.Token);
        }
        catch (OperationCanceledException) when (_hurry.IsCancellationRequested)
        {
            // The round ends.
        }
    }

    private void Store(List<Waiting> batch)
    {
        var pressure = board.FindFact<CapturePressure>();
        if (CaptureModePolicy.Decide(options.StorageMode, pressure) is not { } mode)
        {
            Refuse(batch, CaptureFault.DiskFull, "no room: capture is paused until there is");
            return;
        }
        if (writer.FindProblem() is { } problem)
        {
            Refuse(batch, CaptureFault.NotStored, problem);
            return;
        }
        var placements = Plan(batch, mode);
        try
        {
            round.Flush();
            Posix.SyncFileSystem(options.Root);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            RefuseFor(e, batch);
            return;
        }
        foreach (var (placement, waiting) in placements)
            Try(waiting, () => Place(placement, waiting));
    }

    private List<(Placement Placement, Waiting Waiting)> Plan(List<Waiting> batch, StorageMode mode)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var placements = new List<(Placement, Waiting)>(batch.Count);
        foreach (var waiting in batch)
        {
            Try(waiting, () =>
            {
                var placement = writer.Plan(waiting.Result.Camera, waiting.Picture, mode, taken);
                round.NoteStored(
                    placement.Camera, placement.Path,
                    File.GetLastWriteTimeUtc(
                    placement.SameAs is { } same && mode != StorageMode.Snapshot ? writer.Absolute(same) : placement.Picture.TemporaryFile));
                taken.Add(placement.Path);
                placements.Add((placement, waiting));
            });
        }
        return placements;
    }

    private void Try(Waiting waiting, Action step)
    {
        try
        {
            step();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            RefuseFor(e, [waiting]);
        }
    }

    /// <summary>What nobody foresaw is the failure of these pictures, and storing goes on.</summary>
    private void RefuseFor(Exception failure, List<Waiting> batch)
    {
        if (failure is IOException or UnauthorizedAccessException)
        {
            Refuse(batch, StoreFailure.Classify(failure, options.Root), failure.Message);
            return;
        }
        fence.Note(batch[0].Result.Camera, failure);
        Refuse(batch, CaptureFault.Internal, $"{failure.GetType().Name}: {failure.Message}");
    }

    private void Place(Placement placement, Waiting waiting)
    {
        writer.Place(placement);
        var stored = new StoredPicture(placement.Camera, placement.Path, placement.Picture, placement.SameAs is not null);
        foreach (var observer in observers)
            observer.Observe(stored);
        // The round keeps its results to its end, and hundreds of small pictures are megabytes.
        waiting.Done.TrySetResult(
            waiting.Result with { Detail = "", Stored = stored with { Picture = stored.Picture with { Thumbnail = Thumbnail.Dropped } } });
    }

    private static void Refuse(List<Waiting> batch, CaptureFault fault, string problem)
    {
        // The next round empties the folder, and a card that takes no deletion is told of by the picture's own reason.
        foreach (var waiting in batch.Where(w => w.Done.TrySetResult(w.Result.Fail(fault, problem))))
            FileAttempt.Try(() => File.Delete(waiting.Picture.TemporaryFile));
    }

    private sealed record Waiting(CameraResult Result, ReceivedPicture Picture)
    {
        public TaskCompletionSource<CameraResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
