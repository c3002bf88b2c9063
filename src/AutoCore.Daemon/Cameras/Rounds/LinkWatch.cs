using System.Net.NetworkInformation;

namespace AutoCore.Daemon.Cameras.Rounds;

/// <summary>Tells when the machine has got an address that it did not have: a link came up. The kernel tells of it (netlink); nothing is polled.</summary>
internal sealed class LinkWatch : IDisposable
{
    private readonly Lock _gate = new();
    private HashSet<string> _addresses;

    public LinkWatch()
    {
        _addresses = Read();
        NetworkChange.NetworkAddressChanged += Look;
    }

    /// <summary>A link came up.</summary>
    public event Action? Came;

    public void Dispose() => NetworkChange.NetworkAddressChanged -= Look;

    /// <summary>The kernel tells of addresses that are merely renewed, too, every few minutes with IPv6.</summary>
    private void Look(object? sender, EventArgs e)
    {
        bool isNew;
        lock (_gate)
        {
            var now = Read();
            isNew = !now.IsSubsetOf(_addresses);
            _addresses = now;
        }
        if (isNew)
            Came?.Invoke();
    }

    private static HashSet<string> Read()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces().Where(i => i.OperationalStatus == OperationalStatus.Up)
                .SelectMany(i => i.GetIPProperties().UnicastAddresses.Select(a => $"{i.Name} {a.Address}"))];
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }
}
