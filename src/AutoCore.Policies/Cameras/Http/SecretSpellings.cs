using System.Security.Cryptography;

namespace AutoCore.Policies.Cameras.Http;

/// <summary>In which forms a device may quote a secret, besides those that <see cref="DecodedText"/> undoes.</summary>
internal static class SecretSpellings
{
    /// <summary>Layers of escapes that are undone: a secret may look as if it had some itself.</summary>
    public const int MostLayers = 3;

    /// <summary>What is shorter stands in ordinary words, too.</summary>
    private const int ShortestMiddle = 6;

    /// <summary>What is shorter may come about where words meet.</summary>
    private const int ShortestTight = 8;

    /// <summary>The forms, folded as <see cref="DecodedText.Fold"/> does it, longest first.</summary>
    /// <param name="secrets">The secrets; empty ones are passed over.</param>
    /// <param name="userName">Who has them, or null: Basic sends both as one.</param>
    /// <param name="hidden">What stands in a text for what was hidden before.</param>
    public static List<string> Of(IEnumerable<string> secrets, string? userName, string hidden) => [.. secrets.Where(static s => s.Length > 0)
        .SelectMany(secret => Plain(secret, hidden).Concat(Encoded(secret)).Concat(Encoded($"{userName}:{secret}")).Concat(Wide(secret)))
        .Distinct(StringComparer.Ordinal).Select(static form => DecodedText.Of(form).Fold().Text).Where(static form => form.Trim().Length > 0)
        .Distinct(StringComparer.Ordinal).OrderByDescending(static form => form.Length)];

    /// <summary>The forms of what is looked for as it is only, and in escapes: it changes often, and is long.</summary>
    public static IEnumerable<string> PlainOf(IEnumerable<string> secrets, string hidden) =>
        secrets.SelectMany(secret => Plain(secret, hidden)).Select(static form => DecodedText.Of(form).Fold().Text).Distinct(StringComparer.Ordinal);

    /// <summary>The same without all but letters and digits, as <see cref="DecodedText.Squeeze"/> does it, and the numbers of a secret's bytes.</summary>
    public static List<string> TightOf(IReadOnlyList<string> forms, IReadOnlyList<string> secrets) => [.. forms
        .Select(static form => string.Concat(form.Where(char.IsLetterOrDigit)))
        // What looks like a tag or a number of its own goes as it would in a text.
        .Concat(secrets.Select(static s => DecodedText.Of(s).Fold().Squeeze().Text))
        .Concat(secrets.Where(static s => s.Length >= ShortestTight).Select(static s => string.Concat(Encoding.UTF8.GetBytes(s))))
        .Where(static form => form.Length >= ShortestTight).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Plain(string secret, string hidden)
    {
        foreach (var form in new[] { secret, Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(secret)) })
        {
            var layer = DecodedText.Of(form);
            for (var undone = 0; undone <= MostLayers && layer is not null; undone++, layer = layer.Decode())
                yield return layer.Text;
            // What stands before it looks like an address's user information, and was hidden as that.
            for (var at = form.IndexOf('@', StringComparison.Ordinal); at >= 0 && at < form.Length - 1; at = form.IndexOf('@', at + 1))
                yield return $"{hidden}{form[at..]}";
        }
    }

    private static IEnumerable<string> Encoded(string secret)
    {
        foreach (var bytes in new[] { Encoding.UTF8.GetBytes(secret), Encoding.Latin1.GetBytes(secret) })
        {
            foreach (var form in new[] { Convert.ToBase64String(bytes) }.Concat(Middles(bytes)))
            {
                yield return form;
                yield return form.TrimEnd('=');
                yield return form.TrimEnd('=').Replace('+', '-').Replace('/', '_');
                yield return form.Replace('+', '-').Replace('/', '_');
            }
            yield return Convert.ToHexString(bytes);
#pragma warning disable CA5350, CA5351 // What devices make of a password is looked for here, and nothing is protected by it.
            foreach (var hash in new[] { MD5.HashData(bytes), SHA1.HashData(bytes), SHA256.HashData(bytes), SHA512.HashData(bytes) })
#pragma warning restore CA5350, CA5351
            {
                yield return Convert.ToHexString(hash);
                yield return Convert.ToBase64String(hash).TrimEnd('=');
            }
        }
    }

    /// <summary>As Windows writes it: in UTF-16.</summary>
    private static IEnumerable<string> Wide(string secret)
    {
        var bytes = Encoding.Unicode.GetBytes(secret);
        return [Convert.ToBase64String(bytes).TrimEnd('='), Convert.ToHexString(bytes)];
    }

    /// <summary>What is the same in the base64 of every longer text that holds the bytes; three bytes are four characters, so there are three cases.</summary>
    private static IEnumerable<string> Middles(byte[] bytes)
    {
        for (var before = 0; before < 3; before++)
        {
            var form = Convert.ToBase64String([.. new byte[before], .. bytes]).TrimEnd('=');
            var first = before == 0 ? 0 : before + 1;
            // The last character holds bits of what follows, unless the bytes end with a group.
            var end = form.Length - ((before + bytes.Length) % 3 == 0 ? 0 : 1);
            if (end - first >= ShortestMiddle)
                yield return form[first..end];
        }
    }
}
