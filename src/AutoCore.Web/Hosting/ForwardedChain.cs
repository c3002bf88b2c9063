using System.Net;
using System.Net.Sockets;
using AutoCore.Core.Web;

namespace AutoCore.Web.Hosting;

/// <summary>
/// Whose request came through proxies. Each adds the address that it saw at the end of <c>X-Forwarded-For</c> (or <c>Forwarded</c>, RFC 7239): from the end
/// back, the first address that is no trusted proxy is the visitor's. What stands before it, the visitor may have written.
/// </summary>
internal static class ForwardedChain
{
    private const string Usual = "X-Forwarded-For";
    private const string Standard = "Forwarded";

    /// <summary>The visitor's address.</summary>
    /// <param name="peer">Who is connected: a trusted proxy.</param>
    /// <param name="headers">The request's headers.</param>
    /// <param name="isTrusted">Whether an address is a trusted proxy's.</param>
    public static IPAddress ClientOf(IPAddress peer, IHeaderDictionary headers, Func<IPAddress, bool> isTrusted)
    {
        var usual = Walk(peer, headers[Usual].SelectMany(value => value?.Split(',') ?? []), isTrusted);
        var standard = Walk(peer, headers[Standard].SelectMany(value => value?.Split(',') ?? []).Select(ForOf), isTrusted);
        // A proxy writes one of them and hands on the other one as the visitor sent it. If they differ, one is a lie: then it is the proxy that counts.
        return headers[Usual].Count == 0 ? standard : headers[Standard].Count == 0 || usual.Equals(standard) ? usual : peer;
    }

    private static IPAddress Walk(IPAddress peer, IEnumerable<string?> chain, Func<IPAddress, bool> isTrusted)
    {
        var client = peer;
        foreach (var entry in chain.Reverse())
        {
            // "unknown" and hidden names: the last proxy that could be seen stands for all behind it.
            if (Read(entry) is not { } address)
                break;
            client = address;
            if (!isTrusted(client))
                break;
        }
        return client;
    }

    /// <summary>Reads <c>192.0.2.1</c>, <c>192.0.2.1:47011</c>, <c>2001:db8::1</c> and <c>[2001:db8::1]:47011</c>.</summary>
    private static IPAddress? Read(string? entry)
    {
        var text = entry?.Trim().Trim('"') ?? "";
        if (text.StartsWith('['))
            text = text.IndexOf(']') is > 0 and var end ? text[1..end] : "";
        else if (text.IndexOf(':') is > 0 and var colon && colon == text.LastIndexOf(':'))
            text = text[..colon];
        if (!IPAddress.TryParse(text, out var address) || (address.AddressFamily == AddressFamily.InterNetwork && text.Count(c => c == '.') != 3))
            return null;
        return AddressRange.Plain(address);
    }

    /// <summary>The <c>for</c> of an element as <c>for="[2001:db8::1]:47011";proto=https</c>; null if it has none.</summary>
    private static string? ForOf(string element) =>
        element.Split(';', StringSplitOptions.TrimEntries).FirstOrDefault(pair => pair.StartsWith("for=", StringComparison.OrdinalIgnoreCase))?["for=".Length..];
}
