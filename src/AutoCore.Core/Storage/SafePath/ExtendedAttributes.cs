using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AutoCore.Core.Storage.SafePath;

/// <summary>The extended attributes of an open file or folder, access control lists among them. Names are bytes.</summary>
internal static class ExtendedAttributes
{
    private const int MostBytes = 64 * 1024;
    private const int NotSupported = 95;
    private const int NoData = 61;
    private const int TooBig = 7;
    private const int Invalid = 22;
    private const int NoSpace = 28;
    private const int OutOfRange = 34;
    private const int OverQuota = 122;

    /// <summary>Those whose name is wanted, in the order of the file system; none where it knows no attributes.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    public static List<(byte[] Name, byte[] Value)> Read(SafeFileHandle file, Func<byte[], bool> isWanted)
    {
        var attributes = new List<(byte[] Name, byte[] Value)>();
        var buffer = new byte[1];
        // Most files have none: the length is asked for first, and costs no buffer.
        var length = PathCalls.ListAttributes(file, ref buffer[0], 0);
        if (length <= 0)
            return length == 0 || Marshal.GetLastPInvokeError() == NotSupported ? attributes : throw Failure("flistxattr");
        buffer = new byte[MostBytes];
        length = PathCalls.ListAttributes(file, ref buffer[0], MostBytes);
        if (length < 0)
            throw Failure("flistxattr");
        var value = new byte[MostBytes];
        for (var rest = buffer.AsMemory(0, (int)length); rest.Span.IndexOf((byte)0) is var end and >= 0; rest = rest[(end + 1)..])
        {
            var name = rest[..end].ToArray();
            if (!isWanted(name))
                continue;
            var size = PathCalls.ReadAttribute(file, in Terminated(name)[0], ref value[0], MostBytes);
            if (size >= 0)
                attributes.Add((name, value[..(int)size]));
            else if (Marshal.GetLastPInvokeError() is not (NoData or NotSupported))
                throw Failure("fgetxattr");
        }
        return attributes;
    }

    /// <summary>Sets one; false where the file system takes none of its kind, of its size or so many, or another user's.</summary>
    /// <exception cref="IOException">The file system fails.</exception>
    public static bool TryWrite(SafeFileHandle file, byte[] name, byte[] value)
    {
        byte[] content = value.Length > 0 ? value : [0];
        if (PathCalls.WriteAttribute(file, in Terminated(name)[0], in content[0], (nuint)value.Length, 0) == 0)
            return true;
        return Marshal.GetLastPInvokeError() is NotSupported or PathCalls.NotPermitted or PathCalls.NoAccess or TooBig or Invalid or NoSpace or OutOfRange
            or OverQuota ? false : throw Failure("fsetxattr");
    }

    /// <summary>Removes one, where there is one.</summary>
    public static void Remove(SafeFileHandle file, byte[] name) => _ = PathCalls.RemoveAttribute(file, in Terminated(name)[0]);

    private static byte[] Terminated(byte[] name) => [.. name, 0];

    private static IOException Failure(string call) => new($"{call}: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());
}
