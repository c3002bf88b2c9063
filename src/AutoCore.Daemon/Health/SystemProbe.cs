using AutoCore.Core.Storage;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Health;

/// <summary>Memory and swap as the kernel tells them, in MB (10^6 bytes); null where it does not.</summary>
internal readonly record struct MemoryFigures(double? AvailableMb, double? TotalMb, double? SwapUsedMb, double? SwapTotalMb);

/// <summary>Processor figures; null where the hardware or kernel does not tell.</summary>
/// <param name="TemperatureCelsius">Temperature of the first thermal zone.</param>
/// <param name="Load1m">Load average of one minute.</param>
/// <param name="Power">What the Pi's firmware says of power and heat.</param>
internal readonly record struct CpuFigures(double? TemperatureCelsius, double? Load1m, PowerState Power);

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
        PowerState.Parse(ReadFirst(ThrottledFile)).With(ReadVoltageAlarm()));

    /// <summary>Days since the kernel started.</summary>
    public double? ReadUptimeDays() => NumberIn(ReadFirst("proc/uptime")?.Split(' ')[0]) / 86_400;

    /// <summary>The alarm of the Pi's voltage monitor; null if there is no such monitor.</summary>
    private bool? ReadVoltageAlarm()
    {
        var monitor = FoldersIn("sys/class/hwmon").FirstOrDefault(m => ReadFirst($"{m}/name") == "rpi_volt");
        return monitor is not null && NumberIn(ReadFirst($"{monitor}/in0_lcrit_alarm")) is { } alarm ? alarm > 0 : null;
    }

    /// <summary>What lies in a folder of the root, as paths below it.</summary>
    internal IReadOnlyList<string> FoldersIn(string folder) =>
        FileAttempt.OrElse<IReadOnlyList<string>>([], () =>
            [.. Directory.EnumerateFileSystemEntries(Path.Combine(root, folder)).Select(path => $"{folder}/{Path.GetFileName(path)}")
                .Order(StringComparer.Ordinal)]);

    /// <summary>The number that a file holds; null if it holds none.</summary>
    internal double? ReadNumber(string file) => NumberIn(ReadFirst(file)?.Trim());

    /// <summary>Whether something is there.</summary>
    internal bool Has(string path) => Path.Exists(Path.Combine(root, path));

    private static double? MegabytesIn(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kibibytes, ..] ? NumberIn(kibibytes) * 1024 / 1e6 : null;

    internal static double? NumberIn(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    internal string? ReadFirst(string file) => ReadLines(file).FirstOrDefault();

    internal string[] ReadLines(string file) => FileAttempt.OrElse<string[]>([], () => File.ReadAllLines(Path.Combine(root, file)));
}
