using AutoCore.Policies.Health;

namespace AutoCore.Policies.Mqtt;

/// <summary>
/// Which entities Home Assistant is told of. The unit stands in every payload's key (<c>free_mb</c>), so the key alone says what kind of
/// quantity it is, and a new metric appears by itself.
/// </summary>
public static class HomeAssistantPolicy
{
    /// <summary>Reasons of failed cameras come and go with the weather: they are no entities.</summary>
    private const string ReasonPrefix = "failed_";

    private static readonly Dictionary<string, (string? DeviceClass, string? Unit)> Units = new(StringComparer.Ordinal)
    {
        ["percent"] = (null, "%"),
        ["mb"] = ("data_size", "MB"),
        ["ms"] = ("duration", "ms"),
        ["seconds"] = ("duration", "s"),
        ["hours"] = ("duration", "h"),
        ["days"] = ("duration", "d"),
        ["celsius"] = ("temperature", "°C"),
        ["ts"] = ("timestamp", null),
    };

    private static readonly Dictionary<string, string> Spellings = new(StringComparer.Ordinal)
    {
        ["cpu"] = "CPU",
        ["sqlite"] = "SQLite",
        ["wal"] = "WAL",
    };

    /// <summary>The rating of the whole, as a word and as a problem.</summary>
    public static IReadOnlyList<HomeAssistantEntity> Whole { get; } =
    [
        new("rating", "sensor", "Rating", null, "rating", "{{ value_json.rating }}")
        {
            DeviceClass = "enum",
            Options = [.. Enum.GetValues<Rating>().Select(r => r.ToWord())],
        },
        Problem("problem", "Problem", null),
    ];

    /// <summary>The entities of a group, mount or neighbour: a problem, and one for each of its numbers.</summary>
    /// <param name="group">As below <c>health/</c>.</param>
    /// <param name="keys">The keys of its numbers.</param>
    /// <param name="definition">Says which of them are flags; null: none.</param>
    public static IEnumerable<HomeAssistantEntity> Describe(string group, IEnumerable<string> keys, GroupDefinition? definition) =>
        keys.Where(k => !k.StartsWith(ReasonPrefix, StringComparison.Ordinal)).Select(k => Describe(group, k, definition?.Flags ?? [])).Prepend(Problem($"{Slug(group)}_problem", $"{Title(group)} problem", group));

    /// <summary>Gives entities whose ids would be the same, as those of <c>/mnt/a-b</c> and <c>/mnt/a_b</c>, ids of their own; all others keep theirs.</summary>
    public static IReadOnlyList<HomeAssistantEntity> Distinct(IReadOnlyCollection<HomeAssistantEntity> entities)
    {
        var plain = entities.DistinctBy(KeyOf).ToDictionary(KeyOf, e => e.Id, StringComparer.Ordinal);
        var ids = Slugs.Assign(plain.Keys, key => plain[key]);
        return [.. entities.DistinctBy(KeyOf).Select(e => ids[KeyOf(e)] is var id && id == e.Id ? e : e with { Id = id })];
    }

    /// <summary>How long to wait after Home Assistant's start, so that not all devices of a house answer at once.</summary>
    /// <param name="jitter">From 0 to 1.</param>
    public static TimeSpan AnnounceAfter(double jitter) => TimeSpan.FromSeconds(1 + (29 * jitter));

    /// <summary>
    /// What Home Assistant knows and must be told is gone: parts that were removed at once, all else only when the start has settled, since
    /// features post their first reading when they have one.
    /// </summary>
    /// <param name="known">Ids that were announced, by this run or an earlier one.</param>
    /// <param name="current">Ids that exist now.</param>
    /// <param name="seen">Ids that existed in this run.</param>
    /// <param name="hasSettled">Whether everything had time to appear.</param>
    public static IEnumerable<string> FindVanished(IEnumerable<string> known, IReadOnlySet<string> current, IReadOnlySet<string> seen, bool hasSettled) =>
        known.Where(id => !current.Contains(id) && (hasSettled || seen.Contains(id)));

    /// <summary>Lower-case letters, digits and <c>_</c> only.</summary>
    public static string Slug(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_'));

    private static HomeAssistantEntity Describe(string group, string key, IReadOnlyList<(string Key, string? DeviceClass)> flags)
    {
        var id = $"{Slug(group)}_{Slug(key)}";
        var words = key.Split('_');
        var unit = Array.Find(words, Units.ContainsKey);
        var name = $"{Title(group)} {string.Join(' ', words.Where((w, i) => w != unit || (i == 0 && words.Length > 1)).Select(Spell))}".TrimEnd();
        if (flags.FirstOrDefault(f => f.Key == key) is { Key: not null } flag)
        {
            return new(id, "binary_sensor", name, group, key, $"{{{{ {{0: 'OFF', 1: 'ON'}}.get(value_json.{key} | default(none)) }}}}")
            {
                DeviceClass = flag.DeviceClass,
            };
        }
        var (deviceClass, symbol) = unit is null ? default : Units[unit];
        var isTime = deviceClass == "timestamp";
        return new(id, "sensor", name, group, key, isTime ? $"{{{{ as_datetime(value_json.{key}) if value_json.{key} is defined else none }}}}" : $"{{{{ value_json.{key} | default(none) }}}}")
        {
            DeviceClass = deviceClass,
            Unit = symbol,
            StateClass = isTime ? null : words.Contains("today") ? "total_increasing" : "measurement",
        };
    }

    private static string KeyOf(HomeAssistantEntity entity) => $"{entity.Group}\n{entity.Key}\n{entity.Platform}";

    private static HomeAssistantEntity Problem(string id, string name, string? group) =>
        new(id, "binary_sensor", name, group, "rating", "{{ {'ok': 'OFF', 'warning': 'ON', 'critical': 'ON'}.get(value_json.rating) }}") { DeviceClass = "problem" };

    private static string Title(string group)
    {
        var words = string.Join(' ', group.Split('/', '_', '-').Select(Spell));
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string Spell(string word) => Spellings.GetValueOrDefault(word, word);
}
