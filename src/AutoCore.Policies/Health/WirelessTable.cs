namespace AutoCore.Policies.Health;

/// <summary>A wireless interface as the kernel tells it.</summary>
/// <param name="Interface">Its name: <c>wlan0</c>.</param>
/// <param name="SignalDbm">How strong the signal is, in dBm; null where it is not known.</param>
/// <param name="QualityPercent">How good the link is, in percent; null where it is not known.</param>
public readonly record struct WirelessLink(string Interface, double? SignalDbm, double? QualityPercent);

/// <summary>Reads <c>/proc/net/wireless</c>.</summary>
public static class WirelessTable
{
    private const int HeaderLines = 2;

    /// <summary>The scale of the link's quality: from 0 to 70 for all drivers of the kernel's own wireless stack.</summary>
    private const double BestQuality = 70;

    /// <summary>All interfaces of the table; of one that is not connected nothing is known.</summary>
    public static IReadOnlyList<WirelessLink> Parse(IEnumerable<string> lines) => [.. lines.Skip(HeaderLines).Select(ParseLine).OfType<WirelessLink>()];

    private static WirelessLink? ParseLine(string line)
    {
        if (line.IndexOf(':') is not (> 0 and var colon))
            return null;
        var fields = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (quality, signal) = (NumberAt(fields, 1), NumberAt(fields, 2));
        // 0 and -256 stand for a link that there is not.
        return signal is < 0 and > -200
            ? new(line[..colon].Trim(), signal, quality is >= 0 and <= BestQuality ? Math.Round(100 * quality.Value / BestQuality, 1) : null)
            : new(line[..colon].Trim(), null, null);
    }

    /// <summary>A dot behind a number says that it is new since the last look.</summary>
    private static double? NumberAt(string[] fields, int index) =>
        index < fields.Length && double.TryParse(fields[index].TrimEnd('.'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number : null;
}
