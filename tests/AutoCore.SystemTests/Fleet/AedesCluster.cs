using AutoCore.SystemTests.Backups;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Fleet;

/// <summary>
/// A clustered broker: two processes of aedes that share what is retained, wills and messages by a Redis, and HAProxy before them, which gives each new
/// connection to the next one that lives.
/// </summary>
internal sealed class AedesCluster : IFleetBroker
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<AedesProcess> _processes = [];
    private ChildProcess? _redis;
    private ChildProcess? _proxy;

    /// <summary>aedes speaks 3.1.1 only.</summary>
    public int Protocol => 4;

    public AedesProcess First => _processes[0];

    public AedesProcess Second => _processes[1];

    public async Task StartAsync()
    {
        var script = Path.Combine(await NpmPackage.InstallLockedAsync("Fleet", "Aedes"), "aedes.mjs");
        var socket = _folder["redis.socket"];
        _redis = new ChildProcess(Network.Start(Network.Hub, "redis-server",
            "--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no", "--daemonize", "no", "--dir", _folder.Path));
        await _redis.WaitForLineAsync("eady to accept connections");
        _processes.AddRange([new(script, 18831, socket), new(script, 18832, socket)]);
        foreach (var process in _processes)
            await process.StartAsync();
        _proxy = new ChildProcess(Network.Start(Network.Hub, "haproxy", "-db", "-f", _folder.Write("haproxy.cfg", $"""
            defaults
                mode tcp
                timeout connect 2s
                timeout client 1h
                timeout server 1h
                retries 2
                option redispatch
            listen mqtt
                bind {Network.HubAddress}:1883
                balance roundrobin
                default-server check inter 500ms fall 1 rise 2 on-marked-down shutdown-sessions
                server first 127.0.0.1:{First.Port}
                server second 127.0.0.1:{Second.Port}

            """)));
        await Programs.RunAsync(Network.Start(Network.Hub, "bash", "-c", $"until : < /dev/tcp/{Network.HubAddress}/1883; do sleep 0.1; done 2> /dev/null"),
            TimeSpan.FromSeconds(30));
    }

    /// <summary>The process that a node is connected to.</summary>
    public AedesProcess Of(string node) => _processes.Single(p => p.Nodes.Contains(node));

    public AedesProcess Other(AedesProcess process) => _processes.Single(p => p != process);

    public IEnumerable<string> Log => _processes.SelectMany(p => p.Log);

    public async ValueTask DisposeAsync()
    {
        if (_proxy is not null)
            await _proxy.DisposeAsync();
        foreach (var process in _processes)
            await process.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
        _folder.Dispose();
    }
}
