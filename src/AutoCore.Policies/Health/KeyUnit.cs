namespace AutoCore.Policies.Health;

/// <summary>
/// What a word of a key says of its quantity: <c>mb</c> in <c>free_mb</c>. The one table of units, from which Home Assistant's classes and Prometheus' names
/// are made.
/// </summary>
/// <param name="Word">The word within the key.</param>
/// <param name="DeviceClass">Home Assistant's device class, or null.</param>
/// <param name="Symbol">The unit as Home Assistant writes it, or null for none.</param>
/// <param name="Base">Prometheus' base unit, the end of a metric's name.</param>
/// <param name="PerBase">What a value is multiplied with to be in the base unit.</param>
public sealed record KeyUnit(string Word, string? DeviceClass, string? Symbol, string Base, double PerBase = 1)
{
    private static readonly Dictionary<string, KeyUnit> All = new KeyUnit[]
    {
        new("percent", null, "%", "ratio", 0.01),
        new("mb", "data_size", "MB", "bytes", 1e6),
        new("ms", "duration", "ms", "seconds", 0.001),
        new("seconds", "duration", "s", "seconds"),
        new("hours", "duration", "h", "seconds", 3600),
        new("days", "duration", "d", "seconds", 86_400),
        new("years", null, "y", "seconds", 31_557_600),
        new("celsius", "temperature", "°C", "celsius"),
        new("dbm", "signal_strength", "dBm", "dbm"),
        new("ts", "timestamp", null, "timestamp_seconds"),
    }.ToDictionary(u => u.Word, StringComparer.Ordinal);

    /// <summary>The unit that stands in a key; null: it is a number of things, or a flag.</summary>
    public static KeyUnit? Of(string key) => Array.Find(key.Split('_'), All.ContainsKey) is { } word ? All[word] : null;

    /// <summary>The words of a key without its unit.</summary>
    public static IEnumerable<string> WordsOf(string key)
    {
        var unit = Of(key)?.Word;
        return key.Split('_').Where(w => w != unit);
    }
}
