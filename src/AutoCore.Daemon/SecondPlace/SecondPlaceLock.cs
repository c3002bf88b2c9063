using AutoCore.Core.Hosting;
using AutoCore.Daemon.Hosting;

namespace AutoCore.Daemon.SecondPlace;

/// <summary>One transfer at a time on this machine, the daemon's or a command's.</summary>
internal sealed class SecondPlaceLock(RuntimeDirectory runtime)
{
    /// <summary>Takes it; null if another process copies.</summary>
    public IDisposable? TryTake()
    {
        var folder = Path.GetDirectoryName(runtime.LockFile)!;
        Directory.CreateDirectory(folder);
        return FolderLock.TryTake(folder, Path.Combine(folder, "second-place.lock"));
    }
}
