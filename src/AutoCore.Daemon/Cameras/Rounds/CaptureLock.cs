using AutoCore.Daemon.Hosting;

namespace AutoCore.Daemon.Cameras;

/// <summary>One round at a time, whoever runs it: the daemon or <c>autocore capture</c> beside it. The lock ends with the process.</summary>
internal sealed class CaptureLock(HostingOptions hosting, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits until no other round runs.</summary>
    /// <param name="waiting">Called now and then while another one runs.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The data directory cannot be written.</exception>
    public async Task<IDisposable> TakeAsync(Action waiting, CancellationToken cancellationToken)
    {
        var path = Path.Combine(hosting.DataDirectory, "run", "capture.lock");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException e) when (InstanceLock.IsHeldByAnother(e))
            {
                waiting();
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}
