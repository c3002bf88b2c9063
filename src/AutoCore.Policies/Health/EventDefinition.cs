namespace AutoCore.Policies.Health;

/// <summary>
/// An event, declared once: journal, broker, history, alerts, the page and <c>docs/operations.md</c> are made from it. The unit of a fact stands in
/// its key (<c>freed_bytes</c>).
/// </summary>
/// <param name="Id">Its number: stable, never given to another event.</param>
/// <param name="Name">Its name in kebab-case: <c>EVENT</c> in the journal, <c>type</c> over MQTT.</param>
/// <param name="Severity">How bad it is; null: as bad as the rating that it is raised with.</param>
/// <param name="English">What it says in English, see <see cref="Sentence"/>.</param>
/// <param name="Means">What it means, for those who look it up.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Portuguese">The sentence in Portuguese; null for what only the journal gets.</param>
/// <param name="Opens">What it begins.</param>
/// <param name="Ends">What is over with it.</param>
/// <param name="Sum">What tells of all, when it happens to more things in one pass than are reported one by one; its first fact is their number.</param>
/// <param name="Sums">What it is a sum for: many beginnings or ends at once. Which of the things are wrong is then told by what its feature settles.</param>
/// <param name="IsLoggedApart">Whether the journal gets its line elsewhere, each time and not only at the change.</param>
/// <param name="Renamed">A fact that the journal has under an earlier name, too: its key and that name. Queries of the journal outlive releases.</param>
public sealed record EventDefinition(
    int Id, string Name, Severity? Severity, string English, string Means, string Remedy = "Nothing.", string? Portuguese = null, Condition? Opens = null,
    Condition? Ends = null, EventDefinition? Sum = null, Condition? Sums = null, bool IsLoggedApart = false, (string Key, string Earlier)? Renamed = null)
{
    /// <summary>So many of a kind in one pass are reported one by one; of more, a sum tells the number.</summary>
    public const int MostOneByOne = 10;

    /// <summary>Facts beside those of the sentence.</summary>
    public IReadOnlyList<string> More { get; init; } = [];

    /// <summary>The keys of all facts that it may carry.</summary>
    public IEnumerable<string> Facts => Sentence.Keys(English).Concat(More).Distinct(StringComparer.Ordinal);
}
