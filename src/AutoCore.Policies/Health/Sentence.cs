using AutoCore.Policies.Configuration;

namespace AutoCore.Policies.Health;

/// <summary>
/// Text with its facts as <c>{key}</c> or <c>{key:format}</c>. What stands between <c>&lt;</c> and <c>&gt;</c> is left out when a fact in it is not known.
/// <c>{?key}</c> writes nothing, and is known only where the number is over 0; <c>{!key}</c> where it is 0; <c>{=key}</c> where there is one.
/// </summary>
public static class Sentence
{
    /// <summary>Fills in the facts; <c>?</c> stands for one that is not known.</summary>
    /// <param name="find">The fact of a key; one that is not known where there is none.</param>
    public static string Fill(string sentence, Func<string, Measure> find) => Fill(sentence, find, Write).Text;

    /// <summary>Fills in the facts; null if one that is needed is not known.</summary>
    /// <param name="find">The fact of a key.</param>
    /// <param name="write">Writes a number in a format.</param>
    public static string? TryFill(string sentence, Func<string, Measure> find, Func<double, string?, string> write) =>
        Fill(sentence, find, write) is (var text, true) ? text : null;

    /// <summary>The first of several sentences, separated by <c>|</c>, whose facts are all known; null if there is none.</summary>
    public static string? Choose(string choices, Func<string, Measure> find, Func<double, string?, string> write) =>
        choices.Split('|').Select(sentence => TryFill(sentence, find, write)).FirstOrDefault(text => text is not null);

    /// <summary>The keys of the facts in it, in their order.</summary>
    public static IEnumerable<string> Keys(string sentence)
    {
        for (var i = sentence.IndexOf('{'); i >= 0; i = sentence.IndexOf('{', i + 1))
            yield return PlaceAt(sentence, i).Key;
    }

    /// <summary>A number in a format of .NET, or as bytes in the unit that suits them (<c>size</c>).</summary>
    public static string Write(double number, string? format) =>
        format == "size" ? ByteSize.Format((long)number) : number.ToString(format ?? "0.###", CultureInfo.InvariantCulture);

    private static (string Text, bool IsWhole) Fill(string sentence, Func<string, Measure> find, Func<double, string?, string> write)
    {
        var text = new StringBuilder(sentence.Length + 32);
        var (clause, isClauseWhole, isWhole) = (-1, true, true);
        for (var i = 0; i < sentence.Length; i++)
        {
            switch (sentence[i])
            {
                case '<':
                    (clause, isClauseWhole) = (text.Length, true);
                    break;
                case '>':
                    (text.Length, clause) = (isClauseWhole ? text.Length : clause, -1);
                    break;
                case '{':
                    var place = PlaceAt(sentence, i);
                    var fact = find(place.Key);
                    var holds = place.Test switch { '?' => fact.Number > 0, '!' => fact.Number == 0, _ => fact.IsKnown };
                    isClauseWhole &= holds;
                    isWhole &= holds || clause >= 0;
                    if (place.Test is null)
                        text.Append(fact.Text ?? (fact.Number is { } number ? write(number, place.Format) : "?"));
                    i = place.End;
                    break;
                default:
                    text.Append(sentence[i]);
                    break;
            }
        }
        return (text.ToString(), isWhole);
    }

    private static (char? Test, string Key, string? Format, int End) PlaceAt(string sentence, int start)
    {
        var end = sentence.IndexOf('}', start);
        char? test = sentence[start + 1] is '?' or '!' or '=' ? sentence[start + 1] : null;
        var place = sentence[(start + (test is null ? 1 : 2))..end];
        return place.IndexOf(':') is var colon and >= 0 ? (test, place[..colon], place[(colon + 1)..], end) : (test, place, null, end);
    }
}
