namespace AutoCore.Policies.Cameras.Http;

/// <summary>An address as a message shows it: without user information and without the values of its query, which may be passwords.</summary>
public static class AddressMask
{
    private const string Mask = "***";

    /// <summary>What is longer is cut: it is shown to people.</summary>
    private const int Longest = 1000;

    /// <summary>Masks an address in whatever form it came.</summary>
    public static string Of(string address)
    {
        if (address.Length > Longest)
            address = $"{address.AsSpan(0, Longest)}…";
        var values = address.IndexOfAny(['?', ';', '#']);
        var place = values < 0 ? address : address[..values];
        return AddressSecrets.MaskPath(WithoutUser(place), Mask) + (values < 0 ? "" : WithoutValues(address.AsSpan(values), static _ => true));
    }

    /// <summary>Masks an address.</summary>
    public static string Of(Uri address) => Of(address.OriginalString);

    /// <summary>Masks user information, and of the query only what <see cref="AddressSecrets"/> knows as secret: for people's own settings.</summary>
    public static string SecretsOf(string address)
    {
        // User information first: a password may hold what begins a query elsewhere.
        var authority = address.IndexOf("//", StringComparison.Ordinal) is >= 0 and var slashes ? slashes + 2 : 0;
        if (address.LastIndexOf('@') is var at && at > authority
            && (!address[authority..at].Contains('/', StringComparison.Ordinal) || !IsHost(address.AsSpan(authority..at))))
        {
            address = $"{address[..authority]}{Mask}{address[at..]}";
        }
        var values = address.IndexOfAny(['?', ';', '#']);
        if (values < 0)
            return AddressSecrets.MaskPath(WithoutUser(address), Mask);
        // What follows a secret's # may be the rest of it.
        var cut = address.IndexOf('#', values);
        var isCut = cut > 0 && AddressSecrets.IsLiteral(address[values..cut].Split(['?', '&', ';'])[^1]);
        var shown = isCut ? address[..cut] : address;
        return AddressSecrets.MaskPath(WithoutUser(shown[..values]), Mask) + WithoutValues(shown.AsSpan(values), AddressSecrets.IsLiteral) + (isCut ? $"#{Mask}" : "");
    }

    /// <summary>A line of a JSON file as it is shown to people: in each text that holds an address, <see cref="SecretsOf"/> it; so in what stands between
    /// texts, as comments do.</summary>
    public static string InJson(string line)
    {
        var shown = new StringBuilder();
        var (at, isText) = (0, false);
        while (at < line.Length)
        {
            var end = at;
            while (end < line.Length && line[end] != '"')
                end += isText && line[end] == '\\' ? 2 : 1;
            end = Math.Min(end, line.Length);
            var part = line[at..end];
            var holdsAddress = part.Contains("//", StringComparison.Ordinal) || part.Contains(@"\/\/", StringComparison.Ordinal);
            shown.Append(holdsAddress ? SecretsOf(part) : part);
            if (end < line.Length)
                shown.Append('"');
            (at, isText) = (end + 1, !isText);
        }
        return shown.ToString();
    }

    /// <summary>Whether what stands behind the slashes begins as a host and its port do; else that is a user's name and password.</summary>
    private static bool IsHost(ReadOnlySpan<char> text)
    {
        var host = text[..(text.IndexOfAny("/?#") is >= 0 and var end ? end : text.Length)];
        return host is ['[', ..] || host.IndexOf(':') is not (>= 0 and var colon) || !host[(colon + 1)..].ContainsAnyExceptInRange('0', '9');
    }

    private static string WithoutUser(string place)
    {
        var at = place.LastIndexOf('@');
        if (at < 0)
            return place;
        var start = place.LastIndexOfAny(['/', '\\', ':'], at);
        // The colon of user:password belongs to what is masked, that of a scheme does not.
        while (start > 0 && place[start] == ':' && place.LastIndexOfAny(['/', '\\', ':'], start - 1) is >= 0 and var earlier)
            start = earlier;
        return $"{WithoutUser(place[..(start + 1)])}{Mask}{place[at..]}";
    }

    private static string WithoutValues(ReadOnlySpan<char> text, Func<string, bool> isMasked)
    {
        var masked = new StringBuilder();
        while (!text.IsEmpty)
        {
            var next = text[1..].IndexOfAny(['?', ';', '#', '&']);
            var part = next < 0 ? text : text[..(next + 1)];
            var equals = part.IndexOf('=');
            // A lone word may be a token.
            if (isMasked(part[1..].ToString()))
                masked.Append(equals >= 0 ? part[..(equals + 1)] : part[..1]).Append(part.Length > 1 ? Mask : "");
            else
                masked.Append(part);
            text = text[part.Length..];
        }
        return masked.ToString();
    }
}
