using System.Runtime.InteropServices;

namespace AutoCore.Core.Storage;

/// <summary>Moving without overwriting and exchanging, each in one step that no power cut divides.</summary>
internal static partial class Posix
{
    /// <summary>Renames a file; false if the new name is taken. The platform's own <c>Move</c> looks first and renames then, and may overwrite what came
    /// between.</summary>
    /// <exception cref="IOException">It could not be renamed.</exception>
    public static bool TryMove(string from, string to)
    {
        const int workingDirectory = -100;
        const uint noReplace = 1;
        const int exists = 17;
        const int notSupported = 22;
        const int notImplemented = 38;
        if (RenameAt2(workingDirectory, from, workingDirectory, to, noReplace) == 0)
            return true;
        switch (Marshal.GetLastPInvokeError())
        {
            case exists:
                return false;
            case notSupported or notImplemented when !Path.Exists(to):
                File.Move(from, to);
                return true;
            case notSupported or notImplemented:
                return false;
            default:
                throw Failure("rename", from);
        }
    }

    /// <summary>Gives two folders each other's name, in one step.</summary>
    /// <exception cref="IOException">They could not be exchanged: the file system cannot, or one is a mount point.</exception>
    public static void Exchange(string one, string other)
    {
        const int workingDirectory = -100;
        const uint exchange = 2;
        if (RenameAt2(workingDirectory, one, workingDirectory, other, exchange) != 0)
            throw Failure("exchange", one);
    }

    /// <summary>A path with every link on its way resolved; null if it leads nowhere.</summary>
    public static string? FindRealPath(string path)
    {
        Span<byte> real = stackalloc byte[4096];
        return RealPath(path, ref MemoryMarshal.GetReference(real)) == 0 ? null : Encoding.UTF8.GetString(real[..real.IndexOf((byte)0)]);
    }

    [LibraryImport("libc", EntryPoint = "realpath", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint RealPath(string path, ref byte resolved);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(int fromFolder, string from, int toFolder, string to, uint flags);
}
