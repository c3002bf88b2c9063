using System.Runtime.InteropServices;

namespace AutoCore.Core.Storage;

/// <summary>A user that the system knows.</summary>
/// <param name="Name">The login name.</param>
/// <param name="User">The user id.</param>
/// <param name="Group">The id of the user's own group.</param>
/// <param name="Home">The home folder.</param>
internal sealed partial record SystemUser(string Name, uint User, uint Group, string Home)
{
    /// <summary>The user that the package's daemon runs as.</summary>
    public const string DaemonName = "autocore";

    /// <summary>The user with this id; null if the system knows none.</summary>
    public static SystemUser? Find(uint user) => Read(GetByUser(user));

    /// <summary>The user of this name; null if the system knows none.</summary>
    public static SystemUser? Find(string name) => Read(GetByName(name));

    /// <summary>The id of a user or group of this name; null if the system knows none.</summary>
    public static uint? FindId(string name, bool isUser)
    {
        if (isUser)
            return Find(name)?.User;
        // Two texts, then the id.
        return GetGroupByName(name) is var record and not 0 ? (uint)Marshal.ReadInt32(record, 2 * nint.Size) : null;
    }

    /// <summary>The name of the group with this id; null if the system knows none.</summary>
    public static string? FindGroupName(uint group) => GetGroup(group) is var record and not 0 ? TextAt(record, 0) : null;

    /// <summary>Two texts, two numbers, a text, the home: in this order on every architecture.</summary>
    private static SystemUser? Read(nint record)
    {
        if (record == 0)
            return null;
        var numbers = 2 * nint.Size;
        return new(
            TextAt(record, 0), (uint)Marshal.ReadInt32(record, numbers), (uint)Marshal.ReadInt32(record, numbers + sizeof(int)),
            TextAt(record, numbers + (2 * sizeof(int)) + nint.Size));
    }

    private static string TextAt(nint record, int offset) => Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(record, offset)) ?? "";

    [LibraryImport("libc", EntryPoint = "getpwuid")]
    private static partial nint GetByUser(uint user);

    [LibraryImport("libc", EntryPoint = "getpwnam", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetByName(string name);

    [LibraryImport("libc", EntryPoint = "getgrgid")]
    private static partial nint GetGroup(uint group);

    [LibraryImport("libc", EntryPoint = "getgrnam", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetGroupByName(string name);
}
