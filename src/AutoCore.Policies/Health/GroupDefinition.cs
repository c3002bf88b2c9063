namespace AutoCore.Policies.Health;

/// <summary>Words of the page in its two languages.</summary>
/// <param name="English">English.</param>
/// <param name="Portuguese">Portuguese, as in Brazil.</param>
public readonly record struct Spoken(string English, string Portuguese)
{
    /// <summary>Alike in both.</summary>
    public static implicit operator Spoken(string both) => new(both, both);
}

/// <summary>
/// A health group, declared once: <c>autocore status</c>, the page, Home Assistant and <c>docs/health.md</c> are made from it. What is said of it are
/// choices of sentences, see <see cref="Sentence.Choose"/>.
/// </summary>
/// <param name="name">The topic below <c>health/</c>; parts stand under it (<c>disk/root</c>).</param>
/// <param name="label">Its name for people.</param>
/// <param name="keys">The keys that it may carry, the headline first; <c>failed_*</c> stands for all that begin so. The unit stands in the key.</param>
public sealed class GroupDefinition(string name, Spoken label, params string[] keys)
{
    public string Name => name;

    public Spoken Label => label;

    public IReadOnlyList<string> Keys => keys;

    /// <summary>Whether a reading is this group's, or that of a part of it.</summary>
    public bool Covers(string group) => group.Split('/')[0] == name;

    /// <summary>Keys whose number is a flag, with Home Assistant's device class of what is true.</summary>
    public IReadOnlyList<(string Key, string? DeviceClass)> Flags { get; init; } = [];

    /// <summary>The parts of its line in <c>autocore status</c>, in English.</summary>
    public IReadOnlyList<string> Status { get; init; } = [];

    /// <summary>What a bar in that line shows, in percent; null for no bar.</summary>
    public Func<Func<string, double?>, double?>? Bar { get; init; }

    /// <summary>What its tile on the page shows first; null: the first number there is.</summary>
    public Spoken? Headline { get; init; }

    /// <summary>What stands below that.</summary>
    public IReadOnlyList<Spoken> Below { get; init; } = [];
}
