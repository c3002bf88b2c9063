using AutoCore.Policies.Configuration;

namespace AutoCore.Core.Configuration;

/// <summary>
/// Reads one section, key by key. Each call declares a setting (name, default, range, sentence) and reads it at once, so that there is one
/// place for its value, its check, its origin and its documentation. A mistake is noted and the default taken, so that all are found in one run.
/// </summary>
internal sealed partial class SettingReader(SettingLayers layers, SettingReport report, string path)
{
    /// <summary>The section's full path.</summary>
    public string Path => path;

    /// <summary>Where mistakes are noted.</summary>
    public SettingReport Report => report;

    /// <summary>The directory under which relative paths lie; set once it is known.</summary>
    public string BaseDirectory { get; init; } = "/";

    /// <summary>A section below this one.</summary>
    public SettingReader Section(string name) => Section(name, rule: null);

    private SettingReader Section(string name, TextRule? rule)
    {
        var child = PathOf(name);
        report.Use(child);
        if (layers.Find(child) is { Kind: not (SettingKind.Section or SettingKind.Null) } wrong)
            report.Errors.Add($"{wrong.Place}: expected a section in braces, found {Describe(wrong, rule)}");
        return new(layers, report, child) { BaseDirectory = BaseDirectory };
    }

    /// <summary>The same section with another base directory.</summary>
    public SettingReader Under(string baseDirectory) => new(layers, report, path) { BaseDirectory = baseDirectory };

    /// <summary>Whether a key has a value.</summary>
    public bool IsGiven(string key) => layers.Find(PathOf(key)) is { Kind: not SettingKind.Null, Value.Length: > 0 };

    /// <summary>The names that are given in this section.</summary>
    public IReadOnlyList<string> Keys() => layers.ChildrenOf(path);

    /// <summary>true or false.</summary>
    public bool Flag(string key, Fallback<bool> fallback, string sentence) =>
        Read(key, new("boolean", "true or false"), fallback, sentence, SettingKind.Flag, bool.TryParse, v => v ? "true" : "false");

    /// <summary>A whole number within bounds.</summary>
    public int Number(string key, Fallback<int> fallback, int minimum, int maximum, string sentence) =>
        Read(key, NumberForm("integer", "a whole number", minimum, maximum), fallback, sentence, SettingKind.Number, WholeWithin(minimum, maximum), Show);

    /// <summary>A whole number within bounds, or null.</summary>
    public int? OptionalNumber(string key, int minimum, int maximum, string sentence) =>
        Optional(key, NumberForm("integer", "a whole number", minimum, maximum), sentence, SettingKind.Number, WholeWithin(minimum, maximum), Show);

