using AutoCore.Policies.Health;
using static AutoCore.Policies.Health.GroupKey;

namespace AutoCore.Core.Neighbours;

/// <summary>The group whose parts are other services of the machine.</summary>
public static class NeighboursGroups
{
    public static GroupDefinition Neighbours { get; } = new("neighbours", new("Neighbours", "Vizinhos"),
        Text("problem", "what is wrong with it, the worst first"), Gauge("memory_mb", "memory of its unit"), Gauge("swap_mb", "swap of its unit"),
        Flag("running", "whether it runs", "running"), Flag("venv_whole", "whether its virtual environment is whole"), Gauge("venv_mb", "size of that"),
        Setting("port", "the port that it should listen on"), Flag("listening", "whether it does"))
    {
        Part = "unit",
        Rated = "`warning` when it does not run or listen; `critical` when its environment is broken, or another has its port",
        Status = ["{problem}", "{!running}stopped|{memory_mb:mb}", "{?swap_mb}swap {swap_mb:mb}", "venv {venv_mb:mb}", "port {port:0}"],
        Why = new("{problem}|{!running}stopped",
            "{problem}|{!running}parado"),
        Headline = "{memory_mb:mb}",
    };
}
