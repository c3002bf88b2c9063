namespace AutoCore.Policies.SecondPlace;

/// <summary>The address of a proxy. Its password is never part of it: it is added for rclone's environment alone.</summary>
public static class ProxyAddress
{
    /// <summary>The form, as error messages show it.</summary>
    public const string Form = "http://, https:// or socks5:// with host and port, as http://proxy.example.com:3128; a user may stand before the host, "
        + "its password is a secret: ProxyPasswordKey";

    /// <summary>Whether a text is one.</summary>
    public static bool IsGood(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" or "socks5"
        && address.Host.Length > 0 && !address.UserInfo.Contains(':') && address.AbsolutePath is "/" or "" && address.Query.Length == 0;

    /// <summary>Whether it names a user.</summary>
    public static bool HasUser(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.UserInfo.Length > 0;

    /// <summary>The address with the user's password.</summary>
    public static string With(string text, string password)
    {
        var address = new Uri(text);
        return $"{address.Scheme}://{address.UserInfo}:{Uri.EscapeDataString(password)}@{address.Authority}";
    }

    /// <summary>How a wrong one is shown: nothing before the host, for it may be a password.</summary>
    public static string Show(string text) => text.LastIndexOf('@') is >= 0 and var at ? $"***@{text[(at + 1)..]}" : text;
}
