namespace AutoCore.Policies.SdCard;

/// <summary>Where swap goes first.</summary>
public enum SwapKind
{
    /// <summary>There is none, or it is on a disk.</summary>
    Other,

    /// <summary>Compressed in memory.</summary>
    Compressed,

    /// <summary>To the card, and nowhere else.</summary>
    OnCard,
}

/// <summary>Reads <c>/proc/swaps</c>.</summary>
public static class SwapAdvice
{
    /// <summary>What the devices of cards begin with.</summary>
    public const string CardDevice = "/dev/mmcblk";

    /// <summary>Where it goes.</summary>
    /// <param name="lines">The lines of the file, its header first.</param>
    /// <param name="isOnCard">Whether a file lies on a card.</param>
    public static SwapKind Find(IEnumerable<string> lines, Func<string, bool> isOnCard)
    {
        var places = lines.Skip(1).Select(l => l.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).Where(f => f.Length >= 2).ToList();
        return places.Exists(f => f[0].StartsWith("/dev/zram", StringComparison.Ordinal)) ? SwapKind.Compressed
            : places.Count > 0 && places.TrueForAll(f => f[0].StartsWith(CardDevice, StringComparison.Ordinal) || (f[1] == "file" && isOnCard(f[0])))
            ? SwapKind.OnCard
            : SwapKind.Other;
    }
}
