using AutoCore.Policies.Health;

namespace AutoCore.Policies.Alerts;

/// <summary>How it stands with a family at present, once that is known: what is told of it and no longer so is over, whoever told it and whenever.</summary>
/// <param name="Family">The family's prefix, or one key.</param>
/// <param name="Stays">Names of what is wrong, or not known; the empty name where there are none.</param>
/// <param name="Known">Names of what there is; null where nothing can go.</param>
/// <param name="Severity">How bad all that stays is, if it is known and may have been told in a sum; else null.</param>
public sealed record AlertState(string Family, IReadOnlySet<string> Stays, IReadOnlySet<string>? Known = null, Rating? Severity = null)
{
    /// <summary>More ends at once are told as one.</summary>
    public const int MostEnds = 10;

    private const int MostNames = 3;

    /// <summary>The keys that are over.</summary>
    /// <param name="open">The keys of what was told.</param>
    public IReadOnlyList<string> Over(IEnumerable<string> open) =>
        [.. open.Where(key => AlertRole.Closes(Family).IsAbout(key) && !Stays.Contains(key[Family.Length..])).Order(StringComparer.Ordinal)];

    /// <summary>The keys that were told in a sum only.</summary>
    public IEnumerable<string> Untold(IReadOnlyCollection<string> open) => Severity is null ? [] : Stays.Select(name => Family + name).Where(key => !open.Contains(key));

    /// <summary>Ends in words: each for itself, or all in one.</summary>
    /// <param name="over">The keys that are over.</param>
    public IReadOnlyList<(IReadOnlyList<string> Keys, string Text)> Describe(IReadOnlyList<string> over)
    {
        if (over.Count <= MostEnds)
            return [.. over.Select(key => ((IReadOnlyList<string>)[key], $"{Name(key)} is {(IsGone(key) ? "no longer there" : "well again")}"))];
        return [(over, $"{over.Count} are well again or no longer there: {string.Join(", ", over.Take(MostNames).Select(Name))} and {over.Count - MostNames} more")];
    }

    private bool IsGone(string key) => Known is not null && !Known.Contains(key[Family.Length..]);

    private static string Name(string key) => AlertFamily.OfKey(key)?.Describe(key) ?? key;
}
