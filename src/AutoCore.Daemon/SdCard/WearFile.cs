using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Policies.SdCard;

namespace AutoCore.Daemon.SdCard;

/// <summary>The wear counters as kept over restarts.</summary>
/// <param name="Count">The totals.</param>
/// <param name="BootId">The kernel's start that the device's counter belongs to.</param>
/// <param name="DeviceBytes">The device's counter when they were kept.</param>
internal sealed record WearState(WearCount Count, string BootId, long DeviceBytes);

/// <summary>Keeps the wear counters in a small file, written rarely: the kernel's own counter bridges restarts of the daemon.</summary>
internal sealed class WearFile(HostingOptions hosting)
{
    private const string DayForm = "yyyy-MM-dd";

    private readonly StateFile _file = new(Path.Combine(hosting.DataDirectory, "card.json"), mostBytes: 4096);

    /// <summary>What was kept, or null if nothing was or it cannot be read.</summary>
    public WearState? TryRead() => JsonBytes.Read<WearState?>(Encoding.UTF8.GetBytes(string.Concat(_file.Read())), null, o => new(
        new(DayIn(o, "since"), DayIn(o, "day"), o.GetProperty("today_bytes").GetInt64(), o.GetProperty("daemon_today_bytes").GetInt64(),
            o.GetProperty("ever_bytes").GetInt64()),
        o.GetProperty("boot_id").GetString() ?? "",
        o.GetProperty("device_bytes").GetInt64()));

    /// <summary>Keeps them. Nothing is forced onto the card: a power cut may cost some hours of counting, never the file.</summary>
    /// <returns>False if the card does not take it.</returns>
    public bool TryWrite(WearState state) => _file.TryWrite(Encoding.UTF8.GetString(Compose(state)));

    private static byte[] Compose(WearState state) => JsonBytes.WriteObject(json =>
    {
        json.WriteString("since", state.Count.Since.ToString(DayForm, CultureInfo.InvariantCulture));
        json.WriteString("day", state.Count.Day.ToString(DayForm, CultureInfo.InvariantCulture));
        json.WriteNumber("today_bytes", state.Count.Today);
        json.WriteNumber("daemon_today_bytes", state.Count.DaemonToday);
        json.WriteNumber("ever_bytes", state.Count.Ever);
        json.WriteString("boot_id", state.BootId);
        json.WriteNumber("device_bytes", state.DeviceBytes);
    });

    private static DateOnly DayIn(JsonElement o, string key) =>
        DateOnly.ParseExact(o.GetProperty(key).GetString() ?? "", DayForm, CultureInfo.InvariantCulture);
}
