using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Hosting;

namespace AutoCore.Policies.Cameras.Portals;

/// <summary>A login by JSON, as the scripts of a portal's page send it: what is sent, and the token that comes back.</summary>
public static partial class JsonLogin
{
    /// <summary>What is sent where nothing else is said.</summary>
    public const string UsualBody = """{"username":"{UserName}","password":"{PasswordKey}"}""";

    /// <summary>Characters of a token at most.</summary>
    public const int LongestToken = 8192;

    /// <summary>Milliseconds that one pattern may take; a body is short.</summary>
    private const int Patience = PatternTime.Most;

    /// <summary>Whether a text is JSON.</summary>
    public static bool IsJson(string body)
    {
        try
        {
            using var _ = JsonDocument.Parse(body);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The body to send, as bytes, each a character.</summary>
    /// <param name="body">The body, with <c>{UserName}</c> and <c>{PasswordKey}</c> inside of its strings.</param>
    public static string Compose(string body, string userName, string password)
    {
        var filled = Placeholder().Replace(body, name => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(name.Value[1] is 'U' or 'u' ? userName : password));
        return HeaderText.Bytes(filled, isLatin1: false);
    }

    /// <summary>The token in an answer; null if it is not there.</summary>
    /// <param name="json">The answer.</param>
    /// <param name="field">
    /// Its names from outside in, with dots between them (<c>value.Token.name</c>); of a list the first one is meant that has it, or the one of a number.
    /// </param>
    public static string? FindToken(ReadOnlyMemory<byte> json, string field)
    {
        try
        {
            // Some devices begin with a mark, as files do.
            using var document = JsonDocument.Parse(json.Span is [0xEF, 0xBB, 0xBF, ..] ? json[3..] : json);
            return Find(document.RootElement, field.Split('.')) is { Length: > 0 and <= LongestToken } token && HeaderText.IsSendable(token) ? token : null;
        }
        // Text that is no Unicode (half of a pair, as \ud800) is found only when it is read.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A body as people are shown it: what stands in it for a secret and is none that <c>{PasswordKey}</c> names is hidden. One that names none may hold
    /// it anywhere.</summary>
    public static string Mask(string body) => !IsJson(body) || !AddressSecrets.HidesIn(body) ? "***" : Member().Replace(body, static m => IsLiteral(m) ? $"{m.Groups["start"].Value}\"***\"" : m.Value);

    /// <summary>The name of a member that is a secret written out, or null.</summary>
    public static string? FindLiteral(string body) => Member().Matches(body).FirstOrDefault(IsLiteral)?.Groups["name"].Value;

    /// <summary>The values of a body that are secrets written out.</summary>
    public static IEnumerable<string> LiteralsOf(string body) => Member().Matches(body).Where(IsLiteral).Select(static m => m.Groups["value"].Value);

    private static bool IsLiteral(Match member) =>
        AddressSecrets.IsSecretName(member.Groups["name"].Value) && member.Groups["value"].Length > 0 && !AddressSecrets.HidesIn(member.Groups["value"].Value);

    private static string? Find(JsonElement at, ReadOnlySpan<string> path)
    {
        if (path.IsEmpty)
            return at.ValueKind switch { JsonValueKind.String => at.GetString(), JsonValueKind.Number => at.GetRawText(), _ => null };
        if (at.ValueKind == JsonValueKind.Object)
            return at.TryGetProperty(path[0], out var inner) ? Find(inner, path[1..]) : null;
        if (at.ValueKind != JsonValueKind.Array)
            return null;
        if (int.TryParse(path[0], CultureInfo.InvariantCulture, out var index))
            return index >= 0 && index < at.GetArrayLength() ? Find(at[index], path[1..]) : null;
        foreach (var element in at.EnumerateArray())
        {
            if (Find(element, path) is { } found)
                return found;
        }
        return null;
    }

    [GeneratedRegex(@"\{UserName\}|\{PasswordKey\}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"(?<start>""(?<name>[^""\\]{1,100})""\s*:\s*)""(?<value>([^""\\]|\\.)*)""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        Patience)]
    private static partial Regex Member();
}
