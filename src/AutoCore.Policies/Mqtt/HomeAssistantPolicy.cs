using AutoCore.Policies.Configuration;
using AutoCore.Policies.Health;

namespace AutoCore.Policies.Mqtt;

/// <summary>
/// Which entities Home Assistant is told of. The unit stands in every payload's key (<c>free_mb</c>), so the key alone says what kind of
/// quantity it is, and a new metric appears by itself.
/// </summary>
public static class HomeAssistantPolicy
{
    private static readonly Dictionary<string, string> Spellings = new(StringComparer.Ordinal)
    {
        ["cpu"] = "CPU",
        ["sqlite"] = "SQLite",
        ["wal"] = "WAL",
        ["wifi"] = "Wi-Fi",
    };

    private static readonly Dictionary<string, string> Requests = new(StringComparer.Ordinal)
    {
        ["capture"] = "Capture now",
        ["backup"] = "Back up now",
        ["cleanup-dry-run"] = "Clean-up dry run",
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
    /// <param name="definition">Says what they are; null: all are measured.</param>
    public static IEnumerable<HomeAssistantEntity> Describe(string group, IEnumerable<string> keys, GroupDefinition? definition) => keys
        .Select(k => (Key: k, Declared: definition?.Find(k)))
        // Reasons of failed cameras come and go with the weather: they are no entities.
        .Where(k => k.Declared?.Label is null)
        .Select(k => Describe(group, k.Key, k.Declared))
        .Prepend(Problem($"{Slug(group)}_problem", $"{Title(group)} problem", group));

    /// <summary>
    /// What may be asked of the daemon: a button for each request, and an event with what came of it. One for the whole daemon and none for each camera, of
    /// which there may be hundreds; those whose pictures are published have one (<see cref="DescribePictures"/>).
    /// </summary>
    /// <param name="verbs">The requests that are allowed.</param>
    public static IEnumerable<HomeAssistantEntity> DescribeRequests(IEnumerable<string> verbs)
    {
        foreach (var verb in verbs)
        {
            var name = Requests.GetValueOrDefault(verb, Title(verb));
            yield return new($"request_{Slug(verb)}", "button", name, verb, "", null);
            yield return new($"response_{Slug(verb)}", "event", $"{name} result", verb, "status",
                "{{ dict(value_json, event_type=value_json.status) | to_json }}")
            { Options = ["ok", "failed", "busy"] };
        }
    }

    /// <summary>The newest picture of each camera whose pictures are published, and a button that asks for another one.</summary>
    /// <param name="cameras">Site, name and group on the board.</param>
    /// <param name="mayCapture">Whether a picture may be asked for.</param>
    public static IEnumerable<HomeAssistantEntity> DescribePictures(IEnumerable<(string Site, string Name, string Group)> cameras, bool mayCapture)
    {
        foreach (var (site, name, group) in cameras)
        {
            var id = Slug(group);
            yield return new($"{id}_picture", "image", $"{site} {name}", group, "picture", null);
            if (mayCapture)
            {
                yield return new($"{id}_capture", "button", $"{site} {name} capture now", "capture", group, null)
                {
                    Payload = $"{{\"site\":{JsonEditor.Quote(site)},\"camera\":{JsonEditor.Quote(name)}}}",
                };
            }
        }
    }

    /// <summary>
    /// Gives entities whose ids would be the same, as those of <c>/mnt/a-b</c> and <c>/mnt/a_b</c>, ids of their own, and so for their names; all others keep
    /// theirs.
    /// </summary>
    public static IReadOnlyList<HomeAssistantEntity> Distinct(IReadOnlyCollection<HomeAssistantEntity> entities)
    {
        var all = entities.DistinctBy(KeyOf).ToDictionary(KeyOf, StringComparer.Ordinal);
        var ids = Slugs.Assign(all.Keys, key => all[key].Id);
        var names = Slugs.Assign(all.Keys, key => $"{all[key].Platform}.{IdWords(all[key].Name)}");
        return [.. all.Select(e => e.Value with { Id = ids[e.Key], Name = Apart(e.Value, names[e.Key]) })];
    }

    /// <summary>
    /// The entity's id, alike for every version: up to 2025.9 Home Assistant makes it of the names of device and entity, later versions take what is proposed.
    /// </summary>
    public static string EntityId(string device, HomeAssistantEntity entity) => $"{entity.Platform}.{IdWords($"{device} {entity.Name}")}";

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

    private static HomeAssistantEntity Describe(string group, string key, GroupKey? declared)
    {
        var id = $"{Slug(group)}_{Slug(key)}";
        var words = key.Split('_');
        var unit = KeyUnit.Of(key);
        var name = $"{Title(group)} {string.Join(' ', words.Where((w, i) => w != unit?.Word || (i == 0 && words.Length > 1)).Select(Spell))}".TrimEnd();
        if (declared?.Kind == KeyKind.Flag)
        {
            return new(id, "binary_sensor", name, group, key, $"{{{{ {{0: 'OFF', 1: 'ON'}}.get(value_json.{key} | default(none)) }}}}")
            {
                DeviceClass = declared.DeviceClass,
            };
        }
        var isTime = unit?.DeviceClass == "timestamp";
        return new(id, "sensor", name, group, key, isTime ? $"{{{{ as_datetime(value_json.{key}) if value_json.{key} is defined else none }}}}"
            : $"{{{{ value_json.{key} | default(none) }}}}")
        {
            DeviceClass = unit?.DeviceClass,
            Unit = unit?.Symbol,
            StateClass = isTime || declared?.Kind == KeyKind.Setting ? null
                : declared?.Kind == KeyKind.Counter || words.Contains("today") ? "total_increasing"
                : "measurement",
        };
    }

    /// <summary>Lower-case words with one <c>_</c> between them, as Home Assistant makes ids of names.</summary>
    private static string IdWords(string name) => string.Join('_', Slug(name).Split('_', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The name, with what tells it apart if another has the same.</summary>
    private static string Apart(HomeAssistantEntity entity, string assigned) =>
        assigned[$"{entity.Platform}.{IdWords(entity.Name)}".Length..] is { Length: > 0 } more ? $"{entity.Name} {more.Trim('_')}" : entity.Name;

    private static string KeyOf(HomeAssistantEntity entity) => $"{entity.Group}\n{entity.Key}\n{entity.Platform}";

    private static HomeAssistantEntity Problem(string id, string name, string? group) =>
        new(id, "binary_sensor", name, group, "rating",
        "{{ {'ok': 'OFF', 'warning': 'ON', 'critical': 'ON'}.get(value_json.rating) }}")
        { DeviceClass = "problem" };

    private static string Title(string group)
    {
        var words = string.Join(' ', group.Split('/', '_', '-').Select(Spell));
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string Spell(string word) => Spellings.GetValueOrDefault(word, word);
}
