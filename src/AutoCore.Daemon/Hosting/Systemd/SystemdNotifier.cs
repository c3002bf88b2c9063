using System.Collections;
using AutoCore.Core.Logging;
using Microsoft.Extensions.Hosting.Systemd;

namespace AutoCore.Daemon.Hosting.Systemd;

/// <summary>
/// The service manager's notification socket (<c>sd_notify</c>); without one, everything here does nothing. Unlike the package's own, which waits for
/// a full socket and throws where it is gone,
/// this one never holds up or ends the daemon.
/// </summary>
internal sealed class SystemdNotifier(IDictionary environment) : ISystemdNotifier, IDisposable
{
    private readonly DatagramSender? _sender = environment["NOTIFY_SOCKET"] is string { Length: > 1 } address ? new(address) : null;

    /// <summary>Whether a service manager listens.</summary>
    public bool IsEnabled => _sender is not null;

    /// <summary>How long systemd waits for a <c>WATCHDOG=1</c> before it kills this process, or null.</summary>
    public TimeSpan? WatchdogInterval { get; } = ReadWatchdog(environment);

    /// <summary>Sends lines of <c>KEY=value</c>, as <c>READY=1</c>; what cannot be sent at once is dropped.</summary>
    public void Notify(ServiceState state) => _sender?.TrySend(Encoding.UTF8.GetBytes(state.ToString()));

    public void Dispose() => _sender?.Dispose();

    private static TimeSpan? ReadWatchdog(IDictionary environment)
    {
        var meantForUs = environment["WATCHDOG_PID"] is not string pid || pid == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        return meantForUs && long.TryParse(environment["WATCHDOG_USEC"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;
    }
}
