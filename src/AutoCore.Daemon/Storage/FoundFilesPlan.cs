namespace AutoCore.Daemon.Storage;

/// <summary>A plan of files that are found anew whenever it is asked: however many there are, no list of them is kept.</summary>
internal sealed record FoundFilesPlan(IReadOnlyList<FileFinder> Finders) : CleanupPlan(Finders.SelectMany(static f => f.List()))
{
    /// <summary>Deletes them one after the other.</summary>
    /// <exception cref="IOException">Something could not be looked at or deleted; all else is gone.</exception>
    public Task RunAsync(Action<CleanupItem> removed, CancellationToken cancellationToken)
    {
        foreach (var item in Finders.SelectMany(static f => f.Delete()))
        {
            removed(item);
            cancellationToken.ThrowIfCancellationRequested();
        }
        return Finders.Select(static f => f.Problem).OfType<string>().FirstOrDefault() is { } problem ? throw new IOException(problem) : Task.CompletedTask;
    }

    public override string? Note => Finders.Select(static f => f.Problem).OfType<string>().FirstOrDefault();
}
