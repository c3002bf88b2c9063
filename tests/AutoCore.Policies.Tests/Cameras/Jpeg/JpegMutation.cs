namespace AutoCore.Policies.Tests.Cameras.Jpeg;

/// <summary>Damage as storage, networks and cameras do it, drawn from a seed: the same seed gives the same damage everywhere.</summary>
internal sealed class JpegMutation(uint seed)
{
    private uint _state = seed == 0 ? 1 : seed;

    /// <summary>A copy with one to three injuries.</summary>
    public byte[] Apply(byte[] picture, byte[] other)
    {
        var bytes = picture;
        for (var injuries = 1 + Below(3); injuries > 0; injuries--)
            bytes = Injure(bytes, other);
        return bytes;
    }

    public int Below(int limit)
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return limit <= 0 ? 0 : (int)(_state % (uint)limit);
    }

    private byte[] Injure(byte[] bytes, byte[] other)
    {
        if (bytes.Length == 0)
            return other;
        var copy = bytes.ToArray();
        var at = Below(bytes.Length);
        var length = Math.Min(bytes.Length - at, 1 + Below(Below(4) == 0 ? 1460 : 16));
        var part = copy.AsSpan(at, length);
        switch (Below(14))
        {
            case 0:
                return copy[..at];
            case 1:
                part[0] ^= (byte)(1 << Below(8));
                return copy;
            case 2:
                part.Fill((byte)(Below(2) * 0xFF));
                return copy;
            case 3:
                for (var i = 0; i < length; i++)
                    part[i] = (byte)Below(256);
                return copy;
            case 4:
                return [.. copy.AsSpan(0, at), .. copy.AsSpan(at + length)];
            case 5:
                return [.. copy.AsSpan(0, at + length), .. copy.AsSpan(at)];
            case 6:
                var second = at + length + Below(bytes.Length - at - length);
                var size = Math.Min(length, bytes.Length - second);
                copy.AsSpan(second, size).CopyTo(copy.AsSpan(at));
                bytes.AsSpan(at, size).CopyTo(copy.AsSpan(second));
                return copy;
            case 7:
                return [.. copy.AsSpan(0, at), (byte)Below(256), .. copy.AsSpan(at)];
            case 8:
                return [.. copy.AsSpan(0, at), 0xFF, (byte)(0xC0 + Below(64)), .. copy.AsSpan(at)];
            case 9:
                return [.. copy.AsSpan(0, at), .. other.AsSpan(Below(other.Length))];
            case 10:
                return [.. copy.AsSpan(0, at), 0xFF, 0xD9];
            case 11:
                copy.AsSpan(at).Clear();
                return [.. copy, 0xFF, 0xD9];
            case 12:
                // The header decides most: tables, lengths, dimensions.
                copy[Below(Math.Min(copy.Length, 700))] = (byte)Below(256);
                return copy;
            default:
                var source = Below(other.Length);
                other.AsSpan(source, Math.Min(length, other.Length - source)).CopyTo(part);
                return copy;
        }
    }
}
