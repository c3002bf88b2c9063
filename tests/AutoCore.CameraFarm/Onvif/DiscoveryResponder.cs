using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace AutoCore.CameraFarm.Onvif;

/// <summary>Hears probes, those to all and those to it alone, and answers from the device's own address.</summary>
internal sealed partial class DiscoveryResponder : IAsyncDisposable
{
    private static readonly IPAddress Group = IPAddress.Parse("239.255.255.250");

    private readonly OnvifDevice device;
    private readonly Socket group = Open();
    private readonly Socket own = Open();
    private readonly CancellationTokenSource stopping = new();
    private readonly Task serving;

    public DiscoveryResponder(OnvifDevice device, IPAddress address, int port)
    {
        this.device = device;
        group.Bind(new IPEndPoint(Group, port));
        group.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(Group, address));
        own.Bind(new IPEndPoint(address, port));
        serving = Task.WhenAll(ServeAsync(group), ServeAsync(own));
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await serving;
        group.Dispose();
        own.Dispose();
        stopping.Dispose();
    }

    private static Socket Open()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        return socket;
    }

    private async Task ServeAsync(Socket socket)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                var received = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), stopping.Token);
                var text = Encoding.UTF8.GetString(buffer, 0, received.ReceivedBytes);
                if (!text.Contains("/Probe<", StringComparison.Ordinal)) continue;
                foreach (var answer in Answers(MessageId().Match(text).Groups[1].Value))
                    await own.SendToAsync(Encoding.UTF8.GetBytes(answer), SocketFlags.None, received.RemoteEndPoint, stopping.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }

    private IEnumerable<string> Answers(string id)
    {
        var behaviour = device.Behaviour;
        if (behaviour.Hostility == Hostility.Entities)
            yield return "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><x>&a;</x>";
        if (behaviour.Hostility == Hostility.Deep)
            yield return string.Concat(Enumerable.Repeat("<a>", 10_000));
        for (var i = 0; behaviour.Hostility == Hostility.Crowd && i < 20; i++)
        {
            yield return "<e><Body><ProbeMatches>" + string.Concat(Enumerable.Range(0, 16).Select(n =>
                $"<ProbeMatch><EndpointReference><Address>uuid:{i}-{n}</Address></EndpointReference></ProbeMatch>")) + "</ProbeMatches></Body></e>";
        }

        yield return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://www.w3.org/2003/05/soap-envelope\" "
            + "xmlns:wsa=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" xmlns:d=\"http://schemas.xmlsoap.org/ws/2005/04/discovery\" "
            + "xmlns:dn=\"http://www.onvif.org/ver10/network/wsdl\"><SOAP-ENV:Header><wsa:MessageID>uuid:" + Guid.NewGuid()
            + $"</wsa:MessageID><wsa:RelatesTo>{id}</wsa:RelatesTo></SOAP-ENV:Header><SOAP-ENV:Body><d:ProbeMatches><d:ProbeMatch>"
            + $"<wsa:EndpointReference><wsa:Address>urn:uuid:{behaviour.Endpoint}</wsa:Address></wsa:EndpointReference>"
            + "<d:Types>dn:NetworkVideoTransmitter</d:Types><d:Scopes>onvif://www.onvif.org/type/video_encoder "
            + $"onvif://www.onvif.org/name/{Uri.EscapeDataString(behaviour.Name)} onvif://www.onvif.org/hardware/{Uri.EscapeDataString(behaviour.Model)} "
            + $"onvif://www.onvif.org/location/{behaviour.Location}</d:Scopes><d:XAddrs>{device.ServiceAddress}</d:XAddrs>"
            + "<d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch></d:ProbeMatches></SOAP-ENV:Body></SOAP-ENV:Envelope>";
    }

    [GeneratedRegex("MessageID[^>]*>([^<]*)<")]
    private static partial Regex MessageId();
}
