using System.Text.RegularExpressions;

namespace AutoCore.Core.Configuration;

/// <summary>
/// Reads a settings file into single values, each with its kind and line. The platform's configuration library keeps neither, so it could
/// say neither "a number, not a text" nor where; comments and trailing commas are fine, a key given twice is not.
/// </summary>
internal static partial class JsonSettings
{
    /// <summary>Reads the file's bytes; mistakes go to <paramref name="errors"/>, and what could be read before them is returned.</summary>
    /// <param name="json">The file.</param>
    /// <param name="origin">Its name.</param>
    /// <param name="errors">Where mistakes go.</param>
    public static List<Setting> Read(ReadOnlySpan<byte> json, string origin, List<string> errors)
    {
        var settings = new List<Setting>();
        Read(json, origin, errors, settings, list: null, take: null);
        return settings;
    }

    /// <summary>Reads a file that is one list, an entry at a time, so that its length costs no memory.</summary>
    /// <param name="json">The file.</param>
    /// <param name="origin">Its name.</param>
    /// <param name="errors">Where mistakes go.</param>
    /// <param name="list">The key under which the entries stand: the first one's is <c>list:0</c>.</param>
    /// <param name="take">Takes an entry's index and values, which are valid during the call; false: no further ones are wanted.</param>
    public static void ReadEntries(ReadOnlySpan<byte> json, string origin, List<string> errors, string list, Func<int, List<Setting>, bool> take) =>
        Read(json, origin, errors, [], list, take);

    private static void Read(ReadOnlySpan<byte> json, string origin, List<string> errors, List<Setting> settings, string? list,
        Func<int, List<Setting>, bool>? take)
    {
        if (json.StartsWith(Encoding.UTF8.Preamble))
            json = json[Encoding.UTF8.Preamble.Length..];
        var walk = new Walk(json, origin, settings, errors);
        try
        {
            if (take is null)
                walk.RunObject();
            else
                walk.RunList(list!, take);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            errors.Add(DescribeSyntax(e, json, origin, walk.Path));
        }
    }

    /// <summary>Names the place and the keys that may be meant: the last one read, and those before and behind the byte that the parser stumbled
    /// over.</summary>
    private static string DescribeSyntax(Exception failure, ReadOnlySpan<byte> json, string origin, string lastKey)
    {
        var (line, position) = failure is JsonException e ? ((int)(e.LineNumber ?? 0), (int)(e.BytePositionInLine ?? 0)) : (0, 0);
        var lines = Encoding.UTF8.GetString(json).Split('\n');
        var text = line < lines.Length ? lines[line] : "";
        var words = Word().Matches(text);
        var before = words.LastOrDefault(w => w.Index < position)?.Groups["word"].Value;
        var behind = words.FirstOrDefault(w => w.Index >= position)?.Groups["word"].Value;
        var near = string.Join(" or ", new[] { lastKey, before, behind }.Where(n => !string.IsNullOrEmpty(n)).Distinct(StringComparer.Ordinal));
        var reason = failure.Message.Split(" LineNumber:")[0].TrimEnd('.');
        return $"{origin}:{line + 1}: {(near.Length > 0 ? near : "the file")}: not valid JSON near here: {reason}; look for a missing comma, quotation mark or bracket on this line or the one before";
    }

    [GeneratedRegex("""["'](?<word>[A-Za-z_$][A-Za-z0-9_$]*)["']?""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    /// <summary>One pass over the tokens.</summary>
    private ref struct Walk(ReadOnlySpan<byte> json, string origin, List<Setting> settings, List<string> errors)
    {
        private readonly ReadOnlySpan<byte> _json = json;
        private readonly Dictionary<string, int> _lines = new(StringComparer.OrdinalIgnoreCase);
        private Utf8JsonReader _reader = new(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        private int _counted;
        private int _line = 1;

        public string Path { get; private set; } = "";

        public void RunObject()
        {
            if (!Begin(JsonTokenType.StartObject, "an object in braces"))
                return;
            ReadObject("");
            // A second value behind the first is a syntax error that only a further read reports.
            _reader.Read();
        }

        public void RunList(string list, Func<int, List<Setting>, bool> take)
        {
            if (!Begin(JsonTokenType.StartArray, "a list in brackets"))
                return;
            for (var i = 0; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; i++)
            {
                ReadValue($"{list}:{i}");
                if (!take(i, settings))
                    return;
                settings.Clear();
                _lines.Clear();
            }
            _reader.Read();
        }

        private bool Begin(JsonTokenType expected, string described)
        {
            _reader.Read();
            if (_reader.TokenType == expected)
                return true;
            errors.Add($"{origin}:1: the file: expected {described}");
            return false;
        }

        private void ReadObject(string path)
        {
            while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
            {
                var name = _reader.GetString() ?? "";
                var child = path.Length == 0 ? name : $"{path}:{name}";
                Path = child;
                _reader.Read();
                if (!_lines.TryAdd(child, Line()))
                    errors.Add($"{origin}:{Line()}: {child}: given twice (first on line {_lines[child]}); remove one");
                ReadValue(child);
            }
        }

        private void ReadList(string path)
        {
            for (var i = 0; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; i++)
                ReadValue($"{path}:{i}");
        }

        private void ReadValue(string path)
        {
            var kind = KindOf(_reader.TokenType);
            settings.Add(new(path, kind, TextOf(kind), origin, Line()));
            if (kind == SettingKind.Section)
                ReadObject(path);
            else if (kind == SettingKind.List)
                ReadList(path);
        }

        private readonly string TextOf(SettingKind kind) => kind switch
        {
            SettingKind.Text => _reader.GetString() ?? "",
            SettingKind.Number or SettingKind.Flag => Encoding.UTF8.GetString(_reader.ValueSpan),
            _ => "",
        };

        private static SettingKind KindOf(JsonTokenType token) => token switch
        {
            JsonTokenType.String => SettingKind.Text,
            JsonTokenType.Number => SettingKind.Number,
            JsonTokenType.True or JsonTokenType.False => SettingKind.Flag,
            JsonTokenType.StartObject => SettingKind.Section,
            JsonTokenType.StartArray => SettingKind.List,
            _ => SettingKind.Null,
        };

        private int Line()
        {
            var position = (int)_reader.TokenStartIndex;
            _line += _json[_counted..position].Count((byte)'\n');
            _counted = position;
            return _line;
        }
    }
}
