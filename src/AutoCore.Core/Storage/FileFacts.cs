using System.Buffers.Binary;
using System.Runtime.InteropServices;
using AutoCore.Core.Storage.SafePath;
using Microsoft.Win32.SafeHandles;

namespace AutoCore.Core.Storage;

/// <summary>What the platform does not tell about a file: how many names it has, what it takes on the card, whose it is.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="Allocated">The bytes that it takes on its file system.</param>
/// <param name="Links">Its names: while it has another one, removing this one frees nothing.</param>
/// <param name="Identity">The same for two names of the same file, on one file system.</param>
/// <param name="Modified">UTC, to 100 ns; the nearest time of the years 1 to 9999.</param>
/// <param name="IsRegular">Whether it is a file, and no folder, link or device.</param>
internal readonly partial record struct FileFacts(long Bytes, long Allocated, int Links, ulong Identity, DateTimeOffset Modified, bool IsRegular)
{
    private const int SetGroupId = 0x400;
    private const uint BasicFacts = 0x7ff;

    /// <summary>User id of the owner.</summary>
    public uint User { get; private init; }

    /// <summary>Group id.</summary>
    public uint Group { get; private init; }

    /// <summary>The file system that it lies on: with <see cref="Identity"/> the same for two names of one file only.</summary>
    public ulong Device { get; private init; }

    /// <summary>Permission bits, with those of setuid, setgid and the like.</summary>
    public int Mode { get; private init; }

    /// <summary>Whether it is a folder, and no link to one.</summary>
    public bool IsFolder { get; private init; }

    /// <summary>Whether it is a symbolic link.</summary>
    public bool IsLink { get; private init; }

    /// <summary>Whether something is mounted there, be it of the same file system; false where the kernel is too old to say so.</summary>
    public bool IsMountPoint { get; private init; }

    /// <summary>Whether new files in this folder take its group.</summary>
    public bool HandsDownGroup => (Mode & SetGroupId) != 0;

    /// <summary>The name of its group, if that has all of some permission bits; else null.</summary>
    public string? GroupWith(int bits) => (Mode & bits) == bits ? SystemUser.FindGroupName(Group) : null;

    /// <summary>Reads them; null if there is no such name.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="follow">Whether a link is followed.</param>
    /// <exception cref="IOException">The file cannot be reached.</exception>
    public static FileFacts? Read(string path, bool follow = false)
    {
        const int workingDirectory = -100;
        const int noFollow = 0x100;
        Span<byte> facts = stackalloc byte[256];
        if (StatX(workingDirectory, path, follow ? 0 : noFollow, BasicFacts, ref MemoryMarshal.GetReference(facts)) == 0)
            return Parse(facts);
        var error = Marshal.GetLastPInvokeError();
        return error is PathCalls.NoSuchEntry or PathCalls.NotAFolder ? null : throw new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    /// <summary>Reads those of an open file or folder; null if it cannot be looked at.</summary>
    public static FileFacts? Of(SafeFileHandle open)
    {
        const int emptyPath = 0x1000;
        return Of(open, "\0"u8, emptyPath);
    }

    /// <summary>Reads those of a name in an open folder; null if there is none, or it cannot be looked at.</summary>
    public static FileFacts? Of(SafeFileHandle folder, ReadOnlySpan<byte> terminated, int flags)
    {
        const int noAutomount = 0x800;
        Span<byte> facts = stackalloc byte[256];
        return PathCalls.Look(folder, in terminated[0], flags | noAutomount, BasicFacts, ref MemoryMarshal.GetReference(facts)) == 0 ? Parse(facts) : null;
    }

    /// <summary>Reads those of an open file or folder.</summary>
    /// <exception cref="IOException">The device fails.</exception>
    public static FileFacts Read(SafeFileHandle file) => Of(file) ?? throw new IOException(Marshal.GetLastPInvokeErrorMessage(), Marshal.GetLastPInvokeError());

    /// <summary>The structure of <c>statx</c>, unlike that of <c>stat</c>, is the same on every architecture.</summary>
    private static FileFacts Parse(ReadOnlySpan<byte> facts)
    {
        const int typeMask = 0xF000;
        const int regular = 0x8000;
        const int folder = 0x4000;
        const int link = 0xA000;
        const ulong mountRoot = 0x2000;
        var mode = BinaryPrimitives.ReadUInt16LittleEndian(facts[28..]);
        return new(
            Bytes: BinaryPrimitives.ReadInt64LittleEndian(facts[40..]),
            Allocated: BinaryPrimitives.ReadInt64LittleEndian(facts[48..]) * 512,
            Links: BinaryPrimitives.ReadInt32LittleEndian(facts[16..]),
            Identity: BinaryPrimitives.ReadUInt64LittleEndian(facts[32..]),
            Modified: TimeOf(BinaryPrimitives.ReadInt64LittleEndian(facts[112..]), BinaryPrimitives.ReadUInt32LittleEndian(facts[120..])),
            IsRegular: (mode & typeMask) == regular)
        {
            User = BinaryPrimitives.ReadUInt32LittleEndian(facts[20..]),
            Group = BinaryPrimitives.ReadUInt32LittleEndian(facts[24..]),
            Mode = mode & ~typeMask,
            IsFolder = (mode & typeMask) == folder,
            IsLink = (mode & typeMask) == link,
            Device = BinaryPrimitives.ReadUInt64LittleEndian(facts[136..]),
            IsMountPoint = (BinaryPrimitives.ReadUInt64LittleEndian(facts[8..]) & mountRoot) != 0,
        };
    }

    /// <summary>A time that the file system names; one that no calendar has is the nearest that it has.</summary>
    private static DateTimeOffset TimeOf(long seconds, uint nanoseconds)
    {
        const int perTick = 100;
        var known = Math.Clamp(seconds, DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds());
        return DateTimeOffset.FromUnixTimeSeconds(known).AddTicks(nanoseconds / perTick);
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int directory, string path, int flags, uint mask, ref byte facts);
}
