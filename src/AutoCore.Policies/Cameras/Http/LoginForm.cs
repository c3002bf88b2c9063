using System.Text.RegularExpressions;

namespace AutoCore.Policies.Cameras;

/// <summary>A portal's login form, as its page shows it.</summary>
/// <param name="Action">Where it is sent, as the page says it; empty: to the page itself.</param>
/// <param name="UserField">The field for the user name.</param>
/// <param name="PasswordField">The field for the password.</param>
/// <param name="Hidden">Hidden fields that go along, such as a token against forged requests.</param>
public sealed partial record LoginForm(string Action, string UserField, string PasswordField, IReadOnlyList<KeyValuePair<string, string>> Hidden)
{
    /// <summary>What is sent when a portal shows no form.</summary>
    public static LoginForm Usual { get; } = new("", "username", "password", []);

    /// <summary>The first form of a page that has a password field, or null.</summary>
    public static LoginForm? Find(string page)
    {
        foreach (Match form in Forms().Matches(page))
        {
            var inputs = Inputs().Matches(form.Groups["body"].Value).Select(m => Attributes(m.Value)).Where(i => i.ContainsKey("name")).ToList();
            var password = inputs.Find(i => TypeOf(i) == "password");
            if (password is null)
                continue;
            var user = inputs.Find(i => TypeOf(i) is "text" or "email");
            var hidden = inputs.Where(i => TypeOf(i) == "hidden").Select(i => KeyValuePair.Create(i["name"], i.GetValueOrDefault("value") ?? "")).ToList();
            return new(Attributes(form.Groups["open"].Value).GetValueOrDefault("action") ?? "", user?["name"] ?? Usual.UserField, password["name"], hidden);
        }
        return null;
    }

    /// <summary>The fields to send.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fill(string userName, string password) =>
        [.. Hidden, new(UserField, userName), new(PasswordField, password)];

    private static string TypeOf(Dictionary<string, string> input) => input.GetValueOrDefault("type")?.ToLowerInvariant() ?? "text";

    private static Dictionary<string, string> Attributes(string tag)
    {
        var attributes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match m in Attribute().Matches(tag))
            attributes.TryAdd(m.Groups["name"].Value, Decode(m.Groups["value"].Value));
        return attributes;
    }

    /// <summary>The few references that an attribute needs; the ampersand last, since it begins the others.</summary>
    private static string Decode(string text) => text
        .Replace("&quot;", "\"", StringComparison.Ordinal).Replace("&#39;", "'", StringComparison.Ordinal)
        .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);

    [GeneratedRegex("(?<open><form\\b[^>]*>)(?<body>.*?)</form>", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Forms();

    [GeneratedRegex("<input\\b[^>]*>", RegexOptions.IgnoreCase | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Inputs();

    [GeneratedRegex("""(?<name>[\w-]+)\s*=\s*("(?<value>[^"]*)"|'(?<value>[^']*)'|(?<value>[^\s>]+))""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Attribute();
}
