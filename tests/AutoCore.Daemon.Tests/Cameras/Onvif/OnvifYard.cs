using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Onvif;
using AutoCore.Daemon.Cameras;
using AutoCore.Daemon.Cameras.Onvif;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Tests.Cameras.Onvif;

/// <summary>Devices on the loopback addresses with a network of their own, and one camera in the settings that is one of them.</summary>
internal sealed class OnvifYard : IAsyncDisposable
{
    private readonly List<OnvifDevice> _devices = [];
    private readonly int _probes = FreePort();
    private int _last = 1;

    public OnvifYard()
    {
        Capture.Settings["RetryAttempts"] = 1;
        Capture.Farm.Add("S/P0");
    }

    public CaptureFixture Capture { get; } = new();

    /// <summary>Starts a device at an address that no other had.</summary>
    public OnvifDevice Add(OnvifBehaviour behaviour) => Add(behaviour, Next());

    /// <summary>Starts a device at an address.</summary>
    public OnvifDevice Add(OnvifBehaviour behaviour, IPEndPoint at)
    {
        var device = OnvifDevice.Start(behaviour, at.Address, at.Port, _probes);
        _devices.Add(device);
        return device;
    }

    public IPEndPoint Next() => new(IPAddress.Parse($"127.0.28.{++_last}"), 0);

    /// <summary>A device goes away.</summary>
    public async Task RemoveAsync(OnvifDevice device)
    {
        _devices.Remove(device);
        await device.DisposeAsync();
    }

    /// <summary>The camera is this device from now on.</summary>
    public void Use(OnvifDevice device, string query = "", string auth = "auto", string? pin = null)
    {
        Capture.CameraSettings["S/P0"] = new JsonObject
        {
            ["Url"] = $"onvif://{device.Authority}{query}",
            ["Auth"] = auth,
            ["UserName"] = Credentials.UserName,
            ["PasswordKey"] = Credentials.PasswordKey,
            ["TlsFingerprint"] = pin,
        };
        Restart();
    }

    public void Restart()
    {
        Capture.Restart();
        var search = Capture.Services.GetRequiredService<DiscoverySearch>();
        (search.Port, search.Interfaces) = (_probes, static () => [IPAddress.Loopback]);
    }

    public async Task<CameraResult> TakeAsync() => Assert.Single((await Capture.RunAsync()).Results);

    public async ValueTask DisposeAsync()
    {
        foreach (var device in _devices)
            await device.DisposeAsync();
        await Capture.DisposeAsync();
    }

    public static int FreeTcpPort()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
