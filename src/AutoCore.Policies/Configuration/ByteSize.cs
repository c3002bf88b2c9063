namespace AutoCore.Policies.Configuration;

/// <summary>Sizes as people type and read them: <c>12G</c> is 12·10^9 bytes, <c>12GiB</c> is 12·2^30.</summary>
public static class ByteSize
{
    /// <summary>The form, as error messages show it.</summary>
    public const string Form = "a number with a unit: B, K, M, G, T (powers of 1000) or KiB, MiB, GiB, TiB (powers of 1024), as in 12G";

    private const string Prefixes = "KMGT";

    /// <summary>Reads a size; without a unit it counts bytes. False for negative, empty, unknown units, or more than 2^62 bytes.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var trimmed = text.AsSpan().Trim();
        var split = trimmed.Length;
        while (split > 0 && char.IsAsciiLetter(trimmed[split - 1]))
            split--;
        if (UnitOf(trimmed[split..]) is not { } unit)
            return false;
        if (!decimal.TryParse(trimmed[..split].Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number > (1L << 62) / unit)
        {
            return false;
        }
        bytes = (long)(number * unit);
        return true;
    }

    /// <summary>Writes a size with a fitting unit of powers of 1000 and at most one decimal: <c>35 MB</c>, <c>4.2 GB</c>.</summary>
    public static string Format(long bytes)
    {
        if (bytes < 0 && bytes > long.MinValue)
            return $"-{Format(-bytes)}";
        if (bytes < 1000)
            return string.Create(CultureInfo.InvariantCulture, $"{bytes} B");
        double value = bytes;
        var unit = -1;
        while (value >= 999.5 && unit < Prefixes.Length - 1)
        {
            value /= 1000;
            unit++;
        }
        var form = value < 9.95 ? "0.#" : "0";
        return $"{value.ToString(form, CultureInfo.InvariantCulture)} {Prefixes[unit]}B";
    }

    private static long? UnitOf(ReadOnlySpan<char> unit)
    {
        if (unit.IsEmpty || unit.Equals("B", StringComparison.OrdinalIgnoreCase))
            return 1;
        var power = Prefixes.IndexOf(char.ToUpperInvariant(unit[0])) + 1;
        var rest = unit[1..];
        if (power == 0)
            return null;
        if (rest.IsEmpty || rest.Equals("B", StringComparison.OrdinalIgnoreCase))
            return Power(1000, power);
        return rest.Equals("iB", StringComparison.OrdinalIgnoreCase) || rest.Equals("i", StringComparison.OrdinalIgnoreCase) ? Power(1024, power) : null;
    }

    private static long Power(long number, int exponent)
    {
        var result = 1L;
        for (var i = 0; i < exponent; i++)
            result *= number;
        return result;
    }
}
