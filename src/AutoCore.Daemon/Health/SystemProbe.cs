using System.Globalization;

namespace AutoCore.Daemon.Health;

/// <summary>Memory and swap as the kernel tells them, in MB (10^6 bytes); null where it does not.</summary>
internal readonly record struct MemoryFigures(double? AvailableMb, double? TotalMb, double? SwapUsedMb, double? SwapTotalMb);

/// <summary>Processor figures; null where the hardware or kernel does not tell.</summary>
/// <param name="TemperatureCelsius">Temperature of the first thermal zone.</param>
/// <param name="Load1m">Load average of one minute.</param>
/// <param name="Throttled">Whether the Pi's firmware slows the processor at present (undervoltage or heat).</param>
internal readonly record struct CpuFigures(double? TemperatureCelsius, double? Load1m, bool? Throttled);

/// <summary>Reads the kernel's figures below <c>/proc</c> and <c>/sys</c>.</summary>
/// <param name="root">The root of the file system; another one in tests.</param>
internal sealed class SystemProbe(string root = "/")
{
    private const string ThrottledFile = "sys/devices/platform/soc/soc:firmware/get_throttled";

    /// <summary>Reads <c>/proc/meminfo</c>.</summary>
    public MemoryFigures ReadMemory()
    {
        double? available = null, total = null, swapTotal = null, swapFree = null;
        foreach (var line in ReadLines("proc/meminfo"))
        {
            var value = MegabytesIn(line);
            if (line.StartsWith("MemAvailable:", StringComparison.Ordinal))
                available = value;
            else if (line.StartsWith("MemTotal:", StringComparison.Ordinal))
                total = value;
            else if (line.StartsWith("SwapTotal:", StringComparison.Ordinal))
                swapTotal = value;
            else if (line.StartsWith("SwapFree:", StringComparison.Ordinal))
                swapFree = value;
        }
        return new(available, total, swapTotal - swapFree, swapTotal);
    }

    /// <summary>Reads temperature, load and throttling.</summary>
    public CpuFigures ReadCpu() => new(
        NumberIn(ReadFirst("sys/class/thermal/thermal_zone0/temp")) / 1000,
        NumberIn(ReadFirst("proc/loadavg")?.Split(' ')[0]),
        ReadThrottled());

    /// <summary>Days since the kernel started.</summary>
    public double? ReadUptimeDays() => NumberIn(ReadFirst("proc/uptime")?.Split(' ')[0]) / 86_400;

    /// <summary>The firmware's word is hexadecimal; its low four bits tell the present, the higher ones the past.</summary>
    private bool? ReadThrottled() =>
        uint.TryParse(ReadFirst(ThrottledFile)?.Replace("0x", "", StringComparison.Ordinal), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits)
            ? (bits & 0xF) != 0
            : null;

    private static double? MegabytesIn(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kibibytes, ..] ? NumberIn(kibibytes) * 1024 / 1e6 : null;

    private static double? NumberIn(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private string? ReadFirst(string file) => ReadLines(file).FirstOrDefault();

    private string[] ReadLines(string file)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(root, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
