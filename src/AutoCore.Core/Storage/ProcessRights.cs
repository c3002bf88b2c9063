using System.Runtime.InteropServices;

namespace AutoCore.Core.Storage;

/// <summary>Who this process is for the kernel, and what it may write.</summary>
internal static partial class ProcessRights
{
    /// <summary>The effective user id; zero is root.</summary>
    public static uint User => GetEffectiveUser();

    /// <summary>Whether it is root now; the platform's own answer is the one of its first question, and stays it after a change of user.</summary>
    public static bool IsRoot => User == 0;

    /// <summary>The effective group id.</summary>
    public static uint Group => GetEffectiveGroup();

    /// <summary>Whether this process may read and write a file, or make files in a folder.</summary>
    public static bool MayWrite(string path) => Posix.MayRead(path) && Posix.MayWrite(path);

    /// <summary>Whatever the shell allows: nothing that this process makes can be written by everybody.</summary>
    public static void KeepOthersFromWriting()
    {
        const int writableByOthers = 2;
        _ = SetUMask(SetUMask(0x3f) | writableByOthers);
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial int SetUMask(int mask);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUser();

    [LibraryImport("libc", EntryPoint = "getegid")]
    private static partial uint GetEffectiveGroup();
}
