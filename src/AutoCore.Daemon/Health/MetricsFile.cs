using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.Logging;
using AutoCore.Core.Storage;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Health;

/// <summary>The board's state as metrics beside <c>status.json</c>: in memory only, since it is written twice a minute.</summary>
internal sealed class MetricsFile(
    HealthBoard board, HealthOptions options, IReadOnlyList<GroupDefinition> groups, RuntimeDirectory runtime, HostingOptions hosting, TimeProvider time,
    ILogger<MetricsFile> log)
{
    /// <summary>The file's name; a collector reads what ends so.</summary>
    public const string Name = "metrics.prom";

    private readonly Lock _gate = new();
    private string? _problem;

    /// <summary>Writes it, if that is wanted; what hinders it is reported once, and the daemon goes on.</summary>
    public void TryWrite()
    {
        if (!options.Metrics)
            return;
        var file = Path.Combine(runtime.Path, Name);
        lock (_gate)
        {
            var problem = FindProblem(file);
            if (problem is not null && problem != _problem)
                log.Write(HealthEvents.MetricsNotWritten, new("file", file), new("reason", problem));
            _problem = problem;
        }
    }

    private string? FindProblem(string file)
    {
        try
        {
            if (new DriveInfo(runtime.Path).DriveFormat is not ("tmpfs" or "ramfs") and var form)
                return $"its folder is on {form} and not in memory, and it would wear the card";
            AtomicFile.Write(file, Encoding.UTF8.GetBytes(Compose()), durable: false);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private string Compose() => MetricsText.Compose(
        new(hosting.Node, Product.Version, board.Whole, time.GetUtcNow().ToUnixTimeSeconds()),
        [.. board.Readings.Where(r => !r.IsCamera).Select(r => new MetricsReading(r.Group, r.Rating, r.Measures))], groups);
}
