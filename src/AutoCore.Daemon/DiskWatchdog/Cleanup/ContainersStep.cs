using AutoCore.Daemon.Storage;
using AutoCore.Policies.Configuration;

namespace AutoCore.Daemon.DiskWatchdog.Cleanup;

/// <summary>Prunes dangling container images and the build cache of docker or podman; only where the step is listed.</summary>
internal sealed class ContainersStep : ICleanupStep
{
    private static readonly string[] Engines = ["docker", "podman"];

    private string _engine = Engines[0];

    public string Name => "containers";

    public async Task<CleanupPlan> PlanAsync(CleanupRequest request, CancellationToken cancellationToken)
    {
        foreach (var engine in Engines)
        {
            if (await ExternalCommand.RunAsync(engine, ["info", "--format", engine == "docker" ? "{{.DockerRootDir}}" : "{{.Store.GraphRoot}}"], cancellationToken) is not { ExitCode: 0 } info)
                continue;
            _engine = engine;
            return request.Holds(info.Output.Trim())
                ? new([.. await DanglingImagesAsync(cancellationToken), .. await BuildCacheAsync(cancellationToken)])
                : CleanupPlan.Skip($"{engine} keeps its data on another file system");
        }
        return CleanupPlan.Skip("neither docker nor podman answers");
    }

    public async Task RunAsync(CleanupPlan plan, Action<CleanupItem> removed, CancellationToken cancellationToken)
    {
        foreach (var what in new[] { "image", "builder" })
        {
            var outcome = await ExternalCommand.RunAsync(_engine, [what, "prune", "-f"], cancellationToken);
            if (outcome is not { ExitCode: 0 })
                throw new IOException($"{_engine} {what} prune: {outcome?.Errors.Trim()}");
            foreach (var item in plan.Items.Where(i => i.What.StartsWith($"{_engine} {what}", StringComparison.Ordinal)))
                removed(item);
        }
    }

    private async Task<IEnumerable<CleanupItem>> DanglingImagesAsync(CancellationToken cancellationToken) =>
        from line in await LinesAsync(["image", "ls", "--filter", "dangling=true", "--format", "{{.ID}}\t{{.Size}}"], cancellationToken)
        select new CleanupItem($"{_engine} image {line.Name}", line.Bytes, 0);

    private async Task<IEnumerable<CleanupItem>> BuildCacheAsync(CancellationToken cancellationToken) =>
        from line in await LinesAsync(["system", "df", "--format", "{{.Type}}\t{{.Reclaimable}}"], cancellationToken)
        where line.Name == "Build Cache" && line.Bytes > 0
        select new CleanupItem($"{_engine} builder cache", line.Bytes, 0);

    private async Task<IEnumerable<(string Name, long Bytes)>> LinesAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var outcome = await ExternalCommand.RunAsync(_engine, arguments, cancellationToken);
        return from line in (outcome?.Output ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)
               let parts = line.Split('\t')
               where parts.Length == 2
               select (parts[0], ByteSize.TryParse(parts[1].Split('(')[0], out var bytes) ? bytes : 0);
    }
}
