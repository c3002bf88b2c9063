using AutoCore.Core.Health;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Health;

/// <summary>Looks at the Wi-Fi: how strong it is, and whether it sleeps between packets, which makes a Pi unreachable for seconds.</summary>
internal sealed class WirelessCheck(SystemProbe probe) : DoctorCheck
{
    public override string Subject => "Wi-Fi";

    protected override IEnumerable<Finding> Look(CancellationToken cancellationToken) =>
        WirelessTable.Parse(probe.ReadLines("proc/net/wireless")).SelectMany(l => Look(l, WirelessCalls.SavesPower(l.Interface)));

    internal static IEnumerable<Finding> Look(WirelessLink link, bool? savesPower)
    {
        if (link.SignalDbm is { } signal)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{link.Interface}: {signal:0} dBm");
            yield return HealthGroups.Network.Find("wifi_signal_dbm")!.Limit!.Rate(signal) == Rating.Ok
                ? Finding.Ok("Wi-Fi", text)
                : Finding.Warning(
                "Wi-Fi", $"{text}, too weak to rely on", "Move the Pi or the access point, or use a cable; 2.4 GHz reaches farther than 5 GHz");
        }
        if (savesPower == true)
        {
            yield return Finding.Warning(
                "Wi-Fi power saving", $"{link.Interface} sleeps between packets: the Pi may not answer for seconds, and lose its broker",
                $"iw dev {link.Interface} set power_save off; for good with NetworkManager: nmcli connection modify NAME 802-11-wireless.powersave 2");
        }
    }
}
