using System.Buffers.Binary;
using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Policies.Cameras.Rtsp;

/// <summary>
/// Puts packets of H.264 (RFC 6184: single units, STAP-A, FU-A) or H.265 (RFC 7798: single units, AP, FU) together to one key frame with its parameter sets,
/// as a decoder takes them from a file (ITU-T H.264, annex B).
/// </summary>
public sealed class NalAssembler : FrameAssembler
{
    private readonly bool _isH265;
    private readonly ParameterSets _sets;
    private int _unitStart = -1;
    private bool _isInFragment;
    private bool _hasKey;
    private bool _sawKey;

    /// <param name="isH265">Whether it is H.265.</param>
    /// <param name="sets">The parameter sets that the description gives in advance.</param>
    public NalAssembler(bool isH265, IReadOnlyList<byte[]> sets)
    {
        (_isH265, _sets) = (isH265, new(isH265));
        foreach (var set in sets)
            Keep(set);
        _sets.AreFromStream = true;
    }

    private static ReadOnlySpan<byte> StartCode => [0, 0, 0, 1];

    private int HeaderLength => _isH265 ? 2 : 1;

    public override string Missing => !HasPacket ? base.Missing : !_sawKey ? NoKeyFrame : _sets.AreWhole ? NoWholeKeyFrame : NoParameterSets;

    protected override bool IsWhole => _hasKey && _unitStart < 0 && _sets.AreWhole;

    protected override void Reset() => (_unitStart, _isInFragment, _hasKey) = (-1, false, false);

    protected override byte[] Compose()
    {
        var frame = new byte[_sets.All.Sum(static s => StartCode.Length + s.Length) + Length];
        var at = 0;
        foreach (var set in _sets.All)
        {
            StartCode.CopyTo(frame.AsSpan(at));
            set.CopyTo(frame.AsSpan(at + StartCode.Length));
            at += StartCode.Length + set.Length;
        }
        Bytes.CopyTo(frame.AsSpan(at));
        return frame;
    }

    protected override void Take(ReadOnlySpan<byte> payload)
    {
        if (payload.Length <= HeaderLength)
            return;
        var type = NalUnit.TypeOf(payload, _isH265);
        if (type == (_isH265 ? 48 : 24))
            TakeAggregate(payload[HeaderLength..]);
        else if (type == (_isH265 ? 49 : 28))
            TakeFragment(payload);
        else
            TakeUnit(payload);
    }

    private void TakeAggregate(ReadOnlySpan<byte> units)
    {
        while (units.Length > 2)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(units);
            if (length == 0 || length > units.Length - 2)
            {
                Spoil();
                return;
            }
            TakeUnit(units.Slice(2, length));
            units = units[(2 + length)..];
        }
    }

    private void TakeUnit(ReadOnlySpan<byte> unit)
    {
        Open(unit);
        Close();
    }

    private void TakeFragment(ReadOnlySpan<byte> payload)
    {
        var flags = payload[HeaderLength];
        var rest = payload[(HeaderLength + 1)..];
        if ((flags & 0x80) != 0)
        {
            ReadOnlySpan<byte> header = _isH265 ? [(byte)((payload[0] & 0x81) | ((flags & 0x3F) << 1)), payload[1]]
                : [(byte)((payload[0] & 0xE0) | (flags & 0x1F))];
            Open([.. header, .. rest]);
            _isInFragment = true;
        }
        else if (_isInFragment && _unitStart >= 0)
        {
            Append(rest);
        }
        else if (!_isInFragment)
        {
            Spoil();
        }
        if ((flags & 0x40) != 0)
            Close();
    }

    /// <summary>A unit begins; only parameter sets, and the slices of a key frame, are kept.</summary>
    private void Open(ReadOnlySpan<byte> start)
    {
        if (_isInFragment)
            Spoil();
        var kind = NalUnit.KindOf(start, _isH265);
        _sawKey |= kind == NalKind.KeySlice;
        var isKept = kind switch
        {
            NalKind.ParameterSet => true,
            // One whose first part is missing came too late.
            NalKind.KeySlice => _hasKey || NalUnit.IsFirstSlice(start, _isH265),
            // The second field of a picture needs no other frame than the first one.
            NalKind.Slice => _hasKey,
            _ => false,
        };
        _unitStart = isKept ? Length : -1;
        if (!isKept)
            return;
        _hasKey |= kind == NalKind.KeySlice;
        Append(StartCode);
        Append(start);
    }

    /// <summary>A unit ends.</summary>
    private void Close()
    {
        _isInFragment = false;
        if (_unitStart < 0)
            return;
        var unit = Bytes[Math.Min(Length, _unitStart + StartCode.Length)..];
        if (NalUnit.KindOf(unit, _isH265) == NalKind.ParameterSet)
        {
            Keep(unit);
            CutTo(_unitStart);
        }
        _unitStart = -1;
    }

    private void Keep(ReadOnlySpan<byte> set)
    {
        if (_sets.Take(set) is { IsTooLarge: true } size)
            Refusal = new(CaptureFault.TooLarge, $"{size}, {VideoSize.Limit}");
    }
}
