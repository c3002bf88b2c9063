namespace AutoCore.Web.Api;

/// <summary>Under which name a browser saves what it gets (RFC 6266).</summary>
internal static class Attachment
{
    /// <summary>The value of <c>Content-Disposition</c>: the name, and for old programs a form of it in ASCII.</summary>
    /// <param name="kind"><c>attachment</c>, or <c>inline</c> for what is shown.</param>
    /// <param name="name">The file's name.</param>
    public static string Header(string kind, string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var letter in name)
            plain.Append(char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' or ' ' ? letter : '_');
        return $"{kind}; filename=\"{plain}\"; filename*=UTF-8''{Uri.EscapeDataString(name)}";
    }
}
