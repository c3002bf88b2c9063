namespace AutoCore.Policies.Fleet;

/// <summary>Hashes names into 64 bits, the same on every machine and in every release: all nodes must come to the same shares.</summary>
public static class FleetHash
{
    /// <summary>A name's hash (FNV-1a over its UTF-16 units, then mixed).</summary>
    public static ulong Of(string name)
    {
        var hash = Fnv1a.Empty;
        foreach (var c in name)
            hash = Fnv1a.Add(Fnv1a.Add(hash, (byte)c), (byte)(c >> 8));
        return Mix(hash);
    }

    /// <summary>The hash of a camera and a node together.</summary>
    public static ulong Of(ulong camera, ulong node) => Mix(camera ^ node);

    /// <summary>The finisher of SplitMix64: each bit of the input changes half of the output's.</summary>
    private static ulong Mix(ulong x)
    {
        x ^= x >> 30;
        x *= 0xbf58476d1ce4e5b9;
        x ^= x >> 27;
        x *= 0x94d049bb133111eb;
        return x ^ (x >> 31);
    }
}
