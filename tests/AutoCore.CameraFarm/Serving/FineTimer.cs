namespace AutoCore.CameraFarm.Serving;

/// <summary>
/// Delays true to a millisecond. Those of <see cref="Task.Delay(TimeSpan)"/> go by the kernel's coarse clock: up to two of its ticks late, 8 ms where it has
/// 250 a second.
/// </summary>
internal sealed class FineTimer : IDisposable
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<TaskCompletionSource, long> due = new();
    private readonly AutoResetEvent earlier = new(false);
    private bool disposed;

    public FineTimer() => new Thread(Run) { IsBackground = true, Name = "farm timer" }.Start();

    /// <summary>Waits that long, and never less.</summary>
    public async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        if (delay <= TimeSpan.Zero) return;
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate) due.Enqueue(passed, TimeProvider.System.GetTimestamp() + (long)(delay.TotalSeconds * TimeProvider.System.TimestampFrequency));
        earlier.Set();
        await passed.Task.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        lock (gate) disposed = true;
        earlier.Set();
    }

    private void Run()
    {
        while (TakeDue() is { } wait) earlier.WaitOne(wait);
        earlier.Dispose();
    }

    /// <summary>Ends what is due; how long to wait for the next, or null at the end.</summary>
    private TimeSpan? TakeDue()
    {
        lock (gate)
        {
            while (due.TryPeek(out var first, out var at))
            {
                var left = TimeProvider.System.GetElapsedTime(TimeProvider.System.GetTimestamp(), at);
                if (left > TimeSpan.Zero) return disposed ? null : TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));
                due.Dequeue();
                first.TrySetResult();
            }

            return disposed ? null : Timeout.InfiniteTimeSpan;
        }
    }
}
