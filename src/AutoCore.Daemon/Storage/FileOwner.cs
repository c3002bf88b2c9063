using System.Runtime.InteropServices;

namespace AutoCore.Daemon.Storage;

/// <summary>Who owns a file.</summary>
internal readonly partial record struct FileOwner(uint User, uint Group)
{
    /// <summary>The owner of a file or folder, symbolic links followed; null if it cannot be looked at.</summary>
    public static FileOwner? Of(string path) => FileFacts.Read(path, follow: true) is { } facts ? new(facts.User, facts.Group) : null;

    /// <summary>
    /// Turns a process of root into one of this owner, with its groups, for good: what root writes into the daemon's folders, the daemon could
    /// not write again. Does nothing for anyone but root, and nothing for root's own folders.
    /// </summary>
    /// <exception cref="IOException">The kernel refuses.</exception>
    public void Become()
    {
        if (!Environment.IsPrivilegedProcess || User == 0)
            return;
        if (TakeGroups() != 0 || SetGid(Group) != 0 || SetUid(User) != 0)
            throw new IOException($"cannot act as user {User}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Gives this process all groups of that user: through them the daemon reaches other programs' databases. Zero if the kernel took them.</summary>
    internal int TakeGroups() => NameOf(User) is { } name ? InitGroups(name, Group) : SetGroups(1, [Group]);

    /// <summary>The name of a user; null if the system knows none. It is the first field of the record on every architecture.</summary>
    private static string? NameOf(uint user) => GetUser(user) is var record and not 0 ? Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(record)) : null;

    [LibraryImport("libc", EntryPoint = "setgroups", SetLastError = true)]
    private static partial int SetGroups(nuint count, uint[] groups);

    [LibraryImport("libc", EntryPoint = "getpwuid")]
    private static partial nint GetUser(uint user);

    [LibraryImport("libc", EntryPoint = "initgroups", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int InitGroups(string name, uint group);

    [LibraryImport("libc", EntryPoint = "setgid", SetLastError = true)]
    private static partial int SetGid(uint group);

    [LibraryImport("libc", EntryPoint = "setuid", SetLastError = true)]
    private static partial int SetUid(uint user);
}
