namespace AutoCore.Policies.Cameras.Portals;

/// <summary>A choice of a list.</summary>
internal readonly record struct PageOption(string Value, bool IsSelected, bool IsDisabled);

/// <summary>A field of a form.</summary>
/// <param name="name">Its name; what has none is not sent.</param>
/// <param name="value">Its value, as the page sets it.</param>
/// <param name="owner">The id of the form that it names as its own, or null.</param>
/// <param name="form">The number of the form that it stands in; -1: none.</param>
/// <param name="options">The choices, for a list.</param>
internal sealed class PageField(HtmlTag tag, string name, string value, string? owner, int form, IReadOnlyList<PageOption> options)
{
    private const string On = "on";

    public string Name => name;

    public string Value => value;

    public string? Owner => owner;

    public int Form => form;

    public bool IsDisabled { get; init; }

    /// <summary>Whether a user could change it.</summary>
    public bool IsFree => !Has("readonly");

    public bool IsPassword => tag.Name == "input" && Type == "password" && name.Length > 0 && !IsDisabled;

    /// <summary>Whether text can be typed into it that everybody may read; unknown types are text.</summary>
    public bool IsText =>
        tag.Name == "input" && !IsDisabled && Type is not ("password" or "hidden" or "checkbox" or "radio" or "file" or "submit" or "image" or "reset"
        or "button" or "color" or "range" or "date" or "month" or "week" or "time" or "datetime-local");

    /// <summary>Whether it is a list to choose from.</summary>
    public bool IsList => tag.Name == "select" && !IsDisabled;

    /// <summary>Whether pressing Enter presses it, if it is the first one.</summary>
    public bool IsSubmit => !IsDisabled && (tag.Name == "input" ? Type is "submit" or "image" : tag.Name == "button" && Type is not ("reset" or "button"));

    /// <summary>Whether it is sent with the form, without being pressed.</summary>
    public bool IsSent => name.Length > 0 && !IsDisabled && tag.Name switch
    {
        "input" => Type is not ("submit" or "image" or "reset" or "button") && (Type is not ("checkbox" or "radio") || Has("checked")),
        "button" => false,
        _ => true,
    };

    private string Type => (tag.Attributes.GetValueOrDefault("type") ?? "").Trim().ToLowerInvariant();

    /// <summary>An attribute as it stands, or null.</summary>
    public string? Attribute(string attribute) => tag.Attributes.GetValueOrDefault(attribute);

    /// <summary>What is sent of it.</summary>
    /// <param name="isPressed">Whether it is the button.</param>
    /// <param name="charset">How the form's text is written.</param>
    public IEnumerable<KeyValuePair<string, string>> Sent(bool isPressed, PageCharset charset)
    {
        if (isPressed && Type == "image")
            return [new(Coordinate("x"), "0"), new(Coordinate("y"), "0")];
        if (tag.Name == "select")
            return Chosen().Select(o => KeyValuePair.Create(name, o.Value));
        if (name.Length == 0)
            return [];
        return [new(
            name, Type is "checkbox" or "radio" && !Has("value") ? On : Type == "hidden" && name == "_charset_" ? charset.Name : Type == "file" ? "" : value)];
    }

    private string Coordinate(string axis) => name.Length > 0 ? $"{name}.{axis}" : axis;

    private IEnumerable<PageOption> Chosen()
    {
        if (Has("multiple"))
            return options.Where(static o => o is { IsSelected: true, IsDisabled: false });
        // The last one that is marked, else the first one that can be.
        var marked = options.Where(static o => o.IsSelected).Take(^1..).ToList();
        return (marked.Count > 0 ? marked : options.Where(static o => !o.IsDisabled).Take(1)).Where(static o => !o.IsDisabled);
    }

    private bool Has(string attribute) => tag.Attributes.ContainsKey(attribute);
}

/// <summary>Which field a user name goes into.</summary>
internal static class UserChoice
{
    private static readonly string[] Words = ["user", "usr", "login", "logon", "account", "mail", "uname", "utilisateur", "usuario", "benutzer"];

    /// <summary>
    /// The field that is called so; else the nearest one before the password that is empty, or that is there at all; else the first one after it, or a list of
    /// users; null: none is wanted.
    /// </summary>
    public static PageField? Find(IReadOnlyList<PageField> fields, PageField password)
    {
        var free = fields.Where(static f => f.IsText && f.IsFree).ToList();
        var at = fields.ToList().IndexOf(password);
        var before = fields.Take(at).Where(free.Contains).ToList();
        return free.Find(static f => string.Equals(f.Attribute("autocomplete")?.Trim(), "username", StringComparison.OrdinalIgnoreCase))
            ?? before.FindLast(IsCalledSo) ?? before.FindLast(static f => f.Value.Length == 0) ?? before.LastOrDefault()
            ?? free.Find(IsCalledSo) ?? free.FirstOrDefault()
            ?? fields.FirstOrDefault(static f => f.IsList && IsCalledSo(f));
    }

    private static bool IsCalledSo(PageField field) =>
        Words.Any(
        w => field.Name.Contains(w, StringComparison.OrdinalIgnoreCase) || field.Attribute("id")?.Contains(w, StringComparison.OrdinalIgnoreCase) == true);
}
