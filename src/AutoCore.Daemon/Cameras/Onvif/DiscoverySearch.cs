using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using AutoCore.Policies.Cameras.Onvif;

namespace AutoCore.Daemon.Cameras.Onvif;

/// <summary>A device that answered a probe.</summary>
/// <param name="Endpoint">Which device it is, or null.</param>
/// <param name="Service">Where it is asked, at the address from which it answered.</param>
/// <param name="Scopes">What it says of itself.</param>
internal sealed record FoundDevice(string? Endpoint, Uri Service, IReadOnlyList<string> Scopes)
{
    /// <summary>Devices that say that they are one: a device with several addresses, or one that poses as another.</summary>
    public static IEnumerable<IReadOnlyList<FoundDevice>> FindClaimants(IReadOnlyList<FoundDevice> devices) =>
        devices.Where(static d => d.Endpoint is not null).GroupBy(static d => d.Endpoint, StringComparer.Ordinal).Select(static g => g.ToList())
            .Where(static g => g.Count > 1);
}

/// <summary>Looks for devices in this machine's networks (WS-Discovery over UDP, IPv4 alone: see the decision). A probe holds nothing but the question.</summary>
internal sealed class DiscoverySearch(TimeProvider time)
{
    /// <summary>Devices of one search.</summary>
    public const int MostDevices = 256;

    /// <summary>Devices at one address, as behind a recorder: whoever names more of them leaves room for the others.</summary>
    private const int MostOfOneAddress = 64;

    /// <summary>Interfaces that are asked over.</summary>
    private const int MostInterfaces = 16;

    /// <summary>Messages of one search that are read: whoever sends more has said enough.</summary>
    private const int MostMessages = 4096;

    /// <summary>How long answers are waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How long a single device is waited for.</summary>
    private static readonly TimeSpan PatienceForOne = TimeSpan.FromSeconds(1);

    private static readonly IPAddress Group = IPAddress.Parse("239.255.255.250");

    /// <summary>The port at which devices listen.</summary>
    public int Port { get; set; } = 3702;

    /// <summary>Our addresses in the networks that are searched.</summary>
    public Func<IReadOnlyList<IPAddress>> Interfaces { get; set; } = static () => Find(null);

    /// <summary>The addresses of one interface, by its name or an address of it; without a name, those of all that are up and reach others.</summary>
    public static IReadOnlyList<IPAddress> Find(string? name)
    {
        try
        {
            return
            [
                .. NetworkInterface.GetAllNetworkInterfaces()
                    .Where(i => i.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
                    .Where(i => name is not null || (i.NetworkInterfaceType != NetworkInterfaceType.Loopback && i.SupportsMulticast))
                    .SelectMany(i => i.GetIPProperties().UnicastAddresses.Select(a => (i.Name, a.Address)))
                    .Where(a => a.Address.AddressFamily == AddressFamily.InterNetwork && (name is null || a.Name == name || a.Address.ToString() == name))
                    .Select(static a => a.Address).Distinct().Take(MostInterfaces),
            ];
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }

    /// <summary>Searches.</summary>
    /// <param name="interfaces">Over which of our addresses.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">The token ended it.</exception>
    public async Task<IReadOnlyList<FoundDevice>> FindAsync(IReadOnlyList<IPAddress> interfaces, CancellationToken cancellationToken)
    {
        var found = new Findings(MostDevices);
        await Task.WhenAll(interfaces.Select(own => AskAsync(own, new(Group, Port), found, Patience, cancellationToken)));
        cancellationToken.ThrowIfCancellationRequested();
        return found.Devices;
    }

    /// <summary>Asks one host which device it is; null: it does not say.</summary>
    /// <exception cref="OperationCanceledException">The token ended it.</exception>
    public async Task<FoundDevice?> AskAsync(string host, CancellationToken cancellationToken)
    {
        IPAddress? address;
        try
        {
            address = IPAddress.TryParse(host, out var literal) ? literal
                : (await Dns.GetHostAddressesAsync(host, AddressFamily.InterNetwork, cancellationToken)).FirstOrDefault();
        }
        catch (SocketException)
        {
            return null;
        }
        if (address?.AddressFamily != AddressFamily.InterNetwork)
            return null;
        var found = new Findings(1) { Only = address };
        await AskAsync(IPAddress.Any, new(address, Port), found, PatienceForOne, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return found.Devices is [var one] ? one : null;
    }

    private async Task AskAsync(IPAddress own, IPEndPoint to, Findings found, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var expiry = new CancellationTokenSource(patience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(own, 0));
            if (to.Address.Equals(Group))
            {
                socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, own.GetAddressBytes());
                socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, 1);
            }
            var probes = DiscoveryMessage.Kinds.Select(static kind => (Id: Guid.NewGuid().ToString(), kind)).ToList();
            var sending = SendAsync(socket, to, probes, patience / 5, linked.Token);
            await ReceiveAsync(socket, [.. probes.Select(static p => p.Id)], found, linked.Token);
            await linked.CancelAsync();
            await sending;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The time is over, or this network takes no such messages.
        }
    }

