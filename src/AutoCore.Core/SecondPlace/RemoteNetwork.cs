using AutoCore.Core.Configuration;
using AutoCore.Policies.SecondPlace;

namespace AutoCore.Core.SecondPlace;

/// <summary>What stands between here and a remote: proxies, and an authority of one's own. What is null comes from the daemon's environment.</summary>
internal sealed record RemoteNetwork
{
    private static readonly TextRule Proxy = new(ProxyAddress.Form, static t => ProxyAddress.IsGood(t)) { Show = ProxyAddress.Show };
    private static readonly TextRule Hosts =
        new("host names, domains as .example.com, addresses or networks, with commas between them", static t => !t.Any(c => char.IsControl(c) || c is '@'));

    /// <summary>For http:// addresses.</summary>
    public string? HttpProxy { get; init; }

    /// <summary>For https:// addresses.</summary>
    public string? HttpsProxy { get; init; }

    /// <summary>Hosts that are asked without a proxy.</summary>
    public string? NoProxy { get; init; }

    /// <summary>The name of the secret with the password for the proxies' user.</summary>
    public string? ProxyPasswordKey { get; init; }

    /// <summary>A file with certificates of authorities.</summary>
    public string? CaFile { get; init; }

    public static RemoteNetwork Read(SettingReader s)
    {
        var network = new RemoteNetwork
        {
            HttpProxy = s.OptionalText(
                "HttpProxy", "The proxy for http:// addresses; null: that of the service's environment (HTTP_PROXY), if there is one.", Proxy),
            HttpsProxy = s.OptionalText(
                "HttpsProxy", "The proxy for https:// addresses; null: that of the service's environment (HTTPS_PROXY), if there is one.", Proxy),
            NoProxy = s.OptionalText("NoProxy", "Hosts that are asked without a proxy; null: those of the service's environment (NO_PROXY).", Hosts),
            ProxyPasswordKey = s.OptionalText("ProxyPasswordKey", "The name of the secret with the password for the user that stands in the proxy's address."),
            CaFile = s.OptionalLocation("CaFile", "A PEM file with the authorities whose certificates count for this remote; null: those of the system."),
        };
        s.Require(network.ProxyPasswordKey is null || ProxyAddress.HasUser(network.HttpProxy) || ProxyAddress.HasUser(network.HttpsProxy), "ProxyPasswordKey",
            "no proxy's address has a user; allowed: HttpsProxy as http://user@proxy.example.com:3128");
        return network;
    }
}
