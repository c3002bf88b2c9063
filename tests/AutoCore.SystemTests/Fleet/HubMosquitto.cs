using AutoCore.Testing;

namespace AutoCore.SystemTests.Fleet;

/// <summary>One mosquitto as Debian sets it up: what is retained survives a restart.</summary>
internal sealed class HubMosquitto : IFleetBroker
{
    private readonly TemporaryFolder _folder = new();
    private ChildProcess? _process;

    public int Protocol => 5;

    public async Task StartAsync()
    {
        var config = _folder.Write("mosquitto.conf", $"""
            listener 1883 {Network.HubAddress}
            user root
            allow_anonymous true
            persistence true
            persistence_location {_folder.Path}/
            """);
        _process = new ChildProcess(Network.Start(Network.Hub, "/usr/sbin/mosquitto", "-c", config));
        await _process.WaitForLineAsync(" running");
    }

    public async Task StopAsync()
    {
        _process!.Terminate();
        await _process.WaitForExitAsync();
        await _process.DisposeAsync();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }
}
