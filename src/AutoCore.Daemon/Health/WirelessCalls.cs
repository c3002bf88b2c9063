using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace AutoCore.Daemon.Health;

/// <summary>What a wireless interface tells only when it is asked; the numbers are the same on every architecture (<c>linux/wireless.h</c>).</summary>
internal static unsafe partial class WirelessCalls
{
    private const nuint GetNetwork = 0x8B1B;
    private const nuint GetPower = 0x8B2D;
    private const int LongestName = 15;
    private const int LongestNetwork = 32;

    /// <summary>The name of the network that an interface is in; null if it is in none, or does not say.</summary>
    public static string? FindNetwork(string name)
    {
        var network = stackalloc byte[LongestNetwork + 1];
        var request = new Request { Pointer = (nint)network, Length = LongestNetwork + 1 };
        return Ask(name, GetNetwork, ref request) && request.Length is > 0 and <= LongestNetwork ? Encoding.UTF8.GetString(network, request.Length) : null;
    }

    /// <summary>Whether an interface sleeps between packets; null if it does not say.</summary>
    public static bool? SavesPower(string name)
    {
        var request = default(Request);
        // The same place holds a number, whether it is fixed, and whether it is off.
        return Ask(name, GetPower, ref request) ? (request.Pointer >> 40 & 0xFF) == 0 : null;
    }

    private static bool Ask(string name, nuint what, ref Request request)
    {
        if (name.Length > LongestName)
            return false;
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            fixed (byte* at = request.Name)
                Encoding.ASCII.GetBytes(name, new Span<byte>(at, LongestName));
            return Control((int)socket.Handle, what, ref request) == 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int socket, nuint what, ref Request request);

    /// <summary><c>struct iwreq</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Request
    {
        public fixed byte Name[16];
        public nint Pointer;
        public ushort Length;
        public ushort Flags;
    }
}
