using AutoCore.Core.Storage;
using AutoCore.Policies.Storage;

namespace AutoCore.Daemon.DiskWatchdog;

/// <summary>One look at a file system.</summary>
/// <param name="Mount">The mount that the configured folder lies on.</param>
/// <param name="Usage">How full it is.</param>
/// <param name="FileSystemErrors">Errors that ext4 counted.</param>
/// <param name="DeviceErrors">Failed requests that the driver counted since it was found, or null.</param>
internal sealed record MountSample(MountEntry Mount, FileSystemUsage Usage, long FileSystemErrors, long? DeviceErrors)
{
    /// <summary>Looks at the file system of a folder; can hang.</summary>
    /// <exception cref="IOException">It cannot be reached, or the device fails.</exception>
    public static MountSample Read(string folder) => ReadResolved(folder, FileSystems.Resolve(folder));

    /// <summary>The same for a folder that may not exist yet.</summary>
    /// <exception cref="IOException">It cannot be reached, or the device fails.</exception>
    public static MountSample ReadNearest(string folder) => ReadResolved(folder, FileSystems.ResolveNearest(folder));

    private static MountSample ReadResolved(string folder, string path)
    {
        var mount = FileSystems.ReadMounts().FindFor(path) ?? throw new IOException($"{folder}: no mount found");
        return new(mount, FileSystems.ReadUsage(path), FileSystems.ReadExt4Errors(mount), FileSystems.ReadDeviceErrors(mount));
    }
}

/// <summary>
/// Looks at one file system on a thread of its own, since the kernel may keep a caller for ever on a mount whose server or device is gone. At
/// most one thread a mount ever waits so.
/// </summary>
internal sealed class MountProbe(Func<MountSample> read, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private Task<MountSample>? _running;

    /// <summary>The sample, or null while there is none: the mount hangs or fails, or the folder is not there.</summary>
    public async Task<MountSample?> TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(cancellationToken);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The sample, or null while the mount hangs.</summary>
    /// <exception cref="IOException">The folder is not there, or the device fails.</exception>
    public async Task<MountSample?> ReadAsync(CancellationToken cancellationToken)
    {
        var running = _running ??= Task.Factory.StartNew(read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            var sample = await running.WaitAsync(Patience, time, cancellationToken);
            _running = null;
            return sample;
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            return null;
        }
        catch (IOException)
        {
            _running = null;
            throw;
        }
    }
}
