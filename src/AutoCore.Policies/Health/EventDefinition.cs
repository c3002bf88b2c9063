namespace AutoCore.Policies.Health;

/// <summary>
/// An event, declared once: journal, broker, history, alerts, the page and <c>docs/operations.md</c> are made from it. The unit of a fact stands in
/// its key (<c>freed_bytes</c>).
/// </summary>
/// <param name="id">Its number: stable, never given to another event.</param>
/// <param name="name">Its name in kebab-case: <c>EVENT</c> in the journal, <c>type</c> over MQTT.</param>
/// <param name="severity">How bad it is; null: as bad as the rating that it is raised with.</param>
/// <param name="sentence">What it says in English, see <see cref="Sentence"/>.</param>
/// <param name="means">What it means, for those who look it up.</param>
/// <param name="remedy">What to do.</param>
public sealed class EventDefinition(int id, string name, Severity? severity, string sentence, string means, string remedy = "Nothing.")
{
    /// <summary>So many of a kind in one pass are reported one by one; of more, a sum tells the number.</summary>
    public const int MostOneByOne = 10;

    public int Id => id;

    public string Name => name;

    public Severity? Severity => severity;

    public string English => sentence;

    public string Means => means;

    public string Remedy => remedy;

    /// <summary>The sentence in Portuguese; null for what only the journal gets.</summary>
    public string? Portuguese { get; init; }

    /// <summary>What it begins.</summary>
    public Condition? Opens { get; init; }

    /// <summary>What is over with it.</summary>
    public Condition? Ends { get; init; }

    /// <summary>What tells of all, when it happens to more things in one pass than are reported one by one; its first fact is their number.</summary>
    public EventDefinition? Sum { get; init; }

    /// <summary>What it is a sum for: many beginnings or ends at once. Which of the things are wrong is then told by what its feature settles.</summary>
    public Condition? Sums { get; init; }

    /// <summary>Whether the journal gets its line elsewhere, each time and not only at the change.</summary>
    public bool IsLoggedApart { get; init; }

    /// <summary>Facts beside those of the sentence.</summary>
    public IReadOnlyList<string> More { get; init; } = [];

    /// <summary>A fact that the journal has under an earlier name, too: its key and that name. Queries of the journal outlive releases.</summary>
    public (string Key, string Earlier)? Renamed { get; init; }

    /// <summary>The keys of all facts that it may carry.</summary>
    public IEnumerable<string> Facts => Sentence.Keys(sentence).Concat(More).Distinct(StringComparer.Ordinal);
}
