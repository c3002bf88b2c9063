namespace AutoCore.Daemon.Backups;

/// <summary>Which sources are damaged, as far as is known.</summary>
internal sealed class DamageRegister
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, string> _damaged = new(StringComparer.Ordinal);

    /// <summary>The names of the damaged sources.</summary>
    public IReadOnlyList<string> Sources
    {
        get
        {
            lock (_gate)
                return [.. _damaged.Keys];
        }
    }

    /// <summary>Notes what a check found.</summary>
    /// <returns>Whether it is news.</returns>
    public bool Note(string source, string? problem)
    {
        lock (_gate)
            return problem is null ? _damaged.Remove(source) : _damaged.TryAdd(source, problem);
    }
}
