using AutoCore.Policies.Clock;

namespace AutoCore.Daemon.Clock;

/// <summary>Reads a battery-backed clock, where the machine has one: a Pi has none unless somebody added it.</summary>
/// <param name="root">The root of the file system; another one in tests.</param>
internal sealed class RtcProbe(string root = "/")
{
    /// <summary>Whether it shows the time that the wall clock shows.</summary>
    /// <param name="now">The wall clock, UTC.</param>
    public bool Agrees(DateTimeOffset now)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(root, "sys/class/rtc/rtc0/since_epoch"));
            return long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                && ClockPolicy.Agree(DateTimeOffset.UnixEpoch.AddSeconds(seconds), now);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            return false;
        }
    }
}
