using System.Buffers.Binary;

namespace AutoCore.Testing;

/// <summary>Packets of a video stream as a camera sends them: RTP (RFC 3550) with H.264 (RFC 6184), H.265 (RFC 7798) or JPEG (RFC 2435).</summary>
/// <param name="payloadType">The number of their form.</param>
/// <param name="mtu">Bytes of a payload at most.</param>
public sealed class RtpPackets(int payloadType, int mtu = 1200)
{
    // It begins anew soon, as each does some time.
    private ushort _sequence = 65_530;
    private uint _timestamp = uint.MaxValue - 4000;

    /// <summary>The NAL units of a file (ITU-T H.264, annex B).</summary>
    public static IReadOnlyList<byte[]> Units(ReadOnlySpan<byte> annexB)
    {
        var units = new List<byte[]>();
        while (annexB.IndexOf(new byte[] { 0, 0, 1 }) is >= 0 and var start)
        {
            annexB = annexB[(start + 3)..];
            var end = annexB.IndexOf(new byte[] { 0, 0, 1 });
            units.Add((end < 0 ? annexB : annexB[..end]).TrimEnd((byte)0).ToArray());
        }
        return units;
    }

    /// <summary>The next frame begins.</summary>
    public void NextFrame() => _timestamp += 3600;

    /// <summary>A packet gets lost.</summary>
    public void Lose() => _sequence++;

    /// <summary>One packet.</summary>
    public byte[] Make(ReadOnlySpan<byte> payload, bool isLast = false)
    {
        var packet = new byte[12 + payload.Length];
        (packet[0], packet[1]) = (0x80, (byte)(payloadType | (isLast ? 0x80 : 0)));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), _sequence++);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), _timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), 0x1234_5678);
        payload.CopyTo(packet.AsSpan(12));
        return packet;
    }

    /// <summary>A NAL unit, in fragments if it is long.</summary>
    public IEnumerable<byte[]> Unit(byte[] unit, bool isH265, bool isLast = false)
    {
        if (unit.Length <= mtu)
        {
            yield return Make(unit, isLast);
            yield break;
        }
        var head = isH265 ? 2 : 1;
        for (var at = head; at < unit.Length; at += mtu)
        {
            var part = unit.AsMemory(at, Math.Min(mtu, unit.Length - at));
            var (isStart, isEnd) = (at == head, at + part.Length == unit.Length);
            var flags = (isStart ? 0x80 : 0) | (isEnd ? 0x40 : 0);
            byte[] begin = isH265 ? [(byte)((unit[0] & 0x81) | (49 << 1)), unit[1], (byte)(flags | ((unit[0] >> 1) & 0x3F))]
                : [(byte)((unit[0] & 0xE0) | 28), (byte)(flags | (unit[0] & 0x1F))];
            yield return Make([.. begin, .. part.Span], isLast && isEnd);
        }
    }

    /// <summary>Several NAL units in one packet.</summary>
    public byte[] Together(IEnumerable<byte[]> units, bool isH265, bool isLast = false)
    {
        var payload = new List<byte>(isH265 ? [48 << 1, 1] : [24]);
        foreach (var unit in units)
        {
            payload.AddRange([(byte)(unit.Length >> 8), (byte)unit.Length]);
            payload.AddRange(unit);
        }
        return Make(payload.ToArray(), isLast);
    }

    /// <summary>A whole frame of a file's NAL units, and the next one begins.</summary>
    public IReadOnlyList<byte[]> Frame(IReadOnlyList<byte[]> units, bool isH265)
    {
        var packets = units.SelectMany((unit, i) => Unit(unit, isH265, i == units.Count - 1)).ToList();
        NextFrame();
        return packets;
    }

    /// <summary>A JPEG picture of one scan with the usual tables of codes, and the next frame begins.</summary>
    /// <param name="picture">4:2:0 or 4:2:2.</param>
    /// <param name="quality">1 to 99: the tables are told by it; from 128: they stand in the packets.</param>
    public IReadOnlyList<byte[]> Jpeg(ReadOnlySpan<byte> picture, int quality = 255)
    {
        var parts = JpegParts.Of(picture);
        var packets = new List<byte[]>();
        for (var at = 0; at < parts.Data.Length;)
        {
            var head = new List<byte>([0, (byte)(at >> 16), (byte)(at >> 8), (byte)at, (byte)((parts.IsHalvedDown ? 1 : 0) + (parts.Interval > 0 ? 64 : 0)),
                (byte)quality, (byte)((parts.Width + 7) / 8), (byte)((parts.Height + 7) / 8)]);
            if (parts.Interval > 0)
                head.AddRange([(byte)(parts.Interval >> 8), (byte)parts.Interval, 0xFF, 0xFF]);
            if (at == 0 && quality >= 128)
                head.AddRange([0, 0, (byte)(parts.Tables.Length >> 8), (byte)parts.Tables.Length, .. parts.Tables]);
            var data = parts.Data.AsSpan(at, Math.Min(mtu, parts.Data.Length - at));
            at += data.Length;
            packets.Add(Make([.. head, .. data], at == parts.Data.Length));
        }
        NextFrame();
        return packets;
    }

    /// <summary>What of a JPEG picture a stream carries.</summary>
    private sealed record JpegParts(int Width, int Height, bool IsHalvedDown, int Interval, byte[] Tables, byte[] Data)
    {
        public static JpegParts Of(ReadOnlySpan<byte> picture)
        {
            var (width, height, isHalved, interval, tables) = (0, 0, false, 0, new List<byte>());
            for (var at = 2; ;)
            {
                var (marker, length) = (picture[at + 1], BinaryPrimitives.ReadUInt16BigEndian(picture[(at + 2)..]));
                var content = picture.Slice(at + 4, length - 2);
                at += 2 + length;
                if (marker == 0xDB)
                {
                    for (; content.Length >= 65; content = content[65..])
                        tables.AddRange(content[1..65]);
                }
                else if (marker == 0xC0)
                {
                    (height, width) = ((content[1] << 8) | content[2], (content[3] << 8) | content[4]);
                    isHalved = content[7] == 0x22;
                }
                else if (marker == 0xDD)
                {
                    interval = (content[0] << 8) | content[1];
                }
                else if (marker == 0xDA)
                {
                    return new(width, height, isHalved, interval, [.. tables], picture[at..^2].ToArray());
                }
            }
        }
    }
}
