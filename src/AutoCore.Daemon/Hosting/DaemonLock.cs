using AutoCore.Core.Hosting;

namespace AutoCore.Daemon.Hosting;

/// <summary>The lock on the data directory and on the file in it, with the process id in it, let go when the process ends.</summary>
internal sealed class DaemonLock(RuntimeDirectory runtime, HostingOptions hosting) : IDisposable
{
    private FolderLock? _lock;

    /// <summary>Whether this process holds it, on the directory that has the name now.</summary>
    public bool IsHeld => _lock is { IsInPlace: true };

    /// <summary>Takes the lock, unless it is held already.</summary>
    /// <exception cref="IOException">The card does not take it.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not write there.</exception>
    /// <exception cref="StartFailure">Another daemon holds it.</exception>
    public void Take()
    {
        if (IsHeld)
            return;
        // The state's folder first: it may lie on a tmpfs that is well while the card is not.
        Directory.CreateDirectory(runtime.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(runtime.LockFile)!);
        // What was locked may have been put aside, and a new directory in its place is another daemon's as soon as that one locks it.
        _lock?.Dispose();
        _lock = FolderLock.TryTake(hosting.DataDirectory, runtime.LockFile)
            ?? throw new StartFailure(
            ExitCodes.Failed,
            $"another autocore daemon runs on {hosting.DataDirectory}: stop it first (systemctl stop autocore-daemon), or give this one a DataDirectory of its own");
        if (_lock.File is not { } file)
            return;
        file.SetLength(0);
        file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        file.Flush();
    }

    public void Dispose() => _lock?.Dispose();
}
