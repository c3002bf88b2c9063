using AutoCore.Core.Neighbours;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Neighbours;

namespace AutoCore.Daemon.Neighbours;

/// <summary>Watches the services beside the daemon: their memory each minute, their environments each hour, the environments' size each day.</summary>
internal sealed class NeighboursService(IReadOnlyList<NeighbourOptions> neighbours, ControlGroups groups, PortProbe ports, WorkerContext context)
    : PeriodicWorker("neighbours", TimeSpan.FromMinutes(1), context)
{
    private static readonly TimeSpan VenvInterval = TimeSpan.FromHours(1);
    private const int FilePasses = 4;
    private static readonly TimeSpan SizeInterval = TimeSpan.FromDays(1);

    private readonly Dictionary<string, VenvLook> _venvs = new(StringComparer.Ordinal);

    protected override Task RunOnceAsync(CancellationToken stoppingToken)
    {
        var sockets = neighbours.Any(n => n.Port is not null) ? PortProbe.ReadSockets() : [];
        foreach (var neighbour in neighbours)
        {
            stoppingToken.ThrowIfCancellationRequested();
            Beat();
            var look = neighbour.VirtualEnvironment is { } folder ? LookInto(folder) : null;
            var unit = groups.Read(neighbour.Unit);
            PortVerdict? port = neighbour.Port is { } number ? PortPolicy.Evaluate(neighbour.Unit, unit.IsRunning, ports.FindOwners(number, sockets)) : null;
            Board.Post(new NeighbourReport(neighbour, unit, look?.Verdict, port).ToReading(Time.GetUtcNow(), look?.Bytes));
        }
        return Task.CompletedTask;
    }

    private VenvLook LookInto(string folder)
    {
        var now = Time.GetTimestamp();
        var look = _venvs.GetValueOrDefault(folder);
        if (look is null || Time.GetElapsedTime(look.SizedAt, now) >= SizeInterval)
        {
            var files = look?.Files ?? new(FilePasses);
            look = new(VenvPolicy.Evaluate(VenvProbe.Read(folder, files)), now, VenvProbe.MeasureBytes(folder), now, files);
        }
        else if (Time.GetElapsedTime(look.EvaluatedAt, now) >= VenvInterval)
        {
            look = look with { Verdict = VenvPolicy.Evaluate(VenvProbe.Read(folder, look.Files)), EvaluatedAt = now };
        }
        return _venvs[folder] = look;
    }

    /// <summary>The last look into an environment; the times are on the monotonic clock.</summary>
    private sealed record VenvLook(VenvVerdict Verdict, long EvaluatedAt, long? Bytes, long SizedAt, PackageFiles Files);
}
