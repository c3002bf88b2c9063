namespace AutoCore.Policies.Health;

/// <summary>What systemd says about how long the boot took.</summary>
public static class BootTime
{
    /// <summary>Seconds from the kernel's start to the end of the boot; null while it goes on (0), or if the text is no number.</summary>
    /// <param name="finishTimestampMonotonic">The manager's property of this name, in microseconds.</param>
    public static double? Parse(string finishTimestampMonotonic) =>
        long.TryParse(finishTimestampMonotonic.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
        ? microseconds / 1e6 : null;
}
