using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Policies.Cameras.Rtsp;

/// <summary>
/// Puts a stream's packets together to the first frame that stands for itself. A frame of which a packet is missing is dropped, and so is all that needs
/// other frames. What is kept is bounded, whatever comes.
/// </summary>
public abstract class FrameAssembler
{
    /// <summary>Bytes of a frame at most: a key frame of the largest size, at a quality that no camera has.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    /// <summary>What is said where a key frame, or what a decoder must know for one, is missing.</summary>
    protected const string NoKeyFrame = "no key frame came";
    protected const string NoWholeKeyFrame = "no whole key frame came";
    protected const string NoParameterSets = "no parameter sets came";

    private byte[] _bytes = new byte[64 * 1024];
    private uint _timestamp;
    private ushort _next;
    private bool _hasPacket;
    private bool _isDamaged;

    /// <summary>The last whole frame, as a decoder takes it; of JPEG the picture itself.</summary>
    public ReadOnlyMemory<byte> Frame { get; private set; }

    /// <summary>Why nothing can be taken, or null.</summary>
    public FrameRefusal? Refusal { get; protected set; }

    /// <summary>What there was instead of a whole frame, in a few words.</summary>
    public virtual string Missing => HasPacket ? "no whole frame came" : "no packet of the video came";

    /// <summary>Whether anything of the video came.</summary>
    protected bool HasPacket => _hasPacket;

    /// <summary>Bytes of the frame so far.</summary>
    protected int Length { get; private set; }

    /// <summary>The frame so far.</summary>
    protected ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    /// <summary>Whether what came is a frame that stands for itself, unless something is missing.</summary>
    protected abstract bool IsWhole { get; }

    /// <summary>Makes what takes a codec's packets.</summary>
    public static FrameAssembler Of(VideoTrack track) =>
        track.Codec == VideoCodec.Jpeg ? new JpegAssembler() : new NalAssembler(track.Codec == VideoCodec.H265, track.ParameterSets);

    /// <summary>Whether a detail says that a key frame was missing.</summary>
    public static bool TellsOfKeyFrames(string detail) => detail.StartsWith(NoKeyFrame, StringComparison.Ordinal)
        || detail.StartsWith(NoWholeKeyFrame, StringComparison.Ordinal) || detail.StartsWith(NoParameterSets, StringComparison.Ordinal);

    /// <summary>Takes a packet.</summary>
    /// <returns>Whether <see cref="Frame"/> is a new one.</returns>
    public bool Add(in RtpPacket packet)
    {
        var isBegun = _hasPacket && packet.Timestamp == _timestamp;
        var hasGap = _hasPacket && packet.Sequence != _next;
        // A frame whose last packet is not marked ends where the next one begins.
        var isNew = !isBegun && !hasGap && TryFinish();
        if (!isBegun)
            Begin();
        else if (hasGap)
            _isDamaged = true;
        (_hasPacket, _timestamp, _next) = (true, packet.Timestamp, (ushort)(packet.Sequence + 1));
        if (!_isDamaged && Refusal is null)
            Take(packet.Payload);
        if (packet.IsMarked && TryFinish())
        {
            isNew = true;
            Begin();
        }
        return isNew;
    }

    /// <summary>A new frame begins.</summary>
    protected abstract void Reset();

    /// <summary>Takes what a packet carries.</summary>
    protected abstract void Take(ReadOnlySpan<byte> payload);

    /// <summary>The frame as a decoder takes it.</summary>
    protected abstract byte[] Compose();

    /// <summary>Something of this frame is missing, or contradicts itself.</summary>
    protected void Spoil() => _isDamaged = true;

    /// <summary>Keeps bytes of the frame.</summary>
    protected void Append(ReadOnlySpan<byte> bytes)
    {
        if (Length + bytes.Length > MostBytes)
        {
            Refusal = new(CaptureFault.TooLarge, $"a frame of more than {MostBytes / 1024 / 1024} MB");
            return;
        }
        if (Length + bytes.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Min(MostBytes, Math.Max(2 * _bytes.Length, Length + bytes.Length)));
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Drops the end of the frame.</summary>
    protected void CutTo(int length) => Length = length;

    private void Begin()
    {
        (Length, _isDamaged) = (0, false);
        Reset();
    }

    private bool TryFinish()
    {
        if (_isDamaged || Refusal is not null || !IsWhole)
            return false;
        Frame = Compose();
        return true;
    }
}

/// <summary>Why a stream brings no picture.</summary>
/// <param name="Fault">The kind.</param>
/// <param name="Detail">The same for people.</param>
public sealed record FrameRefusal(CaptureFault Fault, string Detail);
