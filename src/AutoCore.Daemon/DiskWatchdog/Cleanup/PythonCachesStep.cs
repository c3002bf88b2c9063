using AutoCore.Core.DiskWatchdog;
using AutoCore.Core.Storage.SafePath;
using AutoCore.Daemon.Storage;

namespace AutoCore.Daemon.DiskWatchdog.Cleanup;

/// <summary>Purges what Python makes again by itself: <c>__pycache__</c> and <c>*.pyc</c> in the service folders, and the pip cache of the home that they lie
/// in.</summary>
internal sealed class PythonCachesStep(CleanupOptions options) : ICleanupStep
{
    private static readonly FileWish Compiled = new(static (name, folders) => name.EndsWith(".pyc"u8) || IsBelow(folders, "__pycache__"u8))
    {
        EmptyFolders = static name => name.Is("__pycache__"u8),
    };

    /// <summary>Only what pip keeps there, and only what the cache's owner put there: anything else below that name is not pip's.</summary>
    private static readonly FileWish Pip = new(static (_, folders) => folders.Count > 0 && IsPips(folders[0]))
    {
        Facts = static (file, cache) => file.User == cache.User,
    };

    public string Name => "python-caches";

    public Task<CleanupPlan> PlanAsync(CleanupRequest request, CancellationToken cancellationToken)
    {
        if (options.ServiceFolders.Count == 0)
            return Task.FromResult(CleanupPlan.Skip("no folder in DiskWatchdog:Cleanup:ServiceFolders"));
        var services = new FileFinder(options.ServiceFolders.Where(request.Holds), Compiled);
        var pipCaches = new FileFinder(options.ServiceFolders.SelectMany(PipCaches).Distinct(StringComparer.Ordinal).Where(request.Holds), Pip);
        return Task.FromResult<CleanupPlan>(new FoundFilesPlan([services, pipCaches]));
    }

    public Task RunAsync(CleanupPlan plan, Action<CleanupItem> removed, CancellationToken cancellationToken) =>
        ((FoundFilesPlan)plan).RunAsync(removed, cancellationToken);

    private static bool IsBelow(IReadOnlyList<FileName> folders, ReadOnlySpan<byte> name)
    {
        foreach (var folder in folders)
        {
            if (folder.Is(name))
                return true;
        }
        return false;
    }

    private static bool IsPips(FileName folder) => folder.Is("http"u8) || folder.Is("http-v2"u8) || folder.Is("wheels"u8) || folder.Is("selfcheck"u8);

    /// <summary>A service in <c>/home/pi/autocore/gateway</c> fills <c>/home/pi/.cache/pip</c>.</summary>
    private static IEnumerable<string> PipCaches(string folder)
    {
        for (var at = folder; at is not null and not "/"; at = Path.GetDirectoryName(at))
        {
            var cache = Path.Combine(at, ".cache", "pip");
            if (Directory.Exists(cache))
                yield return cache;
        }
    }
}
