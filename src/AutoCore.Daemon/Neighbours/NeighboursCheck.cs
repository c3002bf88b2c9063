using AutoCore.Core.Health;
using AutoCore.Core.Neighbours;
using AutoCore.Core.Storage;
using AutoCore.Policies.Health;
using AutoCore.Policies.Neighbours;

namespace AutoCore.Daemon.Neighbours;

/// <summary>Looks at the services beside: environments, ports, whether they run.</summary>
internal sealed class NeighboursCheck(IReadOnlyList<NeighbourOptions> neighbours, ControlGroups groups, PortProbe ports) : DoctorCheck
{
    public override string Subject => "neighbours";

    public override bool NeedsRoot => true;

    protected override IEnumerable<Finding> Look(CancellationToken cancellationToken)
    {
        var sockets = PortProbe.ReadSockets();
        return neighbours.Select(n => Report(n, sockets)).SelectMany(Tell);
    }

    private NeighbourReport Report(NeighbourOptions neighbour, IReadOnlyList<ListeningSocket> sockets)
    {
        var unit = groups.Read(neighbour.Unit);
        return new(neighbour, unit,
            neighbour.VirtualEnvironment is { } folder ? Evaluate(folder) : null,
            neighbour.Port is { } port ? PortPolicy.Evaluate(neighbour.Unit, unit.IsRunning, ports.FindOwners(port, sockets)) : null);
    }

    /// <summary>What is in an environment is its owner's: root looks at it as that user, whom links lead nowhere else.</summary>
    private static VenvVerdict Evaluate(string folder)
    {
        using var author = ActingUser.AsAuthorOf(folder);
        return VenvPolicy.Evaluate(VenvProbe.Read(folder, new(passes: 1)));
    }

    private static IEnumerable<Finding> Tell(NeighbourReport report)
    {
        var unit = report.Options.Unit;
        var findings = report.Problems.Select(p => new Finding(p.Rating == Rating.Unknown ? Rating.Warning : p.Rating, unit, p.Problem, p.Remedy)).ToList();
        if (report.Unit is { IsRunning: true, MemoryBytes: null })
        {
            findings.Add(
                Finding.Warning(unit, "the kernel does not account its memory", "Add cgroup_enable=memory to /boot/firmware/cmdline.txt and restart the Pi"));
        }
        return findings.Count > 0 ? findings
            : [Finding.Ok(
                unit, $"{(report.Unit.IsRunning is null ? "systemd does not tell whether it runs; nothing wrong found" : "runs")}{(report.Options.VirtualEnvironment is { } folder ? $", {folder} is whole" : "")}")];
    }
}
