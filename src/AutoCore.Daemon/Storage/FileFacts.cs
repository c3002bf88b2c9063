using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace AutoCore.Daemon.Storage;

/// <summary>What the platform does not tell about a file: how many names it has, and what it takes on the card.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="Allocated">The bytes that it takes on its file system.</param>
/// <param name="Links">Its names: while it has another one, removing this one frees nothing.</param>
/// <param name="Identity">The same for two names of the same file, on one file system.</param>
/// <param name="Modified">UTC.</param>
/// <param name="IsRegular">Whether it is a file, and no folder, link or device.</param>
internal readonly partial record struct FileFacts(long Bytes, long Allocated, int Links, ulong Identity, DateTimeOffset Modified, bool IsRegular)
{
    /// <summary>Reads them without following a link; null if there is no such name.</summary>
    /// <exception cref="IOException">The file cannot be reached.</exception>
    public static FileFacts? Read(string path)
    {
        const int workingDirectory = -100;
        const int noFollow = 0x100;
        const uint basicFacts = 0x7ff;
        const int noSuchEntry = 2;
        const int notADirectory = 20;
        Span<byte> facts = stackalloc byte[256];
        if (StatX(workingDirectory, path, noFollow, basicFacts, ref MemoryMarshal.GetReference(facts)) == 0)
            return Parse(facts);
        var error = Marshal.GetLastPInvokeError();
        return error is noSuchEntry or notADirectory ? null : throw new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    /// <summary>The structure of <c>statx</c>, unlike that of <c>stat</c>, is the same on every architecture.</summary>
    private static FileFacts Parse(ReadOnlySpan<byte> facts)
    {
        const int typeMask = 0xF000;
        const int regular = 0x8000;
        return new(
            Bytes: BinaryPrimitives.ReadInt64LittleEndian(facts[40..]),
            Allocated: BinaryPrimitives.ReadInt64LittleEndian(facts[48..]) * 512,
            Links: BinaryPrimitives.ReadInt32LittleEndian(facts[16..]),
            Identity: BinaryPrimitives.ReadUInt64LittleEndian(facts[32..]),
            Modified: DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64LittleEndian(facts[112..])),
            IsRegular: (BinaryPrimitives.ReadUInt16LittleEndian(facts[28..]) & typeMask) == regular);
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int directory, string path, int flags, uint mask, ref byte facts);
}
