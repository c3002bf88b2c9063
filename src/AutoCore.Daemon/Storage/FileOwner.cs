using System.Runtime.InteropServices;

namespace AutoCore.Daemon.Storage;

/// <summary>Who owns a file.</summary>
internal readonly partial record struct FileOwner(uint User, uint Group)
{
    /// <summary>The owner of a file or folder, symbolic links followed; null if it cannot be looked at.</summary>
    public static FileOwner? Of(string path) => FileFacts.Read(path, follow: true) is { } facts ? new(facts.User, facts.Group) : null;

    /// <summary>Gives a file to the owner of another one, or of a folder; does nothing if it is theirs, or one of the two is not there.</summary>
    /// <exception cref="IOException">Only root may give files away, and others only to their own groups.</exception>
    public static void TakeOver(string path, string model)
    {
        if (Of(path) is { } present && Of(model) is { } owner && owner != present)
            owner.Own(path);
    }

    /// <summary>Gives a file to this owner.</summary>
    /// <exception cref="IOException">Only root may give files away, and others only to their own groups.</exception>
    public void Own(string path)
    {
        if (ChangeOwner(path, User, Group) != 0)
            throw new IOException($"{path} cannot be given to user {User}, group {Group}: {Marshal.GetLastPInvokeErrorMessage()}; run this as root (sudo)");
    }

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);
}
