namespace AutoCore.Policies.LogRetention;

/// <summary>The name of an archived file of the systemd journal tells its age, by which <c>journalctl --vacuum-time</c> decides.</summary>
public static class JournalFileName
{
    private const int Digits = 16;

    /// <summary>
    /// When the first entry was written: the last part of <c>system@…-…-TIME.journal</c>, the first of <c>system@TIME-….journal~</c>, in
    /// hexadecimal microseconds. Null for a file that is still written to, which no vacuum touches, and for any other name.
    /// </summary>
    public static DateTimeOffset? ReadTime(string name)
    {
        var at = name.IndexOf('@');
        if (at < 0)
            return null;
        var rest = name.AsSpan(at + 1);
        if (rest.EndsWith(".journal~") && rest.Length > Digits && rest[Digits] == '-')
            return Parse(rest[..Digits]);
        var dash = rest.LastIndexOf('-');
        return rest.EndsWith(".journal") && dash >= 0 && rest.Length == dash + 1 + Digits + ".journal".Length ? Parse(rest.Slice(dash + 1, Digits)) : null;
    }

    private static DateTimeOffset? Parse(ReadOnlySpan<char> hexadecimalMicroseconds) =>
        long.TryParse(hexadecimalMicroseconds, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var microseconds)
            && microseconds is >= 0 and < 100_000_000_000_000_000
            ? DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds)
            : null;
}
