using AutoCore.Policies.Health;

namespace AutoCore.Core.Neighbours;

/// <summary>The group whose parts are other services of the machine.</summary>
public static class NeighboursGroups
{
    public static GroupDefinition Neighbours { get; } = new("neighbours", new("Neighbours", "Vizinhos"),
        "problem", "memory_mb", "swap_mb", "running", "venv_whole", "venv_mb", "port", "listening")
    {
        Flags = [("running", "running"), ("venv_whole", null), ("listening", null)],
        Status = ["{problem}", "{!running}stopped|{memory_mb:mb}", "{?swap_mb}swap {swap_mb:mb}", "venv {venv_mb:mb}", "port {port:0}"],
        Headline = "{memory_mb:mb}",
    };
}
