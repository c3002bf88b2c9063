namespace AutoCore.Core.Configuration;

/// <summary>Lists: a list that is given replaces the default, it does not add to it.</summary>
internal sealed partial class SettingReader
{
    /// <summary>A short list of texts.</summary>
    public IReadOnlyList<string> Texts(string key, IReadOnlyList<string> fallback, string sentence, TextRule? rule = null) =>
        ReadTexts(key, new("array", $"a list of {rule?.Allowed ?? "texts"}"), fallback, sentence, text => IsGood(text, rule));

    /// <summary>A short list of some of a few words.</summary>
    public IReadOnlyList<string> Choices(string key, IReadOnlyList<string> fallback, string sentence, IReadOnlyList<string> choices) =>
        ReadTexts(key, new("array", $"a list of {string.Join(", ", choices)}", choices), fallback, sentence,
            text => choices.Contains(text, StringComparer.Ordinal));

    /// <summary>A short list of paths, made absolute under <see cref="BaseDirectory"/>.</summary>
    public IReadOnlyList<string> Locations(string key, IReadOnlyList<string> fallback, string sentence) =>
        [.. Texts(key, fallback, sentence, TextRule.Path).Select(Absolute)];

    /// <summary>A list of sections, each read by <paramref name="read"/>.</summary>
    public IReadOnlyList<T> Sections<T>(string key, string sentence, Func<SettingReader, T> read)
    {
        var full = PathOf(key);
        report.Use(full);
        report.Register.Add(new(full, new("array", "a list of sections"), "[]", sentence));
        DescribeEntry(full, read);
        var entries = EntriesOf(full, "a list of sections in brackets");
        if (entries.Count == 0)
            report.Effective.Add(new(full, "[]", layers.Find(full)?.Origin ?? "default"));
        return [.. entries.Select(index => read(new SettingReader(layers, report, full) { BaseDirectory = BaseDirectory }.Section(index)))];
    }

    /// <summary>A section whose keys are names of the user's own.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs(string key, string sentence, TextRule name, TextRule value)
    {
        var full = PathOf(key);
        report.Register.Add(new(full, new("object", $"a section of {name.Allowed}, each with {value.Allowed}"), "{}", sentence));
        var section = Section(key, value);
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var given in section.Keys())
        {
            if (!name.Holds(given))
            {
                report.Use($"{full}:{given}");
                Fail(key, $"{given} is not allowed; allowed: {name.Allowed}");
            }
            else if (section.ReadPair(given, value) is { } text)
            {
                pairs.Add(new(given, text));
            }
        }
        return pairs;
    }

    private string? ReadPair(string key, TextRule rule)
    {
        var full = PathOf(key);
        report.Use(full);
        // A colon divides keys: what stands under such a name is reported as an unknown key.
        if (layers.Find(full) is not { Kind: not SettingKind.Null } given)
            return null;
        if (given.Kind != SettingKind.Text || !IsGood(given.Value, rule))
        {
            report.Errors.Add($"{given.Place}: {Describe(given, rule)} is not allowed; allowed: {rule.Allowed}");
            return null;
        }
        return Take(full, given.Value, given.Origin, rule.Show);
    }

    /// <summary>Reads an entry that does not exist, so that the register knows an entry's keys whether or not there is one.</summary>
    private void DescribeEntry<T>(string full, Func<SettingReader, T> read)
    {
        var described = new SettingReport();
        read(new SettingReader(layers, described, $"{full}:[]") { BaseDirectory = BaseDirectory });
        report.Register.AddRange(described.Register);
    }

    private IReadOnlyList<string> ReadTexts(string key, SettingForm form, IReadOnlyList<string> fallback, string sentence, Func<string, bool> isGood)
    {
        var full = PathOf(key);
        report.Use(full);
        report.Register.Add(new(full, form, Format(fallback), sentence));
        var entries = EntriesOf(full, form.Allowed);
        var given = layers.Find(full);
        if (entries.Count == 0 && given?.Kind != SettingKind.List)
        {
            report.Effective.Add(new(full, Format(fallback), "default"));
            return fallback;
        }
        var texts = new List<string>();
        foreach (var entry in entries.Select(index => layers.Find($"{full}:{index}")).OfType<Setting>())
        {
            report.Use(entry.Path);
            if (entry.Kind == SettingKind.Text && isGood(entry.Value))
                texts.Add(entry.Value);
            else
                report.Errors.Add($"{entry.Place}: {Describe(entry)} is not allowed; allowed: {form.Allowed}");
        }
        report.Effective.Add(new(full, Format(texts), given?.Origin ?? Setting.EnvironmentOrigin));
        return texts;
    }

    private IReadOnlyList<string> EntriesOf(string full, string allowed)
    {
        if (layers.Find(full) is { Kind: not (SettingKind.List or SettingKind.Null) } wrong)
        {
            report.Errors.Add($"{wrong.Place}: expected {allowed}, found {Describe(wrong)}");
            report.Use(full);
            return [];
        }
        return [.. layers.ChildrenOf(full).Where(name => int.TryParse(name, out _)).OrderBy(int.Parse)];
    }

    private static string Format(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(t => $"\"{t}\""))}]";
}
