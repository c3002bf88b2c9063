using AutoCore.Core.Configuration;
using AutoCore.Policies.SecondPlace;

namespace AutoCore.Core.SecondPlace;

/// <summary>What stands between here and a remote: proxies, and an authority of one's own. What is null comes from the daemon's environment.</summary>
/// <param name="HttpProxy">For http:// addresses.</param>
/// <param name="HttpsProxy">For https:// addresses.</param>
/// <param name="NoProxy">Hosts that are asked without a proxy.</param>
/// <param name="ProxyPasswordKey">The name of the secret with the password for the proxies' user.</param>
/// <param name="CaFile">A file with certificates of authorities.</param>
internal sealed record RemoteNetwork(
    string? HttpProxy = null, string? HttpsProxy = null, string? NoProxy = null, string? ProxyPasswordKey = null, string? CaFile = null)
{
    private static readonly TextRule Proxy = new(ProxyAddress.Form, static t => ProxyAddress.IsGood(t)) { Show = ProxyAddress.Show };
    private static readonly TextRule Hosts =
        new("host names, domains as .example.com, addresses or networks, with commas between them", static t => !t.Any(c => char.IsControl(c) || c is '@'));

    public static RemoteNetwork Read(SettingReader s)
    {
        var network = new RemoteNetwork(
            s.OptionalText(
                "HttpProxy", "The proxy for http:// addresses; null: that of the service's environment (HTTP_PROXY), if there is one.", Proxy),
            s.OptionalText(
                "HttpsProxy", "The proxy for https:// addresses; null: that of the service's environment (HTTPS_PROXY), if there is one.", Proxy),
            s.OptionalText("NoProxy", "Hosts that are asked without a proxy; null: those of the service's environment (NO_PROXY).", Hosts),
            s.OptionalText("ProxyPasswordKey", "The name of the secret with the password for the user that stands in the proxy's address."),
            s.OptionalLocation("CaFile", "A PEM file with the authorities whose certificates count for this remote; null: those of the system."));
        s.Require(network.ProxyPasswordKey is null || ProxyAddress.HasUser(network.HttpProxy) || ProxyAddress.HasUser(network.HttpsProxy), "ProxyPasswordKey",
            "no proxy's address has a user; allowed: HttpsProxy as http://user@proxy.example.com:3128");
        return network;
    }
}
