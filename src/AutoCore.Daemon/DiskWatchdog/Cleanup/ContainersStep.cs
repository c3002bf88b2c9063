using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Configuration;

namespace AutoCore.Daemon.DiskWatchdog.Cleanup;

/// <summary>Prunes dangling container images and the build cache of docker or podman; only where the step is listed.</summary>
internal sealed class ContainersStep : ICleanupStep
{
    private static readonly string[] Engines = ["docker", "podman"];

    public string Name => "containers";

    public async Task<CleanupPlan> PlanAsync(CleanupRequest request, CancellationToken cancellationToken)
    {
        foreach (var engine in Engines)
        {
            if (await ExternalCommand.RunAsync(engine, ["info", "--format", engine == "docker" ? "{{.DockerRootDir}}" : "{{.Store.GraphRoot}}"],
                cancellationToken) is not { ExitCode: 0 } info)
            {
                continue;
            }
            return request.Holds(info.Output.Trim())
                ? new EnginePlan([.. await DanglingImagesAsync(engine, cancellationToken), .. await BuildCacheAsync(engine, cancellationToken)], engine)
                : CleanupPlan.Elsewhere($"{engine} keeps its data on another file system");
        }
        return CleanupPlan.Skip("neither docker nor podman answers");
    }

    public async Task RunAsync(CleanupPlan plan, Action<CleanupItem> removed, CancellationToken cancellationToken)
    {
        var engine = ((EnginePlan)plan).Engine;
        foreach (var what in new[] { "image", "builder" })
        {
            var outcome = await ExternalCommand.RunAsync(engine, [what, "prune", "-f"], cancellationToken);
            if (outcome is not { ExitCode: 0 })
                throw new IOException($"{engine} {what} prune: {outcome?.Errors.Trim()}");
            foreach (var item in plan.Items.Where(i => i.What.StartsWith($"{engine} {what}", StringComparison.Ordinal)))
                removed(item);
        }
    }

    private static async Task<IEnumerable<CleanupItem>> DanglingImagesAsync(string engine, CancellationToken cancellationToken) =>
        from line in await LinesAsync(engine, ["image", "ls", "--filter", "dangling=true", "--format", "{{.ID}}\t{{.Size}}"], cancellationToken)
        select new CleanupItem($"{engine} image {line.Name}", line.Bytes, 0);

    private static async Task<IEnumerable<CleanupItem>> BuildCacheAsync(string engine, CancellationToken cancellationToken) =>
        from line in await LinesAsync(engine, ["system", "df", "--format", "{{.Type}}\t{{.Reclaimable}}"], cancellationToken)
        where line.Name == "Build Cache" && line.Bytes > 0
        select new CleanupItem($"{engine} builder cache", line.Bytes, 0);

    private static async Task<IEnumerable<(string Name, long Bytes)>> LinesAsync(string engine, IEnumerable<string> arguments,
        CancellationToken cancellationToken)
    {
        var outcome = await ExternalCommand.RunAsync(engine, arguments, cancellationToken);
        return from line in (outcome?.Output ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)
               let parts = line.Split('\t')
               where parts.Length == 2
               select (parts[0], ByteSize.TryParse(parts[1].Split('(')[0], out var bytes) ? bytes : 0);
    }

    private sealed record EnginePlan(IEnumerable<CleanupItem> Items, string Engine) : CleanupPlan(Items);
}
