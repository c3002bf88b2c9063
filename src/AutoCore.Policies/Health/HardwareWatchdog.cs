namespace AutoCore.Policies.Health;

/// <summary>What systemd says of the hardware watchdog.</summary>
public static class HardwareWatchdog
{
    /// <summary>Whether it does not feed one.</summary>
    /// <param name="runtimeWatchdog">The manager's property <c>RuntimeWatchdogUSec</c>: a time, <c>0</c>, or <c>infinity</c>.</param>
    public static bool IsOff(string runtimeWatchdog) => runtimeWatchdog.Trim() is "" or "0" or "infinity";
}
