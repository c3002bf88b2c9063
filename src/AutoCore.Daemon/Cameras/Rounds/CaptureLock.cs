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
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The data directory cannot be written.</exception>
    public async Task<IDisposable> TakeAsync(Action waiting, CancellationToken cancellationToken)
    {
        var path = Path.Combine(hosting.DataDirectory, "run", "capture.lock");
        var incoming = Path.Combine(cameras.Root, PictureNames.Incoming);
        Directory.CreateDirectory(incoming);
        while (true)
        {
            if (FolderLock.TryTake(incoming, path) is { } taken)
                return taken;
            waiting();
            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
