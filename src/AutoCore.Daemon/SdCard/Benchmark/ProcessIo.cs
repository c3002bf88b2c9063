using System.Runtime.InteropServices;

namespace AutoCore.Daemon.SdCard.Benchmark;

/// <summary>What the kernel accounts to this process.</summary>
internal static partial class ProcessIo
{
    private const int BlockBytes = 512;

    /// <summary>Bytes that it caused to be read from a device; 0 where the kernel does not tell. Not from <c>/proc/self/io</c>, which a process that has given
    /// up root may not read.</summary>
    public static long ReadBytes()
    {
        // struct rusage: two times of two words, then seven figures before the blocks that were read, all of them words. The rest is room.
        const int own = 0, blocksRead = 11;
        Span<nint> usage = stackalloc nint[64];
        return GetUsage(own, ref usage[0]) == 0 ? (long)usage[blocksRead] * BlockBytes : 0;
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, ref nint usage);
}
