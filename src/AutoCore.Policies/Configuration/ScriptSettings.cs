namespace AutoCore.Policies.Configuration;

/// <summary>A setting that a script's file gave.</summary>
/// <param name="Path">The key, from the root on.</param>
/// <param name="Json">Its value.</param>
public readonly record struct ImportedValue(string[] Path, string Json);

/// <summary>
/// What the settings files of the Python and shell scripts become here: <c>.camera_config.json</c>, <c>.env</c> and <c>storage_16gb.conf</c>. A class and no
/// record: its own text must hold no secret.
/// </summary>
public sealed class ScriptSettings
{
    private static readonly string[] Secretive = ["PASS", "PASSWORD", "SENHA", "TOKEN", "SECRET", "KEY"];
    private static readonly string[] Users = ["USER", "USERNAME", "USUARIO", "LOGIN"];
    private static readonly string[] OfStorage = ["MAX_DB_SIZE_MB", "TELEMETRY_RETENTION_DAYS", "LOG_RETENTION_DAYS", "CACHE_SIZE_KB", "SWAP_SIZE_MB"];

    private static readonly Dictionary<string, (string[] Path, Func<string, string?> ToJson, string Form)> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["storage_mode"] = (["AutoCore", "Cameras", "StorageMode"], Word("snapshot", "organized", "timestamped"), "snapshot, organized or timestamped"),
        ["retention_days"] = (["AutoCore", "Cameras", "RetentionDays"], Number, "a whole number"),
        ["max_workers"] = (["AutoCore", "Cameras", "MaxWorkers"], Number, "a whole number"),
        ["retry_attempts"] = (["AutoCore", "Cameras", "RetryAttempts"], Number, "a whole number"),
        ["delay_between_cameras"] = (["AutoCore", "Cameras", "DelayBetweenCameras"], Seconds, "a number of seconds"),
        ["delay_entre_cameras"] = (["AutoCore", "Cameras", "DelayBetweenCameras"], Seconds, "a number of seconds"),
        ["enable_cleanup"] = (["AutoCore", "DiskWatchdog", "Cleanup", "Enabled"], Flag, "true or false"),
        ["log_level"] = (["Logging", "LogLevel", "Default"], Level, "DEBUG, INFO, WARNING, ERROR or CRITICAL"),
    };

    private readonly List<ImportedValue> _values = [];
    private readonly List<KeyValuePair<string, string>> _secrets = [];
    private readonly List<string> _notes = [];

    private ScriptSettings()
    {
    }

    /// <summary>The settings.</summary>
    public IReadOnlyList<ImportedValue> Values => _values;

    /// <summary>What belongs into the secrets file, by name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Secrets => _secrets;

    /// <summary>What its owner is to know: what has no counterpart, and where a user name goes.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Reads a file of the scripts: a JSON object, or lines <c>NAME=VALUE</c>.</summary>
    /// <param name="path">Its absolute path, which a card's profile is known by.</param>
    /// <param name="text">Its content.</param>
    /// <exception cref="FormatException">It is neither; the message says so.</exception>
    public static ScriptSettings Parse(string path, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new FormatException($"{path} is empty: there is nothing to take over");
        var settings = new ScriptSettings();
        var values = text.AsSpan().TrimStart() is ['{', ..] ? ReadJson(path, text) : ReadLines(path, text);
        if (values.Keys.Any(k => OfStorage.Contains(k, StringComparer.OrdinalIgnoreCase)))
        {
            settings._values.Add(new(["AutoCore", "SdCard", "ProfileFile"], JsonEditor.Quote(path)));
            return settings;
        }
        foreach (var (key, value) in values)
            settings.Take(Path.GetFileName(path), key, value, values);
        return settings;
    }

    private void Take(string file, string key, string value, Dictionary<string, string> all)
    {
        if (Known.TryGetValue(key, out var known))
        {
            if (known.ToJson(value) is { } json)
                _values.Add(new(known.Path, json));
            else
                _notes.Add($"{file}: {key} is left out: it is not {known.Form}");
        }
        else if (key.Equals("enable_validation", StringComparison.OrdinalIgnoreCase))
        {
            _notes.Add($"{file}: {key} has no counterpart: every picture is checked");
        }
        else if (EndsIn(key, Secretive))
        {
            _secrets.Add(new(key, value));
        }
        else if (EndsIn(key, Users))
        {
            var prefix = key[..(key.LastIndexOf('_') + 1)];
            var secret = all.Keys.FirstOrDefault(k => k.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && EndsIn(k, Secretive));
            var password = secret is null ? "" : $", \"PasswordKey\": {JsonEditor.Quote(secret)}";
            _notes.Add($"{file}: {key} belongs to each camera that asks for it: \"UserName\": {JsonEditor.Quote(value)}{password}");
        }
        else
        {
            _notes.Add($"{file}: {key} is not known here and is left out");
        }
    }

    private static bool EndsIn(string key, string[] words) => words.Contains(key[(key.LastIndexOf('_') + 1)..], StringComparer.OrdinalIgnoreCase);

    private static Dictionary<string, string> ReadJson(string path, string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new FormatException($"{path} is no JSON object of a camera script: {e.Message}", e);
        }
    }

    private static Dictionary<string, string> ReadLines(string path, string text)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#'))
        {
            var assignment = line.StartsWith("export ", StringComparison.Ordinal) ? line["export ".Length..] : line;
            if (assignment.Split('=', 2) is not [var name, var value] || name.Trim() is not { Length: > 0 } key
                || key.Any(c => !char.IsLetterOrDigit(c) && c != '_'))
            {
                throw new FormatException($"{path} is no settings file of the scripts: it has a line that is no NAME=VALUE");
            }
            values[key] = Unquote(value.Trim());
        }
        return values;
    }

    private static string Unquote(string value) =>
        value is ['"', .. var quoted, '"'] ? quoted : value is ['\'', .. var plain, '\''] ? plain : value;

    private static string? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture) : null;

    private static string? Seconds(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 86_400
            ? JsonEditor.Quote(TimeSpan.FromMilliseconds(Math.Floor(seconds * 1000))
                .ToString(seconds % 1 == 0 ? @"hh\:mm\:ss" : @"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture))
            : null;

    private static string? Flag(string text) => bool.TryParse(text, out var flag) ? flag ? "true" : "false" : null;

    private static string? Level(string text) => text.ToUpperInvariant() switch
    {
        "DEBUG" => "\"Debug\"",
        "INFO" => "\"Information\"",
        "WARNING" or "WARN" => "\"Warning\"",
        "ERROR" => "\"Error\"",
        "CRITICAL" => "\"Critical\"",
        _ => null,
    };

    private static Func<string, string?> Word(params string[] words) => text => words.Contains(text) ? JsonEditor.Quote(text) : null;
}
