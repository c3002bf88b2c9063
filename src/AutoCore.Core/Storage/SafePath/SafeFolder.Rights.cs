using Microsoft.Win32.SafeHandles;

namespace AutoCore.Core.Storage.SafePath;

/// <summary>Owners and permissions.</summary>
internal sealed partial class SafeFolder
{
    /// <summary>Gives this folder to a user and group.</summary>
    public void Give(FileOwner owner) => Give(_handle, owner, Path);

    /// <summary>Gives an open file to a user and group.</summary>
    public static void Give(SafeFileHandle file, FileOwner owner, string path)
    {
        const int emptyPath = 0x1000;
        Check(PathCalls.Give(file, 0, owner.User, owner.Group, emptyPath), "chown", path);
    }

    /// <summary>Gives a link itself to a user and group.</summary>
    public void GiveLink(FileName name, FileOwner owner) =>
        Check(PathCalls.Give(_handle, in name.Terminated[0], owner.User, owner.Group, NoFollow), "chown", PathOf(name));

    /// <summary>Sets this folder's permissions.</summary>
    public void SetMode(uint mode) => SetMode(_handle, mode);

    /// <summary>Sets an open file's permissions.</summary>
    public static void SetMode(SafeFileHandle file, uint mode) => Check(PathCalls.SetMode(file, mode), "chmod", "an open file");
}
