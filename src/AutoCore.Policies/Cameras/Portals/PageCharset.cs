using AutoCore.Policies.Cameras.Inventory;
using Utf8Text = System.Text.Unicode.Utf8;

namespace AutoCore.Policies.Cameras.Portals;

/// <summary>
/// A page's bytes, each a character, and how its text is written in them. Values that a page holds go back byte for byte, whatever its character set: only what
/// is put in beside them (user name, password, character references) has to be written in it.
/// </summary>
public sealed class PageCharset
{
    /// <summary>Bytes of a page that may name its character set.</summary>
    private const int Prescan = 4096;

    /// <summary>What browsers read as Windows-1252 (WHATWG Encoding, 4.2), and two that differ from it in eight letters.</summary>
    private static readonly string[] WesternNames =
    [
        "windows-1252", "cp1252", "x-cp1252", "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1", "ascii", "us-ascii",
        "iso-8859-15", "iso8859-15", "latin-9", "iso-8859-9", "windows-1254",
    ];

    private PageCharset(bool isWestern) => IsWestern = isWestern;

    /// <summary>UTF-8, and what stands for character sets that are not known here.</summary>
    public static PageCharset Utf8 { get; } = new(isWestern: false);

    /// <summary>Windows-1252.</summary>
    public static PageCharset Western { get; } = new(isWestern: true);

    /// <summary>Whether it is Windows-1252; else UTF-8.</summary>
    public bool IsWestern { get; }

    /// <summary>The name that a form's field <c>_charset_</c> has.</summary>
    public string Name => IsWestern ? "windows-1252" : "UTF-8";

    /// <summary>A page as bytes, each a character.</summary>
    /// <param name="body">What came.</param>
    /// <param name="contentType">The header's value, or null.</param>
    /// <param name="charset">How its text is written: by its mark, by the header, by itself, else by what its bytes look like.</param>
    public static string Read(ReadOnlySpan<byte> body, string? contentType, out PageCharset charset)
    {
        charset = Utf8;
        switch (body)
        {
            case [0xFF, 0xFE, .. var little]:
                return Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(little)));
            case [0xFE, 0xFF, .. var big]:
                return Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(big)));
            case [0xEF, 0xBB, 0xBF, .. var utf8]:
                return Encoding.Latin1.GetString(utf8);
        }
        var page = Encoding.Latin1.GetString(body);
        var name = LabelIn(contentType ?? "") ?? HtmlTags.Read(page[..Math.Min(page.Length, Prescan)], "meta")
            .Select(m => m.Attributes.GetValueOrDefault("charset") ?? LabelIn(m.Attributes.GetValueOrDefault("content") ?? ""))
            .FirstOrDefault(n => n is { Length: > 0 });
        charset = name is not null ? Of(name) ?? Utf8 : IsUtf8(body) ? Utf8 : Western;
        return page;
    }

    /// <summary>The character set of a name, or null.</summary>
    public static PageCharset? Of(string name)
    {
        var label = name.Trim().Trim('"', '\'').ToLowerInvariant();
        return label is "utf-8" or "utf8" ? Utf8 : WesternNames.Contains(label) ? Western : null;
    }

    /// <summary>A text as bytes, each a character; what the character set lacks is written as a browser writes it, by its number.</summary>
    public string Encode(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        if (!IsWestern)
            return Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
        var encoded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (InventoryText.FindWestern(rune.Value) is { } code)
                encoded.Append((char)code);
            else
                encoded.Append("&#").Append(rune.Value).Append(';');
        }
        return encoded.ToString();
    }

    /// <summary>Bytes, each a character, as text.</summary>
    public string Decode(string bytes) => Ascii.IsValid(bytes) ? bytes
        : IsWestern ? InventoryText.DecodeWestern(Encoding.Latin1.GetBytes(bytes)) : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));

    private static string? LabelIn(string text)
    {
        const string key = "charset";
        var at = text.IndexOf(key, StringComparison.OrdinalIgnoreCase);
        if (at < 0 || text.AsSpan(at + key.Length).TrimStart() is not ['=', .. var value])
            return null;
        value = value.Trim();
        var end = value.IndexOfAny(';', ',', ' ');
        return (end < 0 ? value : value[..end]).ToString();
    }

    /// <summary>A page that was cut may end in the middle of a letter.</summary>
    private static bool IsUtf8(ReadOnlySpan<byte> body)
    {
        const int longest = 3;
        for (var cut = 0; cut <= Math.Min(longest, body.Length); cut++)
        {
            if (Utf8Text.IsValid(body[..^cut]))
                return true;
        }
        return false;
    }
}
