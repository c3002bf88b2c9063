namespace AutoCore.Policies.Cameras.Portals;

/// <summary>A portal's login form, and what a browser would send of it when its user types name and password and presses Enter.</summary>
/// <param name="Action">Where it is sent, as the page says it; empty: to the page itself.</param>
/// <param name="Method">How.</param>
/// <param name="Fields">What is sent, in the page's order; names and values are bytes, each a character.</param>
/// <param name="UserAt">Which of the fields is the user name's; -1: none.</param>
/// <param name="PasswordAt">Which is the password's.</param>
public sealed record LoginForm(string Action, FormMethod Method, IReadOnlyList<KeyValuePair<string, string>> Fields, int UserAt, int PasswordAt)
{
    /// <summary>Fields of one page that are read.</summary>
    public const int MostFields = 128;

    /// <summary>What is sent where a page shows no form.</summary>
    public static LoginForm Usual { get; } = new("", FormMethod.Post, [new("username", ""), new("password", "")], 0, 1);

    /// <summary>How its text is written.</summary>
    public PageCharset Charset { get; init; } = PageCharset.Utf8;

    /// <summary>The field for the user name, or null.</summary>
    public string? UserField => UserAt < 0 ? null : Fields[UserAt].Key;

    /// <summary>The field for the password.</summary>
    public string PasswordField => Fields[PasswordAt].Key;

    /// <summary>The fields to send.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fill(string userName, string password) =>
        [.. Fields.Select(
            (field, i) => i == UserAt ? new(field.Key, Charset.Encode(userName)) : i == PasswordAt ? new(field.Key, Charset.Encode(password)) : field)];

    /// <summary>The fields as an address or a body has them (WHATWG URL, 5.2).</summary>
    public string Encode(string userName, string password) =>
        string.Join('&', Fill(userName, password).Select(static f => $"{Escape(f.Key)}={Escape(f.Value)}"));

    /// <summary>The fields as <c>multipart/form-data</c>, each byte a character.</summary>
    /// <param name="boundary">What stands in none of them.</param>
    public string EncodeParts(string userName, string password, string boundary)
    {
        var parts = new StringBuilder();
        foreach (var (name, value) in Fill(userName, password))
            parts.Append($"--{boundary}\r\nContent-Disposition: form-data; name=\"{Quote(name)}\"\r\n\r\n{WithLineBreaks(value)}\r\n");
        return parts.Append("--").Append(boundary).Append("--\r\n").ToString();
    }

    private static string Quote(string name) =>
        WithLineBreaks(name).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal)
        .Replace("\"", "%22", StringComparison.Ordinal);

    private static string Escape(string bytes)
    {
        const string open = "*-._";
        var escaped = new StringBuilder(bytes.Length);
        foreach (var c in WithLineBreaks(bytes))
        {
            if (char.IsAsciiLetterOrDigit(c) || open.Contains(c, StringComparison.Ordinal))
                escaped.Append(c);
            else if (c == ' ')
                escaped.Append('+');
            else
                escaped.Append('%').Append(((int)c).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }
        return escaped.ToString();
    }

    /// <summary>A form's line breaks are CR and LF.</summary>
    private static string WithLineBreaks(string text) => text.AsSpan().IndexOfAny('\r', '\n') < 0 ? text : text.ReplaceLineEndings("\r\n");
}

/// <summary>How a form is sent.</summary>
public enum FormMethod
{
    /// <summary>In the body.</summary>
    Post,

    /// <summary>In the body, a part a field.</summary>
    PostParts,

    /// <summary>In the address.</summary>
    Get,
}
