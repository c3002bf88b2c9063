using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;

namespace AutoCore.Daemon.Cameras.Keeping;

/// <summary>What removing names frees, in the order in which they go: a file that has other names (an identical picture) is freed with the last of
/// them.</summary>
internal sealed class LinkCount
{
    private readonly Dictionary<ulong, int> _left = [];

    /// <summary>What the next name frees; null if it is no file, or no longer there.</summary>
    public CleanupItem? Next(string path)
    {
        if (FileFacts.Read(path) is not { IsRegular: true } facts)
            return null;
        // The count of the first look holds: the kernel's own goes down meanwhile if what was named before is already gone.
        var left = (_left.TryGetValue(facts.Identity, out var known) ? known : facts.Links) - 1;
        if (left <= 0)
            _left.Remove(facts.Identity);
        else
            _left[facts.Identity] = left;
        return left <= 0 ? new(path, facts.Allocated) : new(path, 0, 0);
    }
}
