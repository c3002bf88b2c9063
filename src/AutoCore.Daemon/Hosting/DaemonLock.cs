using System.Globalization;
using System.Text;

namespace AutoCore.Daemon.Hosting;

/// <summary>The lock on the data directory: a file open in this process alone, with the process id in it, let go when the process ends.</summary>
internal sealed class DaemonLock(RuntimeDirectory runtime, HostingOptions hosting) : IDisposable
{
    private FileStream? _file;

    /// <summary>Whether this process holds it.</summary>
    public bool IsHeld => _file is not null;

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
        FileStream file;
        try
        {
            file = new FileStream(runtime.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (InstanceLock.IsHeldByAnother(e))
        {
            throw new StartFailure(ExitCodes.Failed, $"another autocore daemon runs on {hosting.DataDirectory}: stop it first (systemctl stop autocore-daemon), or give this one a DataDirectory of its own", e);
        }
        _file = file;
        file.SetLength(0);
        file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        file.Flush();
    }

    public void Dispose() => _file?.Dispose();
}
