using AutoCore.Policies.Health;

namespace AutoCore.Core.Health;

/// <summary>The groups of the machine itself.</summary>
public static class HealthGroups
{
    public static GroupDefinition Memory { get; } = new("memory", new("Memory", "Memória"), "available_mb", "total_mb", "swap_used_mb")
    {
        Bar = static number => 100 - (100 * number("available_mb") / number("total_mb")),
        Status = ["{available_mb:0} of {total_mb:0} MB free", "{?swap_used_mb}swap {swap_used_mb:mb}"],
        Headline = new("{available_mb:mb} free", "{available_mb:mb} livres"),
        Below = [new("of {total_mb:mb}", "de {total_mb:mb}")],
    };

    public static GroupDefinition Cpu { get; } = new("cpu", new("Processor", "Processador"), "temperature_celsius", "load_1m", "throttled")
    {
        Flags = [("throttled", "problem")],
        Status = ["load {load_1m:0.00}", "{temperature_celsius:0.0} °C", "{?throttled}throttled: too little power, or too hot"],
        Headline = new("{temperature_celsius:°C}|load {load_1m:0.00}", "{temperature_celsius:°C}|carga {load_1m:0.00}"),
        Below =
        [
            new("{=temperature_celsius}load {load_1m:0.00}", "{=temperature_celsius}carga {load_1m:0.00}"),
            new("{?throttled}slowed by heat or power", "{?throttled}reduzido por calor ou energia"),
        ],
    };

    public static GroupDefinition Uptime { get; } = new("uptime", new("Uptime", "Tempo ligado"), "days") { Status = ["{days:0.0} days"], Headline = "{days:days}" };

    public static GroupDefinition Boot { get; } = new("boot", new("Boot", "Inicialização"), "seconds") { Status = ["{seconds:0} s"], Headline = "{seconds:s}" };
}
