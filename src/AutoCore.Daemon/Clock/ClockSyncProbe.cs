using System.Runtime.InteropServices;

namespace AutoCore.Daemon.Clock;

/// <summary>Asks whether a time server steers the clock at present, whichever program does it (systemd-timesyncd, chrony, ntpd).</summary>
/// <param name="root">The root of the file system; another one in tests.</param>
internal sealed partial class ClockSyncProbe(string root = "/")
{
    /// <summary>The kernel gives a clock up as unsynchronised after about nine hours without correction; the same for timesyncd's file.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(9);

    /// <summary>A jump is noticed a little later than the time server made it.</summary>
    private static readonly TimeSpan NoticedWithin = TimeSpan.FromMinutes(5);

    /// <summary>Yes, no, or null if neither the kernel nor systemd-timesyncd tells (a sandbox may forbid the question).</summary>
    /// <param name="now">The wall clock, UTC.</param>
    /// <param name="jumpedTo">What it showed right after its last jump, or null: a synchronisation before that says nothing.</param>
    public bool? Read(DateTimeOffset now, DateTimeOffset? jumpedTo = null)
    {
        var byKernel = root == "/" ? AskKernel() : null;
        return byKernel == true || WasTouchedBefore(now, jumpedTo) ? true : byKernel;
    }

    /// <summary>The answer is the return value alone, so that the structure's layout, which differs by architecture, does not matter.</summary>
    private static bool? AskKernel()
    {
        const int notSynchronized = 5;
        // Zero in the first field, in every layout, asks to change nothing; the largest layout has 208 bytes.
        Span<byte> timex = stackalloc byte[512];
        timex.Clear();
        var state = AdjustTime(ref MemoryMarshal.GetReference(timex));
        return state < 0 ? null : state != notSynchronized;
    }

    /// <summary>systemd-timesyncd touches this file at each synchronisation, and never removes it.</summary>
    private bool WasTouchedBefore(DateTimeOffset now, DateTimeOffset? jumpedTo)
    {
        var file = new FileInfo(Path.Combine(root, "run/systemd/timesync/synchronized"));
        var age = now.UtcDateTime - file.LastWriteTimeUtc;
        return file.Exists && age < GoodFor && age > -NoticedWithin && !(file.LastWriteTimeUtc < jumpedTo?.UtcDateTime - NoticedWithin);
    }

    [LibraryImport("libc", EntryPoint = "adjtimex")]
    private static partial int AdjustTime(ref byte timex);
}
