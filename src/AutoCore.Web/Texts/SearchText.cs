namespace AutoCore.Web.Texts;

/// <summary>Finds words as people type them: in any order, without accents, and whatever stands between words in a name.</summary>
internal static class SearchText
{
    private const string Accented = "àáâãäåèéêëìíîïòóôõöùúûüçñ";
    private const string Plain = "aaaaaaeeeeiiiiooooouuuucn";

    /// <summary>Whether a text holds all words of a search.</summary>
    public static bool Matches(string search, string text)
    {
        var folded = Fold(text);
        return Fold(search).Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => folded.Contains(word, StringComparison.Ordinal));
    }

    /// <summary>Lower case, without accents, words apart by spaces. An accent that stands by itself (U+0300 to U+036F) is left out.</summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var small = char.ToLowerInvariant(letter);
            if (small is >= '\u0300' and <= '\u036F')
                continue;
            folded.Append(Accented.IndexOf(small) is >= 0 and var at ? Plain[at] : small is '_' or '/' or '\t' ? ' ' : small);
        }
        return folded.ToString();
    }
}
