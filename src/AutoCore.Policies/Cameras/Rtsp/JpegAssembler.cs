using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Policies.Cameras.Rtsp;

/// <summary>Puts packets of JPEG (RFC 2435) together to a picture: they carry a frame's data without its header, which is written anew.</summary>
public sealed class JpegAssembler : FrameAssembler
{
    private const int MainLength = 8;
    private const int RestartLength = 4;

    /// <summary>The last tables of each number from 128 on: they need not be sent with each frame.</summary>
    private readonly Dictionary<int, QuantizationTables> _known = [];

    private JpegFrameHeader? _header;

    public override string Missing => _header is null ? base.Missing : "no whole frame came";

    protected override bool IsWhole => _header is not null && Length > 0;

    protected override void Reset() => _header = null;

    protected override byte[] Compose()
    {
        var header = _header!.ToBytes();
        var hasEnd = Bytes is [.., 0xFF, 0xD9];
        var picture = new byte[header.Length + Length + (hasEnd ? 0 : 2)];
        header.CopyTo(picture, 0);
        Bytes.CopyTo(picture.AsSpan(header.Length));
        if (!hasEnd)
            (picture[^2], picture[^1]) = (0xFF, 0xD9);
        return picture;
    }

    protected override void Take(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < MainLength)
        {
            Spoil();
            return;
        }
        var offset = (payload[1] << 16) | (payload[2] << 8) | payload[3];
        var (type, quality, width, height) = (payload[4], payload[5], 8 * payload[6], 8 * payload[7]);
        // Those from 64 on have marks from which a decoder can begin again.
        var hasRestarts = type is >= 64 and < 128;
        var rest = payload[MainLength..];
        if (offset != Length || (hasRestarts && rest.Length < RestartLength))
        {
            Spoil();
            return;
        }
        var interval = hasRestarts ? (rest[0] << 8) | rest[1] : 0;
        if (hasRestarts)
            rest = rest[RestartLength..];
        if (offset == 0 && !TryBegin(type, quality, width, height, interval, ref rest))
        {
            Spoil();
            return;
        }
        Append(rest);
    }

    private bool TryBegin(int type, int quality, int width, int height, int interval, ref ReadOnlySpan<byte> rest)
    {
        if (width == 0 || height == 0)
        {
            Refusal = new(CaptureFault.Codec, "MJPEG of more than 2040 pixels, which RTP cannot say");
            return false;
        }
        if ((type & 0x3F) > 1 || type >= 128)
        {
            Refusal = new(CaptureFault.Codec, $"MJPEG of type {type}");
            return false;
        }
        if (FindTables(quality, ref rest) is not { } tables)
            return false;
        _header = new(width, height, (type & 0x3F) == 1, interval, tables);
        return true;
    }

    private QuantizationTables? FindTables(int quality, ref ReadOnlySpan<byte> rest)
    {
        if (quality < 128)
            return QuantizationTables.OfQuality(quality);
        if (QuantizationTables.Take(ref rest, out var isEmpty) is { } sent)
        {
            // What stands for no number in particular is good for its own frame.
            if (quality < byte.MaxValue)
                _known[quality] = sent;
            return sent;
        }
        return isEmpty ? _known.GetValueOrDefault(quality) : null;
    }
}
