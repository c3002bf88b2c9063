namespace AutoCore.Policies.SdCard;

/// <summary>What a card says of itself; null where it does not, as most SD cards do not speak of their life.</summary>
/// <param name="Model">Its name: <c>SC16G</c>.</param>
/// <param name="Manufacturer">Its maker's number, hexadecimal: <c>0x03</c>.</param>
/// <param name="Made">Its month: <c>04/2021</c>.</param>
/// <param name="LifeUsedPercent">How much of its life is used, in steps of ten percent, rounded up.</param>
/// <param name="ReserveLevel">Its spare blocks: 1 enough, 2 four fifths used, 3 all but used up.</param>
public readonly record struct CardRegisters(string? Model, string? Manufacturer, string? Made, double? LifeUsedPercent, int? ReserveLevel)
{
    /// <summary>Reads the kernel's files of these registers.</summary>
    /// <param name="read">The content of a file of the card's folder; empty if there is none.</param>
    public static CardRegisters Read(Func<string, string> read) => new(
        TextIn(read("name")), ShortHex(TextIn(read("manfid"))), TextIn(read("date")), LifeIn(read("life_time")), NumberIn(read("pre_eol_info")) is >= 1 and <= 3
        and var level ? level : null);

    /// <summary>The worse of the two kinds of memory: 1 is up to ten percent, 11 is more than all.</summary>
    private static double? LifeIn(string text)
    {
        var worst = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(NumberIn).Max();
        return worst is >= 1 and <= 11 ? Math.Min(worst.Value * 10, 100) : null;
    }

    private static int? NumberIn(string text)
    {
        var digits = text.Trim();
        return digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && int.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string? ShortHex(string? text) => text is not null && NumberIn(text) is { } number ? $"0x{number:x2}" : text;

    private static string? TextIn(string text) => text.Trim() is { Length: > 0 } trimmed ? trimmed : null;
}
