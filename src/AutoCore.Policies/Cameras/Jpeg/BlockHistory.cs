using System.Buffers;

namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>One word for each block of a progressive component: bit k is set when coefficient k is not zero. Rented for the time of a picture.</summary>
internal sealed class BlockHistory
{
    /// <summary>Arrays of a size that are kept: a picture has up to three, of equal size, and some pictures are judged at once.</summary>
    public const int MostKept = 12;

    // The shared pool keeps an array for each thread that ever returned one: with many threads and large pictures that is more than the pictures themselves.
    private static readonly ArrayPool<ulong> Pool = ArrayPool<ulong>.Create(1 << 20, MostKept);

    private ulong[] _words = [];

    public ulong[] Words => _words;

    public bool IsKept => _words.Length > 0;

    public static long BytesFor(long blocks) => blocks * sizeof(ulong);

    public void Keep(int blocks)
    {
        Release();
        _words = Pool.Rent(blocks);
        _words.AsSpan(0, blocks).Clear();
    }

    public void Release()
    {
        if (_words.Length > 0)
            Pool.Return(_words);
        _words = [];
    }
}
