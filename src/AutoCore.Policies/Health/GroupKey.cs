namespace AutoCore.Policies.Health;

/// <summary>What kind of value a key has.</summary>
public enum KeyKind
{
    /// <summary>A number that goes up and down.</summary>
    Gauge,

    /// <summary>A number that only grows, until something starts anew.</summary>
    Counter,

    /// <summary>0 or 1.</summary>
    Flag,

    /// <summary>A number that was set and is not measured, as a port.</summary>
    Setting,

    /// <summary>Words for people.</summary>
    Text,
}

/// <summary>A key of a health group. The unit stands in its name, see <see cref="KeyUnit"/>.</summary>
/// <param name="Name">As in payloads; <c>failed_*</c> stands for all that begin so.</param>
/// <param name="Says">What it is, in a clause.</param>
/// <param name="Kind">What kind of value it has.</param>
/// <param name="DeviceClass">Home Assistant's device class of a flag that is 1, or null.</param>
/// <param name="Limit">How it is rated by itself; null: it is not.</param>
/// <param name="Metric">Its words in a metric's name, if they are others than its own.</param>
/// <param name="Label">Of a name that stands for several: the label that tells their metrics apart.</param>
public sealed record GroupKey(
    string Name, string Says, KeyKind Kind, string? DeviceClass = null, RatingLimit? Limit = null, string? Metric = null, string? Label = null)
{
    public static GroupKey Gauge(string name, string says, string? metric = null, RatingLimit? limit = null, string? label = null) =>
        new(name, says, KeyKind.Gauge, null, limit, metric, label);

    public static GroupKey Counter(string name, string says, string? metric = null) => new(name, says, KeyKind.Counter, Metric: metric);

    public static GroupKey Flag(string name, string says, string? deviceClass = null, RatingLimit? limit = null) =>
        new(name, says, KeyKind.Flag, deviceClass, limit);

    public static GroupKey Setting(string name, string says) => new(name, says, KeyKind.Setting);

    public static GroupKey Text(string name, string says) => new(name, says, KeyKind.Text);

    /// <summary>Whether a key of a payload is this one.</summary>
    public bool Covers(string key) => Name.EndsWith('*') ? key.StartsWith(Name[..^1], StringComparison.Ordinal) : key == Name;
}
