using AutoCore.Daemon.Hosting;

namespace AutoCore.Daemon.SecondPlace;

/// <summary>One transfer at a time on this machine, the daemon's or a command's.</summary>
internal sealed class SecondPlaceLock(RuntimeDirectory runtime)
{
    /// <summary>Takes it; null if another process copies.</summary>
    public FileStream? TryTake()
    {
        var path = Path.Combine(Path.GetDirectoryName(runtime.LockFile)!, "second-place.lock");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (InstanceLock.IsHeldByAnother(e))
        {
            return null;
        }
    }
}
