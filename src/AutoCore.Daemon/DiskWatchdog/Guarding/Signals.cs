using System.Runtime.InteropServices;

namespace AutoCore.Daemon.DiskWatchdog.Guarding;

/// <summary>Signals by their numbers, which are the same on x86 and ARM.</summary>
internal static partial class Signals
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>Sends a signal; not 0 if the process is gone or another user's.</summary>
    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial int Send(int process, int signal);
}
