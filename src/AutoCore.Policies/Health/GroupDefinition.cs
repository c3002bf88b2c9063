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
/// A health group, declared once: <c>autocore status</c>, the page, Home Assistant, Prometheus and <c>docs/health.md</c> are made from it. What is said of it
/// are choices of sentences, see <see cref="Sentence.Choose"/>.
/// </summary>
/// <param name="Name">The topic below <c>health/</c>; parts stand under it (<c>disk/root</c>).</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Keys">The keys that it and its parts may carry, the headline first.</param>
public sealed record GroupDefinition(string Name, Spoken Label, params IReadOnlyList<GroupKey> Keys)
{
    /// <summary>What every group has whose worker fails.</summary>
    public static IReadOnlyList<GroupKey> OfFailures { get; } =
        [GroupKey.Gauge("failures", "passes of its worker that failed in a row"), GroupKey.Text("failure", "why the last of them failed")];

    /// <summary>Whether a reading is this group's, or that of a part of it.</summary>
    public bool Covers(string group) => group.Split('/')[0] == Name;

    /// <summary>The key of a payload as it is declared, or null.</summary>
    public GroupKey? Find(string key) => Keys.FirstOrDefault(k => k.Covers(key)) ?? OfFailures.FirstOrDefault(k => k.Covers(key));

    /// <summary>How it is rated, in a sentence; null: by the limits of its keys alone.</summary>
    public string? Rated { get; init; }

    /// <summary>What its parts are, as the label of their metrics (<c>unit</c>); the key of that name says which one it is, else the part's own name. Null: it
    /// has none.</summary>
    public string? Part { get; init; }

    /// <summary>Whether the group has the numbers of its worst part: with one part alone both are the same.</summary>
    public bool IsWorstPart { get; init; }

    /// <summary>Whether it is for those alone who look at this machine, and is not published over MQTT.</summary>
    public bool IsLocal { get; init; }

    /// <summary>The parts of its line in <c>autocore status</c>, in English.</summary>
    public IReadOnlyList<string> Status { get; init; } = [];

    /// <summary>What a bar in that line shows, in percent; null for no bar.</summary>
    public Func<Func<string, double?>, double?>? Bar { get; init; }

    /// <summary>What its tile on the page shows first; null: the first number there is.</summary>
    public Spoken? Headline { get; init; }

    /// <summary>What stands below that.</summary>
    public IReadOnlyList<Spoken> Below { get; init; } = [];

    /// <summary>Why it is not good, in one line; beside the failure of its worker, which is said without it.</summary>
    public Spoken? Why { get; init; }

    /// <summary>While this sentence holds, it is not called good, though nothing is wrong: a clock that nobody sets.</summary>
    public string? NotGoodWhile { get; init; }

    /// <summary>What is so while it cannot be rated, in English; null: that it is not.</summary>
    public string? Untold { get; init; }

    /// <summary>The rating that a person is shown; null where there is none to tell: a number that is neither good nor bad,
    /// or that nobody vouches for.</summary>
    /// <param name="rating">How it is rated.</param>
    /// <param name="find">The fact of a key.</param>
    public Rating? Shown(Rating rating, Func<string, Measure> find) =>
        !HealthPolicy.CountsForWhole(Name) || (rating == Rating.Ok && NotGoodWhile is { } doubt && Sentence.TryFill(doubt, find, Sentence.Write) is not null)
            ? null : rating;

    /// <summary>Of several groups and parts, those that a person is shown: a lone part that says what its group says is not.</summary>
    /// <param name="groups">Names of groups and parts.</param>
    /// <param name="find">The definition of one.</param>
    public static IEnumerable<string> WithoutLoneParts(IReadOnlyCollection<string> groups, Func<string, GroupDefinition?> find) => groups.Where(g =>
        !g.Contains('/', StringComparison.Ordinal) || find(g) is not { IsWorstPart: true } definition || !groups.Contains(definition.Name)
        || groups.Count(other => other.Contains('/', StringComparison.Ordinal) && definition.Covers(other)) > 1);
}
