using System.Collections;
using System.Globalization;
using System.Text;

namespace AutoCore.Daemon.Hosting.Systemd;

/// <summary>The service manager's notification socket (<c>sd_notify</c>); without one, everything here does nothing.</summary>
internal sealed class SystemdNotifier : IDisposable
{
    private readonly DatagramSender? _sender;

    public SystemdNotifier(IDictionary environment)
    {
        if (environment["NOTIFY_SOCKET"] is string { Length: > 1 } address)
            _sender = new(address);
        WatchdogInterval = ReadWatchdog(environment);
    }

    /// <summary>How long systemd waits for a <c>WATCHDOG=1</c> before it kills this process, or null.</summary>
    public TimeSpan? WatchdogInterval { get; }

    /// <summary>Sends lines of <c>KEY=value</c>, as <c>READY=1</c>.</summary>
    public bool Notify(params IEnumerable<string> lines) => _sender?.TrySend(Encoding.UTF8.GetBytes(string.Join('\n', lines))) ?? true;

    public void Dispose() => _sender?.Dispose();

    private static TimeSpan? ReadWatchdog(IDictionary environment)
    {
        var meantForUs = environment["WATCHDOG_PID"] is not string pid || pid == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        return meantForUs && long.TryParse(environment["WATCHDOG_USEC"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;
    }
}
