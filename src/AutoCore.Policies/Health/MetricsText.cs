namespace AutoCore.Policies.Health;

/// <summary>A group or part as metrics are made of it.</summary>
/// <param name="Group">Its name: <c>disk</c>, <c>disk/root</c>.</param>
/// <param name="Rating">How it stands.</param>
/// <param name="Measures">Its numbers and words.</param>
public readonly record struct MetricsReading(string Group, Rating Rating, IReadOnlyList<Measure> Measures);

/// <summary>What all readings belong to.</summary>
/// <param name="Node">The node.</param>
/// <param name="Version">The daemon's version.</param>
/// <param name="Rating">The rating of the whole.</param>
/// <param name="WrittenTs">When they were put together, Unix seconds.</param>
public readonly record struct MetricsSource(string Node, string Version, Rating Rating, double WrittenTs);

/// <summary>
/// The groups in Prometheus' text format 0.0.4: what is declared, in base units. A group that has its worst part's numbers leaves them to its parts, so that a
/// sum counts nothing twice.
/// </summary>
public static class MetricsText
{
    /// <summary>Its media type.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private const string Prefix = "autocore";
    private const int LongestLabel = 256;

    /// <summary>All of them as text; ends with a line feed.</summary>
    public static string Compose(MetricsSource source, IReadOnlyCollection<MetricsReading> readings, IReadOnlyList<GroupDefinition> groups)
    {
        var families = new Dictionary<string, Family>(StringComparer.Ordinal);
        Add(families, new($"{Prefix}_build_info", "The daemon that wrote this", "gauge"), 1, ("version", source.Version), ("node", source.Node));
        Add(families, new($"{Prefix}_written_timestamp_seconds", "When this was written", "gauge"), source.WrittenTs);
        Add(families, new($"{Prefix}_rating", $"How the whole is: {RatingValues}", "gauge"), (int)source.Rating);
        foreach (var reading in readings)
        {
            var (group, part) = Split(reading.Group);
            var ratings = new Family($"{Prefix}_group_rating", $"How a group or part is: {RatingValues}", "gauge");
            Add(families, ratings, (int)reading.Rating, ("group", group), ("part", part));
            if (groups.FirstOrDefault(g => g.Covers(group)) is { } definition
                && !(definition.IsWorstPart && part.Length == 0 && readings.Any(r => r.Group.StartsWith($"{group}/", StringComparison.Ordinal))))
            {
                AddMeasures(families, reading, definition, part);
            }
        }
        var text = new StringBuilder(families.Count * 200);
        foreach (var family in families.Values)
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {family.Name} {Escape(family.Help)}.\n# TYPE {family.Name} {family.Type}\n");
            foreach (var (labels, value) in family.Samples)
                text.Append(CultureInfo.InvariantCulture, $"{family.Name}{labels} {value:R}\n");
        }
        return text.ToString();
    }

    /// <summary>The metric that a key becomes; null for words and settings.</summary>
    public static string? NameOf(GroupDefinition definition, GroupKey key)
    {
        if (key.Kind is KeyKind.Text or KeyKind.Setting)
            return null;
        if (GroupDefinition.OfFailures.Contains(key))
            return $"{Prefix}_worker_failures";
        string?[] words = [Prefix, definition.Name, .. key.Metric is { } own ? [own] : KeyUnit.WordsOf(key.Name)];
        var unit = KeyUnit.Of(key.Name)?.Base;
        return string.Join('_', words.Append(unit).Append(key.Kind == KeyKind.Counter ? "total" : null).OfType<string>());
    }

    private static string RatingValues => string.Join(", ", Enum.GetValues<Rating>().Select(r => $"{(int)r} {r.ToWord()}"));

    private static void AddMeasures(Dictionary<string, Family> families, MetricsReading reading, GroupDefinition definition, string part)
    {
        var partLabel = part.Length > 0 && definition.Part is { } label ? (label, reading.Measures.FirstOrDefault(m => m.Key == label).Text ?? part) : default;
        foreach (var measure in reading.Measures)
        {
            if (measure.Number is not { } number || definition.Find(measure.Key) is not { } key || NameOf(definition, key) is not { } name)
                continue;
            var value = Math.Round(Math.Round(number, 3) * (KeyUnit.Of(key.Name)?.PerBase ?? 1), 9);
            var family = new Family(name, $"{char.ToUpperInvariant(key.Says[0])}{key.Says[1..]}", key.Kind == KeyKind.Counter ? "counter" : "gauge");
            if (GroupDefinition.OfFailures.Contains(key))
                Add(families, family, value, ("worker", reading.Group));
            else if (key.Label is { } ofKey)
                Add(families, family, value, partLabel, (ofKey, measure.Key[(key.Name.Length - 1)..]));
            else
                Add(families, family, value, partLabel);
        }
    }

    private static void Add(Dictionary<string, Family> families, Family family, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        if (!families.TryGetValue(family.Name, out var known))
            families[family.Name] = known = family;
        var text = new StringBuilder();
        foreach (var (name, given) in labels)
        {
            if (name is not null)
            {
                text.Append(text.Length == 0 ? '{' : ',').Append(name).Append("=\"")
                    .Append(Escape(given.Length > LongestLabel ? given[..LongestLabel] : given).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
            }
        }
        // A series twice, and the whole text is refused.
        known.Samples.TryAdd(text.Length == 0 ? "" : text.Append('}').ToString(), value);
    }

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static (string Group, string Part) Split(string group) =>
        group.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? (group[..slash], group[(slash + 1)..]) : (group, "");

    private sealed record Family(string Name, string Help, string Type)
    {
        public Dictionary<string, double> Samples { get; } = new(StringComparer.Ordinal);
    }
}
