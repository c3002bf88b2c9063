using System.Buffers;

namespace AutoCore.Policies.Cameras;

/// <summary>One word for each block of a progressive component: bit k is set when coefficient k is not zero. Rented from the shared pool for the time of a picture.</summary>
internal sealed class BlockHistory
{
    private ulong[] _words = [];

    public ulong[] Words => _words;

    public bool IsKept => _words.Length > 0;

    public static long BytesFor(long blocks) => blocks * sizeof(ulong);

    public void Keep(int blocks)
    {
        Release();
        _words = ArrayPool<ulong>.Shared.Rent(blocks);
        _words.AsSpan(0, blocks).Clear();
    }

    public void Release()
    {
        if (_words.Length > 0)
            ArrayPool<ulong>.Shared.Return(_words);
        _words = [];
    }
}
