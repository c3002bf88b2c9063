namespace AutoCore.Policies.LogRetention;

/// <summary>What <c>journald.conf</c> and its drop-ins say about the journal's size.</summary>
/// <param name="SystemMaxUse">The most that it may take on the card, as written; null if it is not limited.</param>
/// <param name="IsVolatile">Whether it is kept in memory only.</param>
public readonly record struct JournalLimits(string? SystemMaxUse, bool IsVolatile)
{
    /// <summary>Reads the files' lines, the most important file last; an empty value takes a limit back.</summary>
    public static JournalLimits Parse(IEnumerable<string> lines)
    {
        var limits = default(JournalLimits);
        foreach (var pair in lines.Select(l => l.Trim()).Where(l => !l.StartsWith('#') && !l.StartsWith(';'))
            .Select(l => l.Split('=', 2, StringSplitOptions.TrimEntries)))
        {
            limits = pair switch
            {
                ["SystemMaxUse", var value] => limits with { SystemMaxUse = value.Length > 0 ? value : null },
                ["Storage", var value] => limits with { IsVolatile = value is "volatile" or "none" },
                _ => limits,
            };
        }
        return limits;
    }

    /// <summary>The size to advise for a card, as it is written in <c>journald.conf</c>.</summary>
    /// <param name="cardGb">The card's nominal size in GB.</param>
    public static string AdviceFor(int cardGb) => cardGb switch
    {
        <= 8 => "50M",
        <= 16 => "100M",
        <= 32 => "200M",
        _ => "500M",
    };
}
