namespace AutoCore.Policies.Cameras.Http;

/// <summary>
/// Where credentials of any kind may go (passwords, tokens, answers to challenges, fields of a form, cookies of a login) when an address that is entitled to
/// them leads elsewhere: to the same host name and port, or to https of the same name; never from https to http.
/// </summary>
public static class CredentialScope
{
    /// <summary>The rule in words, for messages.</summary>
    public const string Rule = "credentials go to the same host name and port, or to https of the same name";

    /// <summary>Whether what was meant for one address may go to another.</summary>
    /// <param name="from">Who is entitled to it.</param>
    /// <param name="to">Where it would go.</param>
    public static bool Allows(Uri from, Uri to) =>
        IsWeb(from) && IsWeb(to) && to.UserInfo.Length == 0 && NameOf(from) is { } name && name == NameOf(to)
        && (to.Scheme == Uri.UriSchemeHttps || (from.Scheme == Uri.UriSchemeHttp && from.Port == to.Port));

    /// <summary>Follows a reference as an answer gave it: a redirect, a form's action.</summary>
    /// <param name="from">Where it was found.</param>
    /// <param name="reference">An address, absolute or not; anything may stand there.</param>
    /// <param name="to">The very address that may be asked with the credentials.</param>
    /// <returns>False if it is no address, or one that <see cref="Allows"/> does not allow.</returns>
    public static bool TryFollow(Uri from, string reference, out Uri to)
    {
        if (Uri.TryCreate(from, reference, out var found) && Allows(from, found))
        {
            to = found;
            return true;
        }
        to = from;
        return false;
    }

    /// <summary>Whether an address has a host that can be asked for.</summary>
    public static bool IsNamed(Uri url) => url.Host.Length > 0 && NameOf(url) is { Length: > 0 };

    private static bool IsWeb(Uri url) => url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) && url.Host.Length > 0;

    /// <summary>A name with its dot for the root is the same name; null for one that only looks like a name of the DNS.</summary>
    private static string? NameOf(Uri url)
    {
        try
        {
            return url.IdnHost.TrimEnd('.').ToLowerInvariant();
        }
        catch (UriFormatException)
        {
            return null;
        }
    }
}
