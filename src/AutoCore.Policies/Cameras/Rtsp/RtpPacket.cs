using System.Buffers.Binary;

namespace AutoCore.Policies.Cameras.Rtsp;

/// <summary>A packet of a stream (RTP, RFC 3550).</summary>
public readonly ref struct RtpPacket
{
    private const int HeaderLength = 12;

    /// <summary>Which of the description's formats it is in, 0 to 127.</summary>
    public int PayloadType { get; private init; }

    /// <summary>Whether a frame ends with it.</summary>
    public bool IsMarked { get; private init; }

    /// <summary>Grows by one from packet to packet, and begins anew after 65,535.</summary>
    public ushort Sequence { get; private init; }

    /// <summary>The same for all packets of a frame.</summary>
    public uint Timestamp { get; private init; }

    /// <summary>What it carries.</summary>
    public ReadOnlySpan<byte> Payload { get; private init; }

    /// <summary>Reads a packet; false for what is none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out RtpPacket packet)
    {
        packet = default;
        if (bytes.Length < HeaderLength || bytes[0] >> 6 != 2)
            return false;
        var start = HeaderLength + (4 * (bytes[0] & 0x0F));
        if ((bytes[0] & 0x10) != 0)
        {
            if (bytes.Length < start + 4)
                return false;
            start += 4 + (4 * BinaryPrimitives.ReadUInt16BigEndian(bytes[(start + 2)..]));
        }
        var end = bytes.Length;
        if ((bytes[0] & 0x20) != 0)
            end -= bytes[^1];
        if (start > end)
            return false;
        packet = new()
        {
            PayloadType = bytes[1] & 0x7F,
            IsMarked = (bytes[1] & 0x80) != 0,
            Sequence = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            Timestamp = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]),
            Payload = bytes[start..end],
        };
        return true;
    }
}