    /// <summary>A number, fractions allowed, within bounds, or null.</summary>
    public double? OptionalFraction(string key, double minimum, double maximum, string sentence) =>
        Optional(key, NumberForm("number", "a number", minimum, maximum), sentence, SettingKind.Number,
            (string text, out double v) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out v) && v >= minimum && v <= maximum,
            v => v.ToString(CultureInfo.InvariantCulture));

    /// <summary>A duration within bounds.</summary>
    public TimeSpan Duration(string key, Fallback<TimeSpan> fallback, TimeSpan minimum, TimeSpan maximum, string sentence) =>
        Read(key, DurationForm(minimum, maximum), fallback, sentence, SettingKind.Text, LastingWithin(minimum, maximum), DurationFormat.Format);

    /// <summary>A duration within bounds, or null.</summary>
    public TimeSpan? OptionalDuration(string key, TimeSpan minimum, TimeSpan maximum, string sentence) =>
        Optional(key, DurationForm(minimum, maximum), sentence, SettingKind.Text, LastingWithin(minimum, maximum), DurationFormat.Format);

    /// <summary>Text that is not empty.</summary>
    public string Text(string key, Fallback<string> fallback, string sentence, TextRule? rule = null) =>
        Read(key, new("string", rule?.Allowed ?? "a text"), fallback, sentence, SettingKind.Text,
            (string text, out string v) => IsGood(v = text, rule), v => rule?.Show(v) ?? v, rule);

    /// <summary>Text, or null.</summary>
    public string? OptionalText(string key, string sentence, TextRule? rule = null) =>
        Read<string?>(key, new("string", rule?.Allowed ?? "a text", Nullable: true), new Fallback<string?>(null, "default"), sentence, SettingKind.Text,
            (string text, out string? v) => IsGood(v = text, rule), v => v is null ? "null" : rule?.Show(v) ?? v, rule);

    /// <summary>One of a few words, case ignored.</summary>
    public T OneOf<T>(string key, Fallback<T> fallback, string sentence, params (string Word, T Value)[] choices) =>
        OneOf(key, SettingKind.Text, fallback, sentence, choices);

    /// <summary>One of a few words of which some are numbers: <c>"Size": 16</c> is as good as <c>"Size": "16"</c>.</summary>
    public T WordOrNumber<T>(string key, Fallback<T> fallback, string sentence, params (string Word, T Value)[] choices) =>
        OneOf(key, layers.Find(PathOf(key))?.Kind == SettingKind.Number ? SettingKind.Number : SettingKind.Text, fallback, sentence, choices);

    /// <summary>Text that has no default.</summary>
    public string RequiredText(string key, string sentence, TextRule? rule = null)
    {
        if (layers.Find(PathOf(key)) is null or { Kind: SettingKind.Null })
            report.Errors.Add($"{layers.Find(path)?.Place ?? path}: {key} is missing; allowed: {rule?.Allowed ?? "a text"}");
        return Text(key, "", sentence, rule);
    }

    /// <summary>A path that has no default, made absolute under <see cref="BaseDirectory"/>.</summary>
    public string RequiredLocation(string key, string sentence) => RequiredText(key, sentence, TextRule.Path) is { Length: > 0 } given ? Absolute(given) : "";

    /// <summary>A path, made absolute under <see cref="BaseDirectory"/>.</summary>
    public string Location(string key, Fallback<string> fallback, string sentence) => Absolute(Text(key, fallback, sentence, TextRule.Path));

    /// <summary>A path, made absolute under <see cref="BaseDirectory"/>, or null.</summary>
    public string? OptionalLocation(string key, string sentence) => OptionalText(key, sentence, TextRule.Path) is { } given ? Absolute(given) : null;

    /// <summary>Notes a mistake at a key: what is wrong with it, and what is allowed.</summary>
    public void Fail(string key, string problem) => report.Errors.Add($"{PlaceOf(key)}: {problem}");

    /// <summary>Notes a mistake at a key unless a rule across settings holds.</summary>
    public void Require(bool holds, string key, string problem)
    {
        if (!holds)
            Fail(key, problem);
    }

    /// <summary>Notes at a key what works but deserves a look.</summary>
    public void Warn(string key, string problem) => report.Warnings.Add($"{PlaceOf(key)}: {problem}");

    private string PlaceOf(string key) => layers.Find(PathOf(key))?.Place ?? PathOf(key);

    private string PathOf(string key) => path.Length == 0 ? key : $"{path}:{key}";

    private string Absolute(string given) => System.IO.Path.GetFullPath(given, BaseDirectory);

    private static bool IsGood(string text, TextRule? rule) => text.Length > 0 && !text.Contains('\0') && rule?.Holds(text) != false;

    private static SettingForm NumberForm(string type, string article, double minimum, double maximum) =>
        new(type, string.Create(CultureInfo.InvariantCulture, $"{article} from {minimum} to {maximum}"), Minimum: minimum, Maximum: maximum);

    private static SettingForm DurationForm(TimeSpan minimum, TimeSpan maximum) =>
        new("duration", $"a duration {DurationFormat.Form} from {DurationFormat.Format(minimum)} to {DurationFormat.Format(maximum)}");

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Parser<int> WholeWithin(int minimum, int maximum) => (string text, out int v) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out v) && v >= minimum && v <= maximum;

    private static Parser<TimeSpan> LastingWithin(TimeSpan minimum, TimeSpan maximum) => (string text, out TimeSpan v) =>
        DurationFormat.TryParse(text, out v) && v >= minimum && v <= maximum;

    /// <summary>Little is generic here: the runtime compiles each generic method anew for each kind of choice, while the program starts.</summary>
    private T OneOf<T>(string key, SettingKind kind, Fallback<T> fallback, string sentence, (string Word, T Value)[] choices)
    {
        var words = new string[choices.Length];
        var usual = -1;
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = choices[i].Word;
            if (usual < 0 && Equals(choices[i].Value, fallback.Value))
                usual = i;
        }
        return choices[Choose(key, kind, new(usual, fallback.Origin), sentence, words)].Value;
    }

    private int Choose(string key, SettingKind kind, Fallback<int> fallback, string sentence, string[] words) =>
        Read(key, new("string", $"one of {string.Join(", ", words)}", words), fallback, sentence, kind,
            (string text, out int at) => (at = Array.FindIndex(words, w => string.Equals(w, text, StringComparison.OrdinalIgnoreCase))) >= 0,
            at => words[at]);

    private delegate bool Parser<T>(string text, out T value);

    private T? Optional<T>(string key, SettingForm form, string sentence, SettingKind kind, Parser<T> parse, Func<T, string> format)
        where T : struct =>
        Read<T?>(key, form with { Nullable = true }, new Fallback<T?>(null, "default"), sentence, kind,
            (string text, out T? v) => (v = parse(text, out var value) ? value : null) is not null, v => v is { } value ? format(value) : "null");

    private T Read<T>(string key, SettingForm form, Fallback<T> fallback, string sentence, SettingKind kind, Parser<T> parse, Func<T, string> format,
        TextRule? rule = null)
    {
        var full = PathOf(key);
        report.Use(full);
        report.Register.Add(new(full, form, format(fallback.Value), sentence));
        if (layers.Find(full) is not { Kind: not SettingKind.Null } given)
            return Take(full, fallback.Value, fallback.Origin, format);
        if (!given.IsUntyped && given.Kind != kind)
            report.Errors.Add($"{given.Place}: expected {form.Allowed}, found {Describe(given, rule)}");
        else if (!parse(given.Value, out var value))
            report.Errors.Add($"{given.Place}: {Describe(given, rule)} is not allowed; allowed: {form.Allowed}");
        else
            return Take(full, value, given.Origin, format);
        return fallback.Value;
    }

    private T Take<T>(string full, T value, string origin, Func<T, string> format)
    {
        report.Effective.Add(new(full, format(value), origin));
        return value;
    }

    private static string Quote(string text) => text.Length > 80 ? $"\"{text[..80]}…\"" : $"\"{text}\"";

    private static string Describe(Setting setting, TextRule? rule = null) => setting.Kind switch
    {
        SettingKind.Section => "a section",
        SettingKind.List => "a list",
        SettingKind.Number or SettingKind.Flag => rule?.Show(setting.Value) ?? setting.Value,
        SettingKind.Null => "null",
        _ => Quote(rule?.Show(setting.Value) ?? setting.Value),
    };
}
