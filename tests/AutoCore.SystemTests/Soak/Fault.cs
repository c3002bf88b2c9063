namespace AutoCore.SystemTests.Soak;

/// <summary>Something that goes wrong for a while.</summary>
internal abstract class Fault : IAsyncDisposable
{
    /// <summary>What goes wrong, for the record.</summary>
    public string Name => GetType().Name;

    /// <summary>Whether a reader holds the log meanwhile, so that it may be longer than its limit.</summary>
    public virtual bool HoldsTheLog => false;

    /// <summary>Begins it, and waits until what the daemon must do about it has happened.</summary>
    public abstract Task BeginAsync(SoakFixture fixture, Random random);

    /// <summary>Ends it, and waits until all works again.</summary>
    public abstract Task EndAsync(SoakFixture fixture);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
