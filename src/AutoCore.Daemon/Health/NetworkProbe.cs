using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using AutoCore.Core.Health;
using AutoCore.Core.Mqtt;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Health;

/// <summary>The group <c>network</c>: Wi-Fi, and what the interfaces carried. Which network and which addresses only those learn whom the settings
/// allow.</summary>
internal sealed class NetworkProbe(SystemProbe probe, MqttOptions options) : IGroupProbe
{
    private const string Interfaces = "sys/class/net";

    /// <summary>Addresses that are told.</summary>
    private const int MostAddresses = 8;

    public GroupDefinition Group => HealthGroups.Network;

    public ValueTask<IReadOnlyList<Measure>> ReadAsync(CancellationToken cancellationToken)
    {
        var carriers = FindCarriers();
        if (carriers.Count == 0)
            return new([]);
        var links = WirelessTable.Parse(probe.ReadLines("proc/net/wireless"));
        var link = links.OrderByDescending(l => l.SignalDbm ?? double.MinValue).FirstOrDefault();
        var ups = link.Interface is { } name ? probe.ReadNumber($"{Interfaces}/{name}/carrier_up_count") : null;
        return new(
        [
            new("wifi_signal_dbm", link.SignalDbm), new("wifi_quality_percent", link.QualityPercent),
            new("wifi_reconnects", ups is { } count ? Math.Max(0, count - 1) : null),
            new("received_mb", Sum(carriers, "rx_bytes")), new("sent_mb", Sum(carriers, "tx_bytes")),
            new("wifi_network", options.PublishAddresses && link.Interface is { } wireless ? WirelessCalls.FindNetwork(wireless) : null),
            new("addresses", options.PublishAddresses ? FindAddresses() : null),
        ]);
    }

    /// <summary>The interfaces that are devices; on a machine that has none of these, all but its own loop.</summary>
    private List<string> FindCarriers()
    {
        var all = probe.FoldersIn(Interfaces).Where(i => i != $"{Interfaces}/lo" && probe.Has($"{i}/statistics")).ToList();
        return all.Where(i => probe.Has($"{i}/device")).ToList() is { Count: > 0 } devices ? devices : all;
    }

    private double? Sum(IEnumerable<string> interfaces, string counter)
    {
        var counts = interfaces.Select(i => probe.ReadNumber($"{i}/statistics/{counter}")).OfType<double>().ToList();
        return counts.Count > 0 ? counts.Sum() / 1e6 : null;
    }

    private static string? FindAddresses()
    {
        try
        {
            var addresses = NetworkInterface.GetAllNetworkInterfaces().Where(i => i.NetworkInterfaceType != NetworkInterfaceType.Loopback)
                .SelectMany(i => i.GetIPProperties().UnicastAddresses).Select(a => a.Address)
                .Where(a => !IPAddress.IsLoopback(a) && !a.IsIPv6LinkLocal).OrderBy(a => a.AddressFamily != AddressFamily.InterNetwork)
                .Select(a => a.ToString()).Distinct();
            return string.Join(", ", addresses.Take(MostAddresses)) is { Length: > 0 } text ? text : null;
        }
        catch (NetworkInformationException)
        {
            return null;
        }
    }
}
