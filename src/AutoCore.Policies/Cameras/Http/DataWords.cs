using System.Text.RegularExpressions;
using AutoCore.Policies.Hosting;

namespace AutoCore.Policies.Cameras.Http;

/// <summary>
/// Looks for words in what JSON or XML says. Values count, and names together with theirs; a name alone says nothing: <c>"accountLocked": false</c> and
/// <c>"sessionTimeout": 3600</c> stand in good answers.
/// </summary>
internal static partial class DataWords
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    /// <summary>Milliseconds that one pattern may take.</summary>
    private const int Patience = PatternTime.Most;

    /// <summary>Values that say yes to their name.</summary>
    private static readonly string[] Yes = ["true", "yes", "on", "lock", "locked"];

    /// <summary>Whether one of the words is said.</summary>
    /// <param name="text">The document.</param>
    /// <param name="words">Lower-case letters only.</param>
    public static bool Say(string text, IReadOnlyList<string> words)
    {
        var pairs = text[0] == '<' ? Element().Matches(text).Concat(Attribute().Matches(text)).Concat(Raw().Matches(text)) : Member().Matches(text);
        return pairs.Any(p => Says(LettersOf(p.Groups["name"].Value), LettersOf(p.Groups["value"].Value), words));
    }

    /// <summary>The letters of a text, in lower case.</summary>
    public static string LettersOf(string text) => string.Concat(text.Where(char.IsAsciiLetter)).ToLowerInvariant();

    private static bool Says(string name, string value, IReadOnlyList<string> words)
    {
        if (value.Length == 0)
            return false;
        var isYes = Array.IndexOf(Yes, value) >= 0;
        var both = name + value;
        return words.Any(w => value.Contains(w, StringComparison.Ordinal)
            || (name.Contains(w, StringComparison.Ordinal) ? isYes : both.Contains(w, StringComparison.Ordinal)));
    }

    /// <summary>A text or a literal, with its name if it has one; a name of something that holds others is none.</summary>
    [GeneratedRegex("""
        ("(?<name>(?>([^"\\]|\\.)*))"\s*:\s*)? ( "(?<value>(?>([^"\\]|\\.)*))"(?!\s*:) | (?<![\w"])(?<value>[a-z]{2,10})(?![\w"]) )
        | "(?>([^"\\]|\\.)*)"\s*:
        """, Options | RegexOptions.IgnorePatternWhitespace, Patience)]
    private static partial Regex Member();

    [GeneratedRegex(@"<(?<name>[\w:.-]{1,100})(\s[^<>]*)?>(?<value>[^<>]+)(?=<)", Options, Patience)]
    private static partial Regex Element();

    [GeneratedRegex(@"\b(?<name>[\w:.-]{1,100})\s*=\s*""(?<value>[^""<>]*)""", Options, Patience)]
    private static partial Regex Attribute();

    [GeneratedRegex(@"<!\[CDATA\[(?<value>[^\]]*)", Options, Patience)]
    private static partial Regex Raw();
}
