using AutoCore.Daemon.Storage;

namespace AutoCore.Daemon.DiskWatchdog.Cleanup;

/// <summary>Purges what Python makes again by itself: <c>__pycache__</c> and <c>*.pyc</c> in the service folders, and the pip cache of the home that they lie in.</summary>
internal sealed class PythonCachesStep(CleanupOptions options) : ICleanupStep
{
    private const string ByteCode = "__pycache__";
    private static readonly string[] Compiled = ["(", "-name", "*.pyc", "-o", "-path", $"*/{ByteCode}/*", ")"];

    public string Name => "python-caches";

    public async Task<CleanupPlan> PlanAsync(CleanupRequest request, CancellationToken cancellationToken)
    {
        if (options.ServiceFolders.Count == 0)
            return CleanupPlan.Skip("no folder in DiskWatchdog:Cleanup:ServiceFolders");
        string[] services = [.. options.ServiceFolders.Where(request.Holds)];
        string[] pipCaches = [.. options.ServiceFolders.SelectMany(PipCaches).Distinct(StringComparer.Ordinal).Where(request.Holds)];
        var compiled = await FileFinder.ListAsync(services, Compiled, cancellationToken);
        var pip = await FileFinder.ListAsync(pipCaches, [], cancellationToken);
        return new PythonPlan([.. compiled.Concat(pip).DistinctBy(i => i.What)], services, pipCaches);
    }

    public async Task RunAsync(CleanupPlan plan, Action<CleanupItem> removed, CancellationToken cancellationToken)
    {
        var python = (PythonPlan)plan;
        var compiled = await FileFinder.DeleteAsync(python.Services, Compiled, cancellationToken);
        var pip = await FileFinder.DeleteAsync(python.PipCaches, [], cancellationToken);
        foreach (var item in compiled.Concat(pip))
            removed(item);
        if (compiled.Count > 0)
            await FileFinder.DeleteEmptyFoldersAsync(python.Services, ByteCode, cancellationToken);
    }

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

    private sealed record PythonPlan(IReadOnlyList<CleanupItem> Items, IReadOnlyList<string> Services, IReadOnlyList<string> PipCaches) : CleanupPlan(Items);
}
