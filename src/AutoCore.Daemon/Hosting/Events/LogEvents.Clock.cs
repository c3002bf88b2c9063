namespace AutoCore.Daemon.Hosting;

/// <content>Clock: from 6100 on.</content>
internal static partial class LogEvents
{
    /// <summary>The wall clock jumped against the monotonic one.</summary>
    /// <remarks>Nothing if a time server has just answered; else check where the time comes from.</remarks>
    public const int ClockJumped = 6100;

    /// <summary>The time cannot be believed, so nothing is deleted by age.</summary>
    /// <remarks>`timedatectl`: give the machine a time server or a clock battery; it is believed again by itself, see [clock.md](clock.md).</remarks>
    public const int ClockDoubted = 6101;

    /// <summary>The time is believed again; retention works.</summary>
    /// <remarks>Nothing.</remarks>
    public const int ClockBelieved = 6102;
}
