using AutoCore.Core.Health;
using AutoCore.Core.Neighbours;
using AutoCore.Policies.Health;
using AutoCore.Policies.Neighbours;

namespace AutoCore.Daemon.Neighbours;

/// <summary>Everything found of one neighbour.</summary>
/// <param name="Options">The neighbour.</param>
/// <param name="Unit">Its unit's figures.</param>
/// <param name="Venv">Its environment, or null if none is configured.</param>
/// <param name="Port">Its port, or null if none is configured.</param>
internal sealed record NeighbourReport(NeighbourOptions Options, UnitFigures Unit, VenvVerdict? Venv, PortVerdict? Port)
{
    /// <summary>How it stands.</summary>
    public Rating Rating => NeighbourPolicy.Rate(Unit.IsRunning, Venv, Port);

    /// <summary>What is wrong, the worst first; empty if nothing is.</summary>
    public IEnumerable<(Rating Rating, string Problem, string? Remedy)> Problems
    {
        get
        {
            if (Venv is { IsWhole: not true, Problem: { } problem } venv)
            {
                yield return (
                    venv.IsWhole is null ? Rating.Unknown : Rating.Critical, $"virtual environment {Options.VirtualEnvironment}: {problem}", venv.Remedy);
            }
            if (Port?.TakenBy is { } other)
            {
                yield return (Rating.Critical, $"its port {Options.Port} is taken by {other}",
                    $"stop that one, or give one of them another port, then: systemctl restart {Options.Unit}");
            }
            if (Unit.IsRunning == false)
                yield return (Rating.Warning, "it does not run", $"systemctl start {Options.Unit}; journalctl -u {Options.Unit} says why it ended");
            else if (Unit.IsRunning == true && Port is { IsListening: false, TakenBy: null })
                yield return (Rating.Warning, $"it does not listen on its port {Options.Port}", $"journalctl -u {Options.Unit} says why");
        }
    }

    /// <summary>As the board takes it.</summary>
    /// <param name="now">When it was found, UTC.</param>
    /// <param name="venvBytes">The environment's size, or null.</param>
    public HealthReading ToReading(DateTimeOffset now, long? venvBytes) => new(
        $"neighbours/{Options.Unit}", Rating, now,
        new("problem", Problems.Select(p => p.Problem).FirstOrDefault()),
        new("memory_mb", Unit.MemoryBytes / 1e6),
        new("swap_mb", Unit.SwapBytes / 1e6),
        Measure.OfFlag("running", Unit.IsRunning),
        Measure.OfFlag("venv_whole", Venv?.IsWhole),
        new("venv_mb", venvBytes / 1e6),
        new("port", Options.Port),
        Measure.OfFlag("listening", Port?.IsListening));
}
