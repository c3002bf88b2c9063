using System.Text.RegularExpressions;
using AutoCore.Policies.Hosting;

namespace AutoCore.Policies.Cameras.Http;

/// <summary>A text with its escapes undone, which knows of each character where it stood in the text as it came.</summary>
internal sealed partial class DecodedText
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private const char FirstWide = '\uFF01';
    private const char LastWide = '\uFF5E';

    /// <summary>Characters of a tag that stands between those of a word.</summary>
    private const int LongestTag = 24;

    private readonly List<(int Start, int End)> _places;

    private DecodedText(string text, List<(int Start, int End)> places) => (Text, _places) = (text, places);

    /// <summary>The characters.</summary>
    public string Text { get; }

    /// <summary>A text as it came.</summary>
    public static DecodedText Of(string text) => new(text, [.. Enumerable.Range(0, text.Length).Select(static at => (at, at + 1))]);

    /// <summary>Undoes one layer of escapes: of addresses (a byte becomes the character of that number), of JSON and of pages.</summary>
    /// <returns>The plainer text; null if there was nothing to undo.</returns>
    public DecodedText? Decode()
    {
        var text = new StringBuilder(Text.Length);
        var places = new List<(int Start, int End)>(Text.Length);
        var from = 0;
        foreach (Match escape in Escape().Matches(Text))
        {
            if (CharactersOf(escape) is not { } characters)
                continue;
            Copy(from, escape.Index);
            from = escape.Index + escape.Length;
            text.Append(characters);
            places.AddRange(Enumerable.Repeat((_places[escape.Index].Start, _places[from - 1].End), characters.Length));
        }
        if (from == 0)
            return null;
        Copy(from, Text.Length);
        return new(text.ToString(), places);

        void Copy(int start, int end)
        {
            text.Append(Text, start, end - start);
            places.AddRange(_places[start..end]);
        }
    }

    /// <summary>The same in capitals, each run of blanks one blank; a plus is a blank, too, as in forms, and a wide letter is as any other.</summary>
    public DecodedText Fold()
    {
        var text = new StringBuilder(Text.Length);
        var places = new List<(int Start, int End)>(Text.Length);
        for (var at = 0; at < Text.Length; at++)
        {
            var isBlank = Text[at] == '+' || char.IsWhiteSpace(Text[at]);
            if (isBlank && text.Length > 0 && text[^1] == ' ')
            {
                places[^1] = (places[^1].Start, _places[at].End);
                continue;
            }
            text.Append(isBlank ? ' ' : char.ToUpperInvariant(Text[at] is >= FirstWide and <= LastWide ? (char)(Text[at] - FirstWide + '!') : Text[at]));
            places.Add(_places[at]);
        }
        return new(text.ToString(), places);
    }

    /// <summary>Letters and digits only: between those of what they quote, some devices put blanks, signs or tags, or <c>0x</c> before each two.</summary>
    /// <param name="hasTags">Whether there may be tags; a secret may look as if it had one.</param>
    public DecodedText Squeeze(bool hasTags = true)
    {
        var text = new StringBuilder(Text.Length);
        var places = new List<(int Start, int End)>(Text.Length);
        for (var at = 0; at < Text.Length; at++)
        {
            var rest = Text.AsSpan(at);
            if (hasTags && rest[0] == '<' && rest[..Math.Min(rest.Length, LongestTag)].IndexOf('>') is > 0 and var end)
            {
                at += end;
            }
            else if (rest is ['0', 'X' or 'x', ..] && (at == 0 || !char.IsLetterOrDigit(Text[at - 1])))
            {
                at++;
            }
            else if (char.IsLetterOrDigit(rest[0]))
            {
                text.Append(rest[0]);
                places.Add(_places[at]);
            }
        }
        return new(text.ToString(), places);
    }

    /// <summary>Where some of the characters stood.</summary>
    public (int Start, int End) PlaceOf(int at, int length) => (_places[at].Start, _places[at + length - 1].End);

    private static string? CharactersOf(Match escape)
    {
        if (escape.Groups["self"] is { Success: true } self)
            return self.Value;
        if (escape.Groups["name"] is { Success: true, Value: var name })
            return Named($"&{name};") ?? Named($"&{name.ToLowerInvariant()};");
        if (escape.Groups["octal"] is { Success: true } octal)
            return ((char)Convert.ToInt32(octal.Value, 8)).ToString();
        var isDecimal = escape.Groups["decimal"].Success;
        var digits = isDecimal ? escape.Groups["decimal"].Value : escape.Groups["hex"].Value;
        var number = int.Parse(digits, isDecimal ? NumberStyles.None : NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return number <= char.MaxValue ? ((char)number).ToString() : Rune.IsValid(number) ? new Rune(number).ToString() : null;
    }

    private static string? Named(string entity) => System.Net.WebUtility.HtmlDecode(entity) is var decoded && decoded != entity ? decoded : null;

    [GeneratedRegex(
        @"%u(?<hex>[0-9a-f]{4})|%(?<hex>[0-9a-f]{2})|\\u(?<hex>[0-9a-f]{4})|\\u\{(?<hex>[0-9a-f]{1,6})\}|\\x(?<hex>[0-9a-f]{2})" +
        @"|\\(?<octal>[0-3][0-7]{2})|\\(?<self>[^\w\s])" +
        @"|&\#x(?<hex>[0-9a-f]{1,6});?|&\#(?<decimal>[0-9]{1,7});?|&(?<name>[a-z][a-z0-9]{1,8});", Options, PatternTime.Most)]
    private static partial Regex Escape();
}
