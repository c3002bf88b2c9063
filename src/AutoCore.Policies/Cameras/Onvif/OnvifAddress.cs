using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Policies.Cameras.Onvif;

/// <summary>
/// The addresses of a device. What it says of its host is not believed: cameras behind a router name their inner address, others one that they had long ago,
/// and one that means ill would name somebody else's.
/// </summary>
public static class OnvifAddress
{
    /// <summary>Where every device answers its first question (ONVIF Core, 5.1.1).</summary>
    private const string ServicePath = "/onvif/device_service";

    private const string ProfileKey = "profile";

    /// <summary>Ports at which devices speak TLS.</summary>
    private static readonly int[] SecurePorts = [443, 8443];

    /// <summary>Where a device answers.</summary>
    /// <param name="address">Its address in the settings, <c>onvif://host[:port]</c>.</param>
    /// <param name="isPinned">Whether its certificate is named: then it is asked by TLS, as it is at the usual ports of TLS.</param>
    public static Uri Service(Uri address, bool isPinned)
    {
        var isSecure = isPinned || SecurePorts.Contains(address.Port);
        var path = address.AbsolutePath is { Length: > 1 } given ? given : ServicePath;
        return new($"{(isSecure ? "https" : "http")}://{HostOf(address)}{PortOf(address)}{path}");
    }

    /// <summary>Where a device answers that somebody names: a host, host and port, or an address.</summary>
    /// <returns>Null: it is none of these.</returns>
    public static Uri? Read(string text)
    {
        var address = CameraAddress.Create(text.Contains("://", StringComparison.Ordinal) ? text : $"onvif://{text}");
        if (address is null || address.UserInfo.Length > 0 || CameraAddress.IsStream(address))
            return null;
        return CameraAddress.IsOnvif(address) ? Service(address, isPinned: false)
            : address.AbsolutePath is "/" or "" ? new(address, ServicePath) : address;
    }

    /// <summary>The address for the settings: <c>onvif://host[:port]</c>.</summary>
    /// <param name="service">Where the device answers.</param>
    /// <param name="profile">The profile that is meant, or null: its first.</param>
    public static string Compose(Uri service, string? profile = null)
    {
        // The usual port of TLS is what tells that TLS is meant.
        var port = service is { Scheme: "https", IsDefaultPort: true } ? ":443" : PortOf(service);
        var path = service.AbsolutePath is ServicePath or "/" ? "" : service.AbsolutePath;
        return $"onvif://{HostOf(service)}{port}{path}{(profile is null ? "" : $"?{ProfileKey}={Uri.EscapeDataString(profile)}")}";
    }

    /// <summary>The profile that an address asks for, or null.</summary>
    public static string? Profile(Uri address) => address.Query.TrimStart('?').Split('&').Select(static pair => pair.Split('=', 2))
        .Where(static pair => pair is [ProfileKey, { Length: > 0 }]).Select(static pair => Uri.UnescapeDataString(pair[1])).FirstOrDefault();

    /// <summary>An address that a device gave, at its own host: scheme, port and path are kept, user and password are not. Its braces are encoded: the
    /// placeholders of secrets are for the owner to write, and a device that writes them would be sent the password.</summary>
    /// <param name="given">What it said.</param>
    /// <param name="device">Where it answers.</param>
    /// <returns>Null: it is no address that can be asked.</returns>
    public static Uri? Own(string given, Uri device)
    {
        if (CameraAddress.Create(given) is not { } url || CameraAddress.IsOnvif(url))
            return null;
        return CameraAddress.Create($"{url.Scheme}://{HostOf(device)}{PortOf(url)}{WithoutBraces(url.PathAndQuery)}");
    }

    /// <summary>The same address at another host.</summary>
    public static Uri At(Uri address, Uri host) => CameraAddress.Create($"{address.Scheme}://{HostOf(host)}{PortOf(address)}{address.PathAndQuery}")!;

    /// <summary>What is written into a list: user and password of the address are only named; null if another secret stands in it, which no list may
    /// hold.</summary>
    /// <param name="address">The address.</param>
    /// <param name="userName">The user, or null.</param>
    /// <param name="password">The password, or null.</param>
    public static string? ForList(Uri address, string? userName, string? password)
    {
        var parts = address.OriginalString.Split('?', 2);
        if (parts is not [var place, var query])
            return AddressSecrets.FindLiteral(address.OriginalString) is null && !Holds(address.OriginalString, password) ? address.OriginalString : null;
        var named = string.Join('&', query.Split('&').Select(pair => pair.Split('=', 2) is [var name, var value]
            ? $"{name}={Name(Uri.UnescapeDataString(value), userName, password) ?? value}" : pair));
        var text = $"{place}?{named}";
        return AddressSecrets.FindLiteral(text) is null && !Holds(text, password) ? text : null;
    }

    private static string WithoutBraces(string text) =>
        text.Replace("{", "%7B", StringComparison.Ordinal).Replace("}", "%7D", StringComparison.Ordinal);

    private static bool Holds(string text, string? password) =>
        password is { Length: > 0 } && Uri.UnescapeDataString(text).Contains(password, StringComparison.Ordinal);

    private static string? Name(string value, string? userName, string? password) => value.Length == 0 ? null
        : value == password ? "{PasswordKey}" : value == userName ? "{UserName}" : null;

    private static string HostOf(Uri url) => url.HostNameType == UriHostNameType.IPv6 ? $"[{url.DnsSafeHost}]" : url.IdnHost;

    private static string PortOf(Uri url) => url.Port < 0 || url.IsDefaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{url.Port}");
}
