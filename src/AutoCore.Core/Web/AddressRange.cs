using System.Net;
using System.Net.Sockets;

namespace AutoCore.Core.Web;

/// <summary>An address, or all that begin alike: <c>10.0.0.2</c>, <c>10.0.0.0/8</c>, <c>fd00::/8</c>. IPv4 within IPv6 is the IPv4 address.</summary>
internal readonly record struct AddressRange(IPNetwork Network)
{
    /// <summary>What is understood, for error messages.</summary>
    public const string Form = "an address or a network, as 10.0.0.2, 10.0.0.0/8 or fd00::/8";

    /// <summary>Whether an address lies within.</summary>
    public bool Contains(IPAddress address) => Network.Contains(Plain(address));

    /// <summary>Reads one; bits behind the length of the prefix do not count. Null if it is none.</summary>
    public static AddressRange? TryRead(string text)
    {
        var slash = text.IndexOf('/');
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var given) || !IsWrittenOut(text, given))
            return null;
        var address = Plain(new(given.GetAddressBytes()));
        var bits = address.GetAddressBytes().Length * 8;
        var length = bits;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > bits))
            return null;
        return new(new IPNetwork(Masked(address, length), length));
    }

    /// <summary>The same address without the form of IPv6 that IPv4 takes on a socket for both, and without an interface.</summary>
    public static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address.AddressFamily == AddressFamily.InterNetworkV6 ? new(address.GetAddressBytes()) : address;

    /// <summary>The platform reads <c>10</c> and <c>10.1</c> as addresses, too: nobody means that.</summary>
    private static bool IsWrittenOut(string text, IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? text[0] != '[' : text.Count(c => c == '.') == 3;

    private static IPAddress Masked(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] &= (byte)~(0xFF >> Math.Clamp(length - (i * 8), 0, 8));
        return new(bytes);
    }
}
