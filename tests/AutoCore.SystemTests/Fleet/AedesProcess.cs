using System.Globalization;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Fleet;

/// <summary>One process of a clustered aedes, in the hub's network.</summary>
internal sealed class AedesProcess(string script, int port, string redis) : IAsyncDisposable
{
    /// <summary>
    /// The cluster takes a process for dead after three of these without a word, and publishes the wills that it left at every fourth. A minute is aedes' own
    /// default.
    /// </summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(2);

    private ChildProcess? _process;

    public int Port => port;

    public bool IsRunning => _process is not null;

    /// <summary>The nodes that are connected to it.</summary>
    public IReadOnlySet<string> Nodes
    {
        get
        {
            var nodes = new HashSet<string>(StringComparer.Ordinal);
            foreach (var line in (_process?.Output ?? []).Select(l => l.Split(' ')))
            {
                if (line is ["came", var node])
                    nodes.Add(node);
                else if (line is ["went", var left])
                    nodes.Remove(left);
            }
            return nodes;
        }
    }

    public IEnumerable<string> Log => _process is null ? [] : [.. _process.Output, .. _process.Errors];

    public async Task StartAsync()
    {
        _process = new ChildProcess(Network.Start(Network.Hub, "node", script, $"{port}", redis,
            Heartbeat.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)));
        await _process.WaitForLineAsync("listening");
    }

    public async Task KillAsync()
    {
        await _process!.DisposeAsync();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await KillAsync();
    }
}
