using System.Security;

namespace AutoCore.Policies.Cameras.Onvif;

/// <summary>A device that answered a probe.</summary>
/// <param name="Endpoint">Which device it is, or null.</param>
/// <param name="Addresses">Where it says that it answers.</param>
/// <param name="Scopes">What it says of itself.</param>
public sealed record DiscoveryMatch(string? Endpoint, IReadOnlyList<string> Addresses, IReadOnlyList<string> Scopes);

/// <summary>The messages by which devices are found (WS-Discovery, April 2005, as ONVIF has it).</summary>
public static class DiscoveryMessage
{
    /// <summary>Bytes of a message: what one packet holds.</summary>
    public const int Longest = 64 * 1024;

    /// <summary>Devices that one message may name.</summary>
    private const int MostMatches = 16;

    /// <summary>Addresses and scopes of a device.</summary>
    private const int MostWords = 64;

    private const string Addressing = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
    private const string Discovery = "http://schemas.xmlsoap.org/ws/2005/04/discovery";

    /// <summary>The kinds of devices that are asked for, each by a message of its own: some answer to one of them only.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        "<d:Types xmlns:k=\"http://www.onvif.org/ver10/network/wsdl\">k:NetworkVideoTransmitter</d:Types>",
        "<d:Types xmlns:k=\"http://www.onvif.org/ver10/device/wsdl\">k:Device</d:Types>",
    ];

    /// <summary>Asks who is there.</summary>
    /// <param name="id">The message's own number, a UUID.</param>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    public static string Probe(string id, string kind) =>
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
        + $"xmlns:a=\"{Addressing}\" xmlns:d=\"{Discovery}\"><s:Header><a:Action s:mustUnderstand=\"1\">{Discovery}/Probe</a:Action>"
        + $"<a:MessageID>uuid:{SecurityElement.Escape(id)}</a:MessageID><a:ReplyTo><a:Address>{Addressing}/role/anonymous</a:Address></a:ReplyTo>"
        + "<a:To s:mustUnderstand=\"1\">urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To></s:Header>"
        + $"<s:Body><d:Probe>{kind}</d:Probe></s:Body></s:Envelope>";

    /// <summary>Reads a message.</summary>
    /// <param name="content">Whatever came.</param>
    /// <param name="asked">The numbers of our own probes; an answer to another one is none of ours.</param>
    /// <returns>The devices in it; none, if it is no such answer.</returns>
    public static IReadOnlyList<DiscoveryMatch> Read(ReadOnlySpan<byte> content, IReadOnlyCollection<string> asked)
    {
        if (content.Length > Longest || OnvifXml.Parse(content, out _) is not { } root || root.Find("Body", "ProbeMatches") is not { } matches)
            return [];
        if (root.Find("Header", "RelatesTo")?.Text is { Length: > 0 } related && !asked.Contains(EndpointIdentity.Normalize(related) ?? ""))
            return [];
        return
        [
            .. matches.Children.Where(static m => m.Name == "ProbeMatch").Take(MostMatches)
                .Select(static m => new DiscoveryMatch(EndpointIdentity.Normalize(m.Find("EndpointReference", "Address")?.Text), WordsOf(m.Find("XAddrs")),
                    WordsOf(m.Find("Scopes")))),
        ];
    }

    private static string[] WordsOf(OnvifElement? element) =>
        [.. (element?.Text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MostWords)];
}
