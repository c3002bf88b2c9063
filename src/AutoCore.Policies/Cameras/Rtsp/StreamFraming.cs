using System.Buffers.Binary;

namespace AutoCore.Policies.Cameras.Rtsp;

/// <summary>What comes next on an RTSP connection.</summary>
public enum StreamPiece
{
    /// <summary>More bytes are needed to tell.</summary>
    NeedsMore,

    /// <summary>A packet of a channel.</summary>
    Packet,

    /// <summary>A message with its body.</summary>
    Message,

    /// <summary>Something else.</summary>
    Foreign,

    /// <summary>A head or a body that is longer than any real one.</summary>
    TooLong,
}

/// <summary>The next piece of an RTSP connection.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">Bytes of all of it.</param>
/// <param name="Start">Where the packet or the body begins in it.</param>
/// <param name="Channel">The packet's channel.</param>
/// <param name="Message">The message.</param>
public readonly record struct StreamItem(StreamPiece Kind, int Length = 0, int Start = 0, byte Channel = 0, RtspMessage? Message = null);

/// <summary>Packets and messages as they share one connection (RFC 2326, 10.12).</summary>
public static class StreamFraming
{
    /// <summary>Bytes of the longest piece that is read; few enough for the heap of what is short-lived.</summary>
    public const int Longest = RtspMessage.LongestHead + RtspMessage.LongestBody + 2048;

    private const byte Dollar = (byte)'$';
    private const int PacketHead = 4;

    /// <summary>Tells what comes next.</summary>
    /// <param name="bytes">What came so far.</param>
    public static StreamItem Next(ReadOnlySpan<byte> bytes)
    {
        var start = bytes.IndexOfAnyExcept((byte)'\r', (byte)'\n');
        if (start < 0)
            return new(StreamPiece.NeedsMore);
        if (bytes[start] == Dollar)
        {
            var packet = bytes[start..];
            if (packet.Length < PacketHead)
                return new(StreamPiece.NeedsMore);
            var length = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]) + PacketHead;
            return packet.Length < length ? new(StreamPiece.NeedsMore) : new(StreamPiece.Packet, start + length, start + PacketHead, packet[1]);
        }
        var parsed = RtspMessage.Parse(bytes, out var message, out var head);
        if (parsed != RtspParse.Message)
        {
            return new(parsed switch
            {
                RtspParse.NeedsMore => StreamPiece.NeedsMore,
                RtspParse.TooLong => StreamPiece.TooLong,
                _ => StreamPiece.Foreign,
            });
        }
        if (message!.BodyLength is not { } body)
            return new(StreamPiece.TooLong);
        return bytes.Length < head + body ? new(StreamPiece.NeedsMore) : new(StreamPiece.Message, head + body, head, 0, message);
    }

    /// <summary>Bytes to pass over where something else stands between two pieces.</summary>
    public static int Foreign(ReadOnlySpan<byte> bytes)
    {
        for (var at = 1; at < bytes.Length; at++)
        {
            if (bytes[at] == Dollar || bytes[at..].StartsWith("RTSP/"u8))
                return at;
        }
        return bytes.Length;
    }
}
