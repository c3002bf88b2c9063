using AutoCore.Policies.Health;

namespace AutoCore.Policies.Alerts;

/// <summary>How it stands with a condition at present, once that is known: what is told of it and no longer so is over, whoever told it and whenever.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Stays">Names of what is wrong, or not known; the empty name where there are none.</param>
/// <param name="Known">Names of what there is; null where nothing can go.</param>
/// <param name="Severity">How bad all that stays is, if it is known and may have been told in a sum; else null.</param>
public sealed record AlertState(Condition Condition, IReadOnlySet<string> Stays, IReadOnlySet<string>? Known = null, Rating? Severity = null)
{
    private const int MostNames = 3;

    private static readonly HashSet<string> NoNames = [];

    /// <summary>Names of what was told in a sum only; null: all that stays may have been.</summary>
    public IReadOnlySet<string>? Summed { get; init; }

    /// <summary>The one thing that it is about; null: all of them.</summary>
    public string? Only { get; init; }

    /// <summary>That one thing is well.</summary>
    public static AlertState Well(Condition condition, string name) => new(condition, NoNames) { Only = name };

    /// <summary>That one thing is no longer there.</summary>
    public static AlertState Gone(Condition condition, string name) => new(condition, NoNames, NoNames) { Only = name };

    /// <summary>The keys that are over.</summary>
    /// <param name="open">The keys of what was told.</param>
    public IReadOnlyList<string> Over(IEnumerable<string> open) =>
        [.. open.Where(key => Condition.Covers(key) && (Only is null || NameOf(key) == Only) && !Stays.Contains(NameOf(key))).Order(StringComparer.Ordinal)];

    /// <summary>The keys that were told in a sum only.</summary>
    public IEnumerable<string> Untold(IReadOnlyCollection<string> open) =>
        Severity is null ? [] : (Summed ?? Stays).Where(Stays.Contains).Select(name => Condition.Prefix + name).Where(key => !open.Contains(key));

    /// <summary>Ends in words: each for itself, or all in one.</summary>
    /// <param name="over">The keys that are over.</param>
    public IReadOnlyList<(IReadOnlyList<string> Keys, string Text)> Describe(IReadOnlyList<string> over)
    {
        if (over.Count <= EventDefinition.MostOneByOne)
            return [.. over.Select(key => ((IReadOnlyList<string>)[key], $"{Condition.Describe(key)} is {(IsGone(key) ? "no longer there" : "well again")}"))];
        return [(
            over, $"{over.Count} are well again or no longer there: {string.Join(", ", over.Take(MostNames).Select(Condition.Describe))} and {over.Count - MostNames} more")];
    }

    private bool IsGone(string key) => Known is not null && !Known.Contains(NameOf(key));

    private string NameOf(string key) => key[Condition.Prefix.Length..];
}
