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
        Why = new("only {available_mb:mb} free",
            "só {available_mb:mb} livres"),
        Headline = new("{available_mb:mb} free", "{available_mb:mb} livres"),
        Below = [new("of {total_mb:mb}", "de {total_mb:mb}")],
    };

    public static GroupDefinition Cpu { get; } = new("cpu", new("Processor", "Processador"),
        Gauge("temperature_celsius", "temperature of the processor"), Gauge("load_1m", "load average of one minute"),
        Flag("throttled", "whether the firmware slows the processor at present, by power or heat", "problem", RatingLimit.WhileSet(Samples)),
        Flag("undervoltage", "whether the supply is too weak at present", "problem", RatingLimit.WhileSet(Samples)),
        Flag("undervoltage_since_boot", "whether it was since the boot, or since the daemon's start where the firmware does not say", "problem"),
        Flag("heat_limited", "whether the processor is too hot at present", "problem"),
        Flag("heat_limited_since_boot", "whether it was since the boot", "problem"))
    {
        Status = ["load {load_1m:0.00}", "{temperature_celsius:0.0} °C",
            "{?undervoltage}UNDERVOLTAGE|{?heat_limited}too hot|{?throttled}throttled: too little power, or too hot",
            "{?undervoltage_since_boot}was short of power"],
        Why = new("{?undervoltage}too little power|{?heat_limited}too hot|{?throttled}slowed by heat or power|{temperature_celsius:°C}",
            "{?undervoltage}falta energia|{?heat_limited}quente demais|{?throttled}reduzido por calor ou energia|{temperature_celsius:°C}"),
        Headline = new("{temperature_celsius:°C}|load {load_1m:0.00}", "{temperature_celsius:°C}|carga {load_1m:0.00}"),
        Below =
        [
            new("{=temperature_celsius}load {load_1m:0.00}", "{=temperature_celsius}carga {load_1m:0.00}"),
            new("{?undervoltage}too little power|{?heat_limited}too hot|{?throttled}slowed by heat or power",
                "{?undervoltage}falta energia|{?heat_limited}quente demais|{?throttled}reduzido por calor ou energia"),
            new("{?undervoltage_since_boot}was short of power", "{?undervoltage_since_boot}faltou energia"),
        ],
    };

    public static GroupDefinition Network { get; } = new("network", new("Network", "Rede"),
        Gauge("wifi_signal_dbm", "strength of the Wi-Fi signal", limit: new(Target: -80, Critical: double.NegativeInfinity, Samples)),
        Gauge("wifi_quality_percent", "quality of the Wi-Fi link"), Counter("wifi_reconnects", "times that the Wi-Fi connected anew since the boot"),
        Counter("received_mb", "what all network interfaces received since the boot"), Counter("sent_mb", "what they sent"),
        Text("wifi_network", "name of the Wi-Fi; only with `Mqtt:PublishAddresses`"), Text("addresses", "the IP addresses; only with `Mqtt:PublishAddresses`"))
    {
        Status = ["Wi-Fi {wifi_signal_dbm:0} dBm", "{?wifi_reconnects}{wifi_reconnects:0} reconnects", "in {received_mb:mb}", "out {sent_mb:mb}",
            "{wifi_network}", "{addresses}"],
        Why = new("weak signal: {wifi_signal_dbm:0} dBm",
            "sinal fraco: {wifi_signal_dbm:0} dBm"),
        Headline = "{wifi_signal_dbm:0} dBm|{received_mb:mb}",
        Below = [new("in {received_mb:mb}, out {sent_mb:mb}", "entrou {received_mb:mb}, saiu {sent_mb:mb}"), "{wifi_network}"],
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
