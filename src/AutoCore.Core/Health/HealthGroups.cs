using AutoCore.Policies.Health;
using static AutoCore.Policies.Health.GroupKey;

namespace AutoCore.Core.Health;

/// <summary>The groups of the machine itself.</summary>
public static class HealthGroups
{
    /// <summary>Samples over which memory and processor are rated: they jump.</summary>
    private const int Samples = 5;

    public static GroupDefinition Memory { get; } = new("memory", new("Memory", "Memória"),
        Gauge("available_mb", "memory that programs can still have", limit: new(Target: 100, Critical: 50, Samples)), Gauge("total_mb", "memory that there is"),
        Gauge("swap_used_mb", "swap in use"))
    {
        Bar = static number => 100 - (100 * number("available_mb") / number("total_mb")),
        Status = ["{available_mb:0} of {total_mb:0} MB free", "{?swap_used_mb}swap {swap_used_mb:mb}"],
        Headline = new("{available_mb:mb} free", "{available_mb:mb} livres"),
        Below = [new("of {total_mb:mb}", "de {total_mb:mb}")],
    };

    public static GroupDefinition Cpu { get; } = new("cpu", new("Processor", "Processador"),
        Gauge("temperature_celsius", "temperature of the processor"), Gauge("load_1m", "load average of one minute"),
        Flag("throttled", "whether the firmware slows the processor at present", "problem", RatingLimit.WhileSet(Samples)))
    {
        Status = ["load {load_1m:0.00}", "{temperature_celsius:0.0} °C", "{?throttled}throttled: too little power, or too hot"],
        Headline = new("{temperature_celsius:°C}|load {load_1m:0.00}", "{temperature_celsius:°C}|carga {load_1m:0.00}"),
        Below =
        [
            new("{=temperature_celsius}load {load_1m:0.00}", "{=temperature_celsius}carga {load_1m:0.00}"),
            new("{?throttled}slowed by heat or power", "{?throttled}reduzido por calor ou energia"),
        ],
    };

    public static GroupDefinition Uptime { get; } = new("uptime", new("Uptime", "Tempo ligado"),
        Gauge("days", "time since the kernel started", limit: new(Target: 30, Critical: 1)))
    {
        Status = ["{days:0.0} days"],
        Headline = "{days:days}",
    };

    public static GroupDefinition Boot { get; } = new("boot", new("Boot", "Inicialização"),
        Gauge("seconds", "how long the last boot took", limit: new(Target: 40, Critical: 60)))
    {
        Status = ["{seconds:0} s"],
        Headline = "{seconds:s}",
    };
}
