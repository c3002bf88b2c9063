using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AutoCore.Daemon.Mqtt.Link;

/// <summary>What a socket is ready for.</summary>
internal readonly record struct SocketReadiness(bool CanRead, bool CanWrite, bool HasFailed);

/// <summary>Waits for a socket that a library owns, or for another thread's call: <c>poll()</c> with an eventfd.</summary>
internal sealed partial class SocketWait : IDisposable
{
    private const short In = 1;
    private const short Out = 4;
    private const short Failed = 8 | 16 | 32;

    private readonly SafeFileHandle _event = Create();

    /// <summary>Ends the wait; any thread, any number of times.</summary>
    public void Wake()
    {
        var one = 1UL;
        if (!_event.IsClosed)
            _ = Write(_event, ref one, sizeof(ulong));
    }

    /// <summary>Waits until the socket is ready, someone wakes it, or the time is over.</summary>
    public SocketReadiness Wait(int socket, bool forWriting, TimeSpan timeout)
    {
        Span<PollEntry> entries = [new() { File = socket, Events = forWriting ? (short)(In | Out) : In }, new() { File = (int)_event.DangerousGetHandle(), Events = In }];
        if (Poll(ref MemoryMarshal.GetReference(entries), (nuint)entries.Length, (int)Math.Ceiling(timeout.TotalMilliseconds)) <= 0)
            return default;
        if (entries[1].Returned != 0)
            _ = Read(_event, out _, sizeof(ulong));
        var returned = entries[0].Returned;
        return new((returned & In) != 0, (returned & Out) != 0, (returned & Failed) != 0);
    }

    /// <summary>Why a socket failed, as the kernel tells it once.</summary>
    public static string DescribeFailure(int socket)
    {
        const int socketLevel = 1, error = 4;
        var length = (uint)sizeof(int);
        return GetOption(socket, socketLevel, error, out var code, ref length) == 0 && code != 0 ? Marshal.GetPInvokeErrorMessage(code) : "the connection was closed";
    }

    public void Dispose() => _event.Dispose();

    private static SafeFileHandle Create()
    {
        const int closeOnExec = 0x80000, nonBlocking = 0x800;
        var file = EventFile(0, closeOnExec | nonBlocking);
        return file >= 0 ? new(file, ownsHandle: true) : throw new IOException($"eventfd: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int File;
        public short Events;
        public short Returned;
    }

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static partial int EventFile(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(ref PollEntry entries, nuint count, int timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(SafeFileHandle file, out ulong value, nuint size);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(SafeFileHandle file, ref ulong value, nuint size);

    [LibraryImport("libc", EntryPoint = "getsockopt")]
    private static partial int GetOption(int socket, int level, int option, out int value, ref uint length);
}
