using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;

namespace AutoCore.Daemon.DiskWatchdog.Cleanup;

/// <summary>Empties the package cache (<c>apt-get clean</c>).</summary>
/// <param name="folder">Apt's cache.</param>
internal sealed class PackageCacheStep(string folder) : ICleanupStep
{
    private static readonly FileWish Cached = new(static (name, folders) =>
        folders.Count > 0 && folders[0].Is("archives"u8) && (name.EndsWith(".deb"u8) || (folders.Count > 1 && folders[1].Is("partial"u8))));

    public string Name => "package-cache";

    public Task<CleanupPlan> PlanAsync(CleanupRequest request, CancellationToken cancellationToken) => Task.FromResult(request.Holds(folder)
        ? new([.. new FileFinder([folder], Cached).List()])
        : CleanupPlan.Elsewhere("the package cache lies on another file system"));

    public async Task RunAsync(CleanupPlan plan, Action<CleanupItem> removed, CancellationToken cancellationToken)
    {
        var outcome = await ExternalCommand.RunAsync("apt-get", ["-o", $"Dir::Cache={folder}", "clean"], cancellationToken);
        foreach (var item in plan.Items.Where(i => !File.Exists(i.What)))
            removed(item);
        if (outcome is not { ExitCode: 0 })
            throw new IOException(outcome is null ? "apt-get is not installed" : $"apt-get clean: {outcome.Value.Errors.Trim()}");
    }
}
