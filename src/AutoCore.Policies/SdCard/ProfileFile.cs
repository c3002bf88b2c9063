namespace AutoCore.Policies.SdCard;

/// <summary>A drop-in profile file (A2): lines of <c>KEY=VALUE</c> that stand between the profile and the explicit keys.</summary>
/// <param name="Values">The good lines, by key.</param>
/// <param name="Problems">The bad lines: line number (from 1) and what is wrong.</param>
public sealed record ProfileFile(IReadOnlyDictionary<string, int> Values, IReadOnlyList<(int Line, string Problem)> Problems)
{
    /// <summary>The keys that existing installations carry, each with its largest sensible value.</summary>
    public static IReadOnlyDictionary<string, int> Keys { get; } = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["MAX_DB_SIZE_MB"] = 1_000_000,
        ["TELEMETRY_RETENTION_DAYS"] = 36_500,
        ["LOG_RETENTION_DAYS"] = 36_500,
        ["CACHE_SIZE_KB"] = 1_000_000,
        ["SWAP_SIZE_MB"] = 65_536,
        ["MMAP_SIZE_MB"] = 65_536,
    };

    /// <summary>Reads the lines; blank lines and <c>#</c> comments are skipped, values may be quoted.</summary>
    public static ProfileFile Parse(IEnumerable<string> lines)
    {
        var values = new Dictionary<string, int>(StringComparer.Ordinal);
        var problems = new List<(int, string)>();
        var number = 0;
        foreach (var raw in lines)
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (ParseLine(line, values) is { } problem)
                problems.Add((number, problem));
        }
        return new(values, problems);
    }

    private static string? ParseLine(string line, Dictionary<string, int> values)
    {
        var equals = line.IndexOf('=');
        if (equals < 0)
            return "expected KEY=VALUE";
        var key = line[..equals].Trim();
        var text = line[(equals + 1)..].Trim().Trim('"', '\'');
        if (!Keys.TryGetValue(key, out var largest))
            return $"{key}: unknown key; allowed: {string.Join(", ", Keys.Keys)}";
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value < 1 || value > largest)
            return $"{key}: \"{text}\" is not allowed; allowed: a whole number from 1 to {largest}";
        return values.TryAdd(key, value) ? null : $"{key}: given twice; the first one stands";
    }
}
