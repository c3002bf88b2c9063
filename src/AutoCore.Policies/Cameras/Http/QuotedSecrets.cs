using System.Text.RegularExpressions;
using AutoCore.Policies.Hosting;

namespace AutoCore.Policies.Cameras.Http;

/// <summary>Hides secrets in what a device says: many quote what they were sent, in their own spelling.</summary>
public static partial class QuotedSecrets
{
    private const string Hidden = "***";
    private const char Cut = '…';

    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    /// <summary>A shorter one is hidden only where it stands as a word: else it would be in every other one.</summary>
    private const int ShortestPart = 4;

    /// <summary>Places of one text at which something may have been cut; there are more only if somebody makes them.</summary>
    private const int MostCuts = 16;

    /// <summary>A text without the secrets in it: as they are; escaped for addresses, JSON or pages, wholly or in part, up to three times; with their blanks
    /// made one; as Latin-1 of UTF-8; as base64, hexadecimal digits or a hash, alone or behind the user's name; all of this with signs or tags in between; and,
    /// where the text was cut, without the beginning of one. What a Digest answer proves the password with is hidden, too.</summary>
    /// <param name="secrets">The secrets; empty ones are passed over.</param>
    /// <param name="userName">Who has them, or null.</param>
    /// <param name="session">What a portal gave: hidden as it is, and in escapes.</param>
    public static string Hide(string text, IEnumerable<string> secrets, string? userName = null, IEnumerable<string>? session = null)
    {
        var known = secrets.ToList();
        var forms = SecretSpellings.Of(known, userName, Hidden);
        var tight = SecretSpellings.TightOf(forms, known);
        forms.AddRange(SecretSpellings.PlainOf(session ?? [], Hidden));
        var isHidden = new bool[text.Length];
        var layer = DecodedText.Of(text);
        for (var undone = 0; undone <= SecretSpellings.MostLayers && layer is not null; undone++, layer = layer.Decode())
        {
            var folded = layer.Fold();
            foreach (var form in forms)
                Mark(folded, form, isHidden);
            var squeezed = folded.Squeeze();
            foreach (var form in tight)
                Mark(squeezed, form, isHidden);
            MarkCut(folded, forms, isHidden);
            foreach (Match proof in DigestProof().Matches(folded.Text))
                Mark(folded, proof.Groups["value"].Index, proof.Groups["value"].Length, isHidden);
        }
        return Write(text, isHidden);
    }

    private static void Mark(DecodedText text, string form, bool[] isHidden)
    {
        for (var at = text.Text.IndexOf(form, StringComparison.Ordinal); at >= 0; at = text.Text.IndexOf(form, at + 1, StringComparison.Ordinal))
        {
            if (form.Length >= ShortestPart || IsWord(text.Text, at, at + form.Length))
                Mark(text, at, form.Length, isHidden);
        }
    }

    private static void Mark(DecodedText text, int at, int length, bool[] isHidden)
    {
        var (start, end) = text.PlaceOf(at, length);
        isHidden.AsSpan(start..end).Fill(true);
    }

    private static bool IsWord(string text, int start, int end) =>
        (start == 0 || !char.IsLetterOrDigit(text[start - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));

    /// <summary>What stands at the end, or before the sign of a cut, may have been cut there; an escape, too.</summary>
    private static void MarkCut(DecodedText text, List<string> forms, bool[] isHidden)
    {
        var end = text.Text.Length;
        for (var cut = 0; cut < MostCuts && end > 0; cut++)
        {
            var whole = text.Text.AsSpan(0, end).TrimEnd(['"', Cut]).Length;
            foreach (var last in new[] { whole, HalfEscape().Match(text.Text[..whole]).Index })
            {
                var longest = forms.Select(form => LengthOfBeginning(text.Text.AsSpan(0, last), form)).DefaultIfEmpty().Max();
                if (longest > 0)
                    Mark(text, last - longest, whole - (last - longest), isHidden);
            }
            end = whole == 0 ? 0 : text.Text.LastIndexOf(Cut, whole - 1);
        }
    }

    private static int LengthOfBeginning(ReadOnlySpan<char> text, string form)
    {
        for (var length = Math.Min(form.Length - 1, text.Length); length >= ShortestPart; length--)
        {
            // Most are told by their last character: forms are many, and long.
            if (form[length - 1] == text[^1] && text.EndsWith(form.AsSpan(0, length), StringComparison.Ordinal))
                return length;
        }
        return 0;
    }

    private static string Write(string text, bool[] isHidden)
    {
        var shown = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (!isHidden[at])
                shown.Append(text[at]);
            else if (at == 0 || !isHidden[at - 1])
                shown.Append(Hidden);
        }
        return shown.ToString();
    }

    /// <summary>The end of a text, or the escape that was cut there.</summary>
    [GeneratedRegex(@"(%[0-9A-F]?|&\#?[0-9A-Z]{0,8}|\\([UX][0-9A-F]{0,3})?)?\z", Options, PatternTime.Most)]
    private static partial Regex HalfEscape();

    /// <summary>RFC 7616, section 3.4: with these the password can be guessed at leisure.</summary>
    [GeneratedRegex(@"\b(CNONCE\s*=\s*[""']?|(RESPONSE|CNONCE)[""']?\s*[=:\s]\s*[""']?(?=[0-9A-F]{8}))(?<value>[^\s""'\\,;&<>…]+)", Options, PatternTime.Most)]
    private static partial Regex DigestProof();
}