    /// <summary>Each question twice: what goes to all is lost at times.</summary>
    private async Task SendAsync(Socket socket, IPEndPoint to, IReadOnlyList<(string Id, string Kind)> probes, TimeSpan pause,
        CancellationToken cancellationToken)
    {
        try
        {
            for (var turn = 0; turn < 2; turn++)
            {
                foreach (var (id, kind) in probes)
                    await socket.SendToAsync(Encoding.UTF8.GetBytes(DiscoveryMessage.Probe(id, kind)), SocketFlags.None, to, cancellationToken);
                await Task.Delay(pause, time, cancellationToken);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Whoever waits for answers gets none.
        }
    }

    private static async Task ReceiveAsync(Socket socket, IReadOnlyCollection<string> asked, Findings found, CancellationToken cancellationToken)
    {
        var buffer = new byte[DiscoveryMessage.Longest];
        for (var messages = 0; messages < MostMessages && !found.IsFull; messages++)
        {
            var received = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), cancellationToken);
            var from = ((IPEndPoint)received.RemoteEndPoint).Address;
            foreach (var match in DiscoveryMessage.Read(buffer.AsSpan(0, received.ReceivedBytes), asked))
                found.Add(match, from);
        }
    }

    /// <summary>The devices of a search, each once at each address: who is first to say which device he is does not hide whoever says the same elsewhere.</summary>
    private sealed class Findings(int most)
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<string, FoundDevice> _devices = new(StringComparer.Ordinal);

        /// <summary>Whose answers count, or null: everybody's.</summary>
        public IPAddress? Only { get; init; }

        public bool IsFull
        {
            get
            {
                lock (_gate)
                    return _devices.Count >= most;
            }
        }

        public IReadOnlyList<FoundDevice> Devices
        {
            get
            {
                lock (_gate)
                    return [.. _devices.Values.OrderBy(static d => d.Service.Host.PadLeft(15), StringComparer.Ordinal).ThenBy(static d => d.Service.Port)];
            }
        }

        public void Add(DiscoveryMatch match, IPAddress from)
        {
            if (Only is not null && !Only.Equals(from))
                return;
            var own = new Uri(string.Create(CultureInfo.InvariantCulture, $"onvif://{from}"));
            // Of several addresses the one at which it answered; else the first tells the port.
            var said = match.Addresses.FirstOrDefault(a => Uri.TryCreate(a, UriKind.Absolute, out var url) && url.Host == own.Host)
                ?? (match.Addresses is [var first, ..] ? first : null);
            var service = said is not null && OnvifAddress.Own(said, own) is { Scheme: "http" or "https" } at ? at : OnvifAddress.Service(own, isPinned: false);
            lock (_gate)
            {
                if (_devices.Count < most && _devices.Values.Count(d => d.Service.Host == own.Host) < MostOfOneAddress)
                    _devices.TryAdd($"{match.Endpoint} {service.Authority}", new(match.Endpoint, service, match.Scopes));
            }
        }
    }
}
