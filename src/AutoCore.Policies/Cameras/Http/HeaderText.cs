namespace AutoCore.Policies.Cameras.Http;

/// <summary>Text of headers. A character stands for one byte there; what stands beyond is sent in UTF-8, and to devices that know none in Latin-1.</summary>
public static class HeaderText
{
    /// <summary>Whether each character is a byte and none of them steers: what else is there would end the line, or is no byte.</summary>
    public static bool IsSendable(string value)
    {
        foreach (var c in value)
        {
            if (c is (< ' ' and not '\t') or '\x7F' or > '\xFF')
                return false;
        }
        return true;
    }

    /// <summary>Whether a text may be a further header's name: a token (RFC 9110), and none that frames the request or has a setting of its own.</summary>
    public static bool IsFreeName(string name) =>
        IsToken(name)
        && !name.StartsWith("content-", StringComparison.OrdinalIgnoreCase)
        && name.ToLowerInvariant() is not ("host" or "connection" or "allow" or "expires" or "last-modified" or "proxy-authorization" or "transfer-encoding"
            or "upgrade" or "te" or "trailer" or "expect" or "accept-encoding"
            or "range" or "authorization" or "cookie" or "user-agent" or "accept");

    /// <summary>Whether a text is a token (RFC 9110) of a length that a name may have.</summary>
    public static bool IsToken(string name) =>
        name.Length is > 0 and <= 100 && name.All(static c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));

    /// <summary>A text as bytes, each a character.</summary>
    /// <param name="isLatin1">Whether in Latin-1; else in UTF-8.</param>
    public static string Bytes(string text, bool isLatin1) => isLatin1 || Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>Whether a text has another form in Latin-1 than in UTF-8.</summary>
    public static bool HasLatin1Form(string text) => !Ascii.IsValid(text) && text.All(static c => c <= '\xFF');
}
