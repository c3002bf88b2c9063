using AutoCore.Core.Cameras;
using AutoCore.Core.Hosting;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Cameras;

namespace AutoCore.Daemon.Cameras.Rounds;

/// <summary>One round at a time, whoever runs it: the daemon or <c>autocore capture</c> beside it. The lock ends with the process.</summary>
internal sealed class CaptureLock(HostingOptions hosting, CamerasOptions cameras, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits until no other round runs.</summary>
    /// <param name="waiting">Called now and then while another one runs.</param>
    /// <exception cref="IOException">The data directory cannot be written.</exception>
    public async Task<IDisposable> TakeAsync(Action waiting, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake() is { } taken)
                return taken;
            waiting();
            await WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes it; null if another round runs.</summary>
    /// <exception cref="IOException">The data directory cannot be written.</exception>
    public IDisposable? TryTake()
    {
        var incoming = Path.Combine(cameras.Root, PictureNames.Incoming);
        Directory.CreateDirectory(incoming);
        return FolderLock.TryTake(incoming, Path.Combine(hosting.DataDirectory, "run", "capture.lock"));
    }

    /// <summary>The pause between two looks.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => Task.Delay(Pause, time, cancellationToken);
}
