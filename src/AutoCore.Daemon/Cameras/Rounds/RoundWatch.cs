using AutoCore.Core.Hosting;

namespace AutoCore.Daemon.Cameras.Rounds;

/// <summary>Tells when the last round's file was written, be it by a command beside the daemon. The kernel tells of it (inotify); nothing is polled. Where it
/// cannot, a round by hand is noticed at the next pass.</summary>
internal sealed class RoundWatch : IDisposable
{
    private readonly FileSystemWatcher? _watcher;

    public RoundWatch(HostingOptions hosting)
    {
        var folder = Path.Combine(hosting.DataDirectory, "capture");
        try
        {
            Directory.CreateDirectory(folder);
            _watcher = new(folder, "round.tsv") { NotifyFilter = NotifyFilters.LastWrite };
            _watcher.Changed += (_, _) => Written?.Invoke();
            _watcher.EnableRaisingEvents = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The user's watches are used up, or the folder cannot be made.
            _watcher?.Dispose();
            _watcher = null;
        }
    }

    /// <summary>A line was written.</summary>
    public event Action? Written;

    public void Dispose() => _watcher?.Dispose();
}
