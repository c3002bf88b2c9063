using System.Runtime.InteropServices;
using AutoCore.Core.Storage;
using AutoCore.Core.Storage.SafePath;
using Microsoft.Win32.SafeHandles;

namespace AutoCore.Daemon.DiskWatchdog.Guarding;

/// <summary>The terminal that this process is controlled by: a command that asks for a password needs it, and its keys send signals.</summary>
internal sealed partial class CommandTerminal : IDisposable
{
    private const string Path = "/dev/tty";
    private readonly SafeFileHandle _handle;

    private CommandTerminal(SafeFileHandle handle) => _handle = handle;

    /// <summary>Whether its keys reach this process and those it starts, all at once.</summary>
    public bool IsInForeground => ForegroundGroup(_handle) == OwnGroup();

    /// <summary>Opens it; null if there is none.</summary>
    public static CommandTerminal? TryOpen() => FileAttempt.OrElse<CommandTerminal?>(null, () => new(SafeFolder.OpenAnywhere(Path)));

    public void Dispose() => _handle.Dispose();

    [LibraryImport("libc", EntryPoint = "tcgetpgrp")]
    private static partial int ForegroundGroup(SafeFileHandle terminal);

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    private static partial int OwnGroup();
}
