namespace AutoCore.Policies.Cameras.Portals;

/// <summary>The forms of a page with their fields, gathered tag by tag (WHATWG HTML, 4.10.21).</summary>
/// <param name="page">The page, each byte a character.</param>
/// <param name="charset">How its text is written.</param>
internal sealed class PageForms(string page, PageCharset charset)
{
    /// <summary>Forms of one page that are read.</summary>
    private const int MostForms = 64;

    private readonly List<HtmlTag> _forms = [];
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<PageField> _fields = [];
    private readonly List<PageOption> _options = [];
    private int? _open;
    private HtmlTag? _select;
    private HtmlTag? _text;
    private HtmlTag? _option;
    private int _disabled;

    /// <summary>Takes the page's next tag.</summary>
    public void Take(HtmlTag tag)
    {
        EndOption(tag);
        switch (tag.Name)
        {
            case "form" when _open is null && _forms.Count < MostForms:
                _open = _forms.Count;
                _ids.TryAdd(tag.Attributes.GetValueOrDefault("id") ?? "", _forms.Count);
                _forms.Add(tag);
                break;
            case "/form":
                _open = null;
                break;
            case "fieldset" when _disabled > 0 || tag.Attributes.ContainsKey("disabled"):
                _disabled++;
                break;
            case "/fieldset" when _disabled > 0:
                _disabled--;
                break;
            case "input" or "button":
                Add(tag, ValueOf(tag));
                break;
            case "textarea":
                _text = tag;
                break;
            case "/textarea" when _text is { } text:
                Add(text, HtmlText.Decode(WithoutFirstBreak(page[text.End..tag.Start]), charset));
                _text = null;
                break;
            case "select":
                EndSelect();
                _select = tag;
                break;
            case "option":
                _option = tag;
                break;
            case "/select":
                EndSelect();
                break;
        }
    }

    /// <summary>The login form: the first one with one password, else the first one with several; null if there is none.</summary>
    /// <param name="hasScript">Whether the page's scripts may send what the form itself does not say.</param>
    public LoginForm? FindLogin(bool hasScript)
    {
        EndSelect();
        var all = Enumerable.Range(0, _forms.Count).Select(i => (Form: _forms[i], Fields: FieldsOf(i)));
        var withPassword = all.Where(f => f.Fields.Any(static x => x.IsPassword)).ToList();
        if (withPassword.Count == 0)
            return null;
        var (form, fields) = withPassword.Find(static f => f.Fields.Count(static x => x.IsPassword) == 1) is { Fields: not null } single ? single
            : withPassword[0];
        return Compose(form, fields, hasScript);
    }

    private List<PageField> FieldsOf(int form) =>
        [.. _fields.Where(f => f.Owner is { } owner ? owner.Length > 0 && _ids.TryGetValue(owner, out var named) && named == form : f.Form == form)];

    private LoginForm Compose(HtmlTag form, List<PageField> all, bool hasScript)
    {
        var button = all.Find(static f => f.IsSubmit);
        var fields = all.Where(f => f.IsSent || f == button).ToList();
        var password = fields.Find(static f => f.IsPassword)!;
        var user = UserChoice.Find(fields, password);
        var target = Charset(form);
        var sent = fields.SelectMany(f => f.Sent(f == button, target).Select(pair => (Field: f, Pair: Convert(pair, target)))).ToList();
        // A button may send the form elsewhere, or otherwise.
        var (how, where) =
            (Own("formmethod") ?? form.Attributes.GetValueOrDefault("method"), Own("formaction") ?? form.Attributes.GetValueOrDefault("action") ?? "");
        var parts = string.Equals((Own("formenctype") ?? form.Attributes.GetValueOrDefault("enctype"))?.Trim(), "multipart/form-data",
            StringComparison.OrdinalIgnoreCase);
        var isPost = string.Equals(how?.Trim(), "post", StringComparison.OrdinalIgnoreCase) || (how is null && hasScript);
        return new(HtmlText.DecodeAddress(where, charset), !isPost ? FormMethod.Get : parts ? FormMethod.PostParts : FormMethod.Post,
            [.. sent.Select(static s => s.Pair)], sent.FindIndex(s => s.Field == user), sent.FindIndex(s => s.Field == password))
        { Charset = target };

        string? Own(string attribute) => button?.Attribute(attribute);
    }

    private PageCharset Charset(HtmlTag form) =>
        form.Attributes.GetValueOrDefault("accept-charset")?.Split([' ', ',', ';']).Select(PageCharset.Of).FirstOrDefault(static c => c is not null) ?? charset;

    private KeyValuePair<string, string> Convert(KeyValuePair<string, string> pair, PageCharset target) =>
        target == charset ? pair : new(target.Encode(charset.Decode(pair.Key)), target.Encode(charset.Decode(pair.Value)));

    /// <summary>The line break after the tag is none of the text's.</summary>
    private static string WithoutFirstBreak(string text) => text switch { ['\n', .. var rest] => rest, ['\r', '\n', .. var rest] => rest, _ => text };

    private string ValueOf(HtmlTag tag) => HtmlText.Decode(tag.Attributes.GetValueOrDefault("value") ?? "", charset);

    private void Add(HtmlTag tag, string value, IReadOnlyList<PageOption>? options = null)
    {
        if (_fields.Count == LoginForm.MostFields)
            return;
        var owner = tag.Attributes.GetValueOrDefault("form");
        if (owner is null && _open is null)
            return;
        var name = HtmlText.Decode(tag.Attributes.GetValueOrDefault("name") ?? "", charset);
        _fields.Add(new(tag, name, value, owner, _open ?? -1, options ?? []) { IsDisabled = _disabled > 0 || tag.Attributes.ContainsKey("disabled") });
    }

    private void EndOption(HtmlTag next)
    {
        if (_option is not { } option)
            return;
        if (_select is not null && _options.Count < LoginForm.MostFields)
        {
            var text = string.Join(' ', HtmlText.Decode(page[option.End..next.Start], charset)
                .Split([' ', '\t', '\r', '\n', '\f'], StringSplitOptions.RemoveEmptyEntries));
            var value = option.Attributes.ContainsKey("value") ? ValueOf(option) : text;
            _options.Add(new(value, option.Attributes.ContainsKey("selected"), option.Attributes.ContainsKey("disabled")));
        }
        _option = null;
    }

    private void EndSelect()
    {
        if (_select is { } select)
            Add(select, "", [.. _options]);
        _options.Clear();
        _select = null;
    }
}
