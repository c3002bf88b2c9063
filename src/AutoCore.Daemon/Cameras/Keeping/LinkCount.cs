using AutoCore.Daemon.Storage;

namespace AutoCore.Daemon.Cameras.Keeping;

/// <summary>What removing names frees, in the order in which they go: a file that has other names (an identical picture) is freed with the last of them.</summary>
internal sealed class LinkCount
{
    private readonly Dictionary<ulong, int> _removed = [];

    /// <summary>What the next name frees; null if it is no file, or no longer there.</summary>
    public CleanupItem? Next(string path)
    {
        if (FileFacts.Read(path) is not { IsRegular: true } facts)
            return null;
        var isLast = facts.Links <= 1 || (_removed[facts.Identity] = _removed.GetValueOrDefault(facts.Identity) + 1) >= facts.Links;
        return isLast ? new(path, facts.Allocated) : new(path, 0, 0);
    }
}
