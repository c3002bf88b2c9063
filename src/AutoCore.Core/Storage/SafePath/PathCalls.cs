using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AutoCore.Core.Storage.SafePath;

/// <summary>The calls of the C library that act on an open folder and a name in it. Names end with a zero.</summary>
internal static partial class PathCalls
{
    public const int WorkingDirectory = -100;
    public const int NoSuchEntry = 2;
    public const int NoAccess = 13;
    public const int Exists = 17;
    public const int NotAFolder = 20;
    public const int IsAFolder = 21;
    public const int NotEmpty = 39;
    public const int TooManyLinks = 40;
    public const int NotPermitted = 1;

    /// <summary>Opens a path below a folder and no link on the way; false where the kernel has no such call, or it is refused.</summary>
    public static int OpenBeneath(SafeFileHandle folder, ReadOnlySpan<byte> path, int flags, uint mode)
    {
        // The same number on every architecture, as of all calls since 2019; the C library has no name for it.
        const nint openAt2 = 437;
        const ulong noMagicLinks = 0x02;
        const ulong noLinks = 0x04;
        const ulong beneath = 0x08;
        var how = new OpenHow((uint)flags, mode, noMagicLinks | noLinks | beneath);
        return (int)SystemCall(openAt2, folder, in MemoryMarshal.GetReference(path), in how, Marshal.SizeOf<OpenHow>());
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, SafeFileHandle folder, in byte path, in OpenHow how, nint size);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    public static partial int OpenRoot(int workingDirectory, in byte path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    public static partial int Open(SafeFileHandle folder, in byte name, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    public static partial int Look(SafeFileHandle folder, in byte name, int flags, uint mask, ref byte facts);

    [LibraryImport("libc", EntryPoint = "getdents64", SetLastError = true)]
    public static partial nint List(SafeFileHandle folder, ref byte buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "lseek64", SetLastError = true)]
    public static partial long Seek(SafeFileHandle file, long offset, int origin);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    public static partial int Remove(SafeFileHandle folder, in byte name, int flags);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true)]
    public static partial int MakeFolder(SafeFileHandle folder, in byte name, uint mode);

    [LibraryImport("libc", EntryPoint = "symlinkat", SetLastError = true)]
    public static partial int MakeLink(in byte target, SafeFileHandle folder, in byte name);

    [LibraryImport("libc", EntryPoint = "linkat", SetLastError = true)]
    public static partial int Link(SafeFileHandle folder, in byte name, SafeFileHandle newFolder, in byte newName, int flags);

    [LibraryImport("libc", EntryPoint = "flistxattr", SetLastError = true)]
    public static partial nint ListAttributes(SafeFileHandle file, ref byte names, nuint length);

    [LibraryImport("libc", EntryPoint = "fgetxattr", SetLastError = true)]
    public static partial nint ReadAttribute(SafeFileHandle file, in byte name, ref byte value, nuint length);

    [LibraryImport("libc", EntryPoint = "fsetxattr", SetLastError = true)]
    public static partial int WriteAttribute(SafeFileHandle file, in byte name, in byte value, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "fremovexattr", SetLastError = true)]
    public static partial int RemoveAttribute(SafeFileHandle file, in byte name);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true)]
    public static partial nint ReadLink(SafeFileHandle folder, in byte name, ref byte target, nuint length);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    public static partial int Rename(SafeFileHandle from, in byte name, SafeFileHandle to, in byte newName, uint flags);

    [LibraryImport("libc", EntryPoint = "fchownat", SetLastError = true)]
    public static partial int Give(SafeFileHandle folder, in byte name, uint user, uint group, int flags);

    [LibraryImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    public static partial int SetMode(SafeFileHandle file, uint mode);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    public static partial int SyncFileSystem(SafeFileHandle file);

    /// <summary>The kernel's <c>struct open_how</c>.</summary>
    private readonly record struct OpenHow(ulong Flags, ulong Mode, ulong Resolve);
}
