using System.Runtime.InteropServices;

namespace AutoCore.Daemon.DiskWatchdog.Guarding;

/// <summary>Signals by their numbers, which are the same on x86 and ARM.</summary>
internal static partial class Signals
{
    public const int Hangup = 1;
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;
    public const int User1 = 10;
    public const int User2 = 12;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>From now on whoever loses his parent below this process comes to it: no child escapes by that.</summary>
    public static void KeepOrphans()
    {
        const int setChildSubreaper = 36;
        _ = ProcessControl(setChildSubreaper, 1, 0, 0, 0);
    }

    /// <summary>Sends a signal; not 0 if the process is gone or another user's.</summary>
    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial int Send(int process, int signal);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int ProcessControl(int option, nuint value, nuint third, nuint fourth, nuint fifth);
}
