using System.Text;

namespace AutoCore.Policies.Cameras.Http;

/// <summary>Hides secrets in what a device says: many quote what they were sent, in their own spelling.</summary>
public static class QuotedSecrets
{
    private const string Hidden = "***";

    /// <summary>A shorter one is hidden only where it stands as a word: else it would be in every other one.</summary>
    private const int ShortestPart = 4;

    /// <summary>A text without the secrets in it: as they are, escaped for addresses, forms, JSON or pages, with their blanks made one, as Latin-1 of UTF-8; and, at
    /// the text's end, without the beginning of one that was cut.</summary>
    /// <param name="text">The text.</param>
    /// <param name="secrets">The secrets; empty ones are passed over.</param>
    public static string Hide(string text, IEnumerable<string> secrets)
    {
        foreach (var spelled in secrets.SelectMany(Spellings).Distinct(StringComparer.Ordinal).OrderByDescending(s => s.Length))
        {
            text = spelled.Length >= ShortestPart ? text.Replace(spelled, Hidden, StringComparison.OrdinalIgnoreCase) : HideWord(text, spelled);
            text = HideCut(text, spelled);
        }
        return text;
    }

    private static IEnumerable<string> Spellings(string secret)
    {
        if (secret.Length == 0)
            yield break;
        yield return secret;
        yield return string.Join(' ', secret.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        yield return Uri.EscapeDataString(secret);
        yield return System.Net.WebUtility.UrlEncode(secret);
        yield return System.Net.WebUtility.HtmlEncode(secret);
        yield return secret.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        yield return secret.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        yield return string.Concat(secret.Select(static c => c < 0x7F ? c.ToString() : $"\\u{(int)c:x4}"));
        yield return Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(secret));
    }

    private static string HideWord(string text, string word)
    {
        var from = 0;
        while (word.Length > 0 && text.IndexOf(word, from, StringComparison.Ordinal) is var at and >= 0)
        {
            var end = at + word.Length;
            var isWord = (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
            if (isWord)
                text = string.Concat(text.AsSpan(0, at), Hidden, text.AsSpan(end));
            from = isWord ? at + Hidden.Length : end;
        }
        return text;
    }

    /// <summary>What stands at the end may have been cut there.</summary>
    private static string HideCut(string text, string secret)
    {
        var end = text.TrimEnd('"', '…').Length;
        for (var length = Math.Min(secret.Length - 1, end); length >= ShortestPart; length--)
        {
            if (text.AsSpan(end - length, length).Equals(secret.AsSpan(0, length), StringComparison.OrdinalIgnoreCase))
                return string.Concat(text.AsSpan(0, end - length), Hidden, text.AsSpan(end));
        }
        return text;
    }
}
