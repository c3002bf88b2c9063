namespace AutoCore.Policies.Cameras.Http;

/// <summary>A portal's login form, as its page shows it.</summary>
/// <param name="Action">Where it is sent, as the page says it; empty: to the page itself.</param>
/// <param name="UserField">The field for the user name.</param>
/// <param name="PasswordField">The field for the password.</param>
/// <param name="Hidden">Hidden fields that go along, such as a token against forged requests.</param>
public sealed record LoginForm(string Action, string UserField, string PasswordField, IReadOnlyList<KeyValuePair<string, string>> Hidden)
{
    /// <summary>Fields of one form that are read.</summary>
    public const int MostFields = 64;

    /// <summary>What is sent when a portal shows no form.</summary>
    public static LoginForm Usual { get; } = new("", "username", "password", []);

    /// <summary>The first form of a page that has a password field, or null.</summary>
    public static LoginForm? Find(string page)
    {
        string? action = null;
        var inputs = new List<IReadOnlyDictionary<string, string>>();
        foreach (var (name, attributes) in HtmlTags.Read(page, "form", "/form", "input"))
        {
            if (name == "input" && action is not null && inputs.Count < MostFields && attributes.GetValueOrDefault("name") is { Length: > 0 })
                inputs.Add(attributes);
            if (name == "input")
                continue;
            if (action is not null && Of(action, inputs) is { } found)
                return found;
            action = name == "form" ? attributes.GetValueOrDefault("action") ?? "" : null;
            inputs.Clear();
        }
        return action is null ? null : Of(action, inputs);
    }

    /// <summary>The fields to send.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fill(string userName, string password) =>
        [.. Hidden, new(UserField, userName), new(PasswordField, password)];

    private static LoginForm? Of(string action, List<IReadOnlyDictionary<string, string>> inputs)
    {
        if (inputs.Find(i => TypeOf(i) == "password") is not { } password)
            return null;
        var user = inputs.Find(i => TypeOf(i) is "text" or "email");
        var hidden = inputs.Where(i => TypeOf(i) == "hidden").Select(i => KeyValuePair.Create(i["name"], i.GetValueOrDefault("value") ?? "")).ToList();
        return new(action, user?["name"] ?? Usual.UserField, password["name"], hidden);
    }

    private static string TypeOf(IReadOnlyDictionary<string, string> input) => input.GetValueOrDefault("type")?.ToLowerInvariant() ?? "text";
}
