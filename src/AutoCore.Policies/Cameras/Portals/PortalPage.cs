namespace AutoCore.Policies.Cameras.Portals;

/// <summary>What a page of a portal has for whoever wants to log in, as a browser without scripts reads it.</summary>
/// <param name="Form">Its login form, or null.</param>
/// <param name="Refresh">Where it leads by itself, or null.</param>
/// <param name="Base">What its addresses are relative to; empty: to itself.</param>
/// <param name="HasScript">Whether scripts may do what no form does.</param>
public sealed record PortalPage(LoginForm? Form, string? Refresh, string Base, bool HasScript)
{
    /// <summary>A page that leads elsewhere later than this, seconds, is meant to be read.</summary>
    private const int LongestWait = 10;

    private static readonly string[] Wanted =
    [
        "form", "/form", "input", "button", "select", "/select", "option", "/option", "optgroup", "/optgroup", "textarea", "/textarea", "fieldset", "/fieldset",
        "template", "/template", "base", "meta", "script",
    ];

    /// <summary>Reads a page.</summary>
    /// <param name="body">What came of it.</param>
    /// <param name="contentType">The header's value, or null.</param>
    public static PortalPage Read(ReadOnlySpan<byte> body, string? contentType)
    {
        var page = PageCharset.Read(body, contentType, out var charset);
        var forms = new PageForms(page, charset);
        string? refresh = null;
        string? start = null;
        var (hasScript, templates) = (false, 0);
        foreach (var tag in HtmlTags.Read(page, Wanted))
        {
            templates = tag.Name switch { "template" => templates + 1, "/template" => Math.Max(0, templates - 1), _ => templates };
            // What stands in a template is no part of the page.
            if (templates > 0)
                continue;
            hasScript |= tag.Name == "script";
            if (tag.Name == "base")
                start ??= tag.Attributes.GetValueOrDefault("href") is { } href ? HtmlText.DecodeAddress(href, charset) : null;
            else if (tag.Name == "meta")
                refresh ??= RefreshOf(tag, charset);
            else
                forms.Take(tag);
        }
        return new(forms.FindLogin(hasScript), refresh, start ?? "", hasScript);
    }

    private static string? RefreshOf(HtmlTag meta, PageCharset charset)
    {
        if (!string.Equals(meta.Attributes.GetValueOrDefault("http-equiv"), "refresh", StringComparison.OrdinalIgnoreCase))
            return null;
        var content = HtmlText.Decode(meta.Attributes.GetValueOrDefault("content") ?? "", charset).AsSpan().Trim();
        var end = content.IndexOfAny(';', ',');
        if (end < 0 || !double.TryParse(content[..end].Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            || seconds > LongestWait)
        {
            return null;
        }
        var target = content[(end + 1)..].Trim();
        if (target.StartsWith("url", StringComparison.OrdinalIgnoreCase) && target[3..].TrimStart() is ['=', .. var value])
            target = value.Trim();
        return target.Trim("'\"").Trim() is { Length: > 0 } address ? address.ToString() : null;
    }
}
