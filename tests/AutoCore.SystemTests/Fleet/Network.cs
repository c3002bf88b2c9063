using System.Diagnostics;
using AutoCore.SystemTests.Backups;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Fleet;

/// <summary>Network namespaces that see each other over a bridge in one of them, and nothing of the host's network; needs root. All of them are gone
/// afterwards.</summary>
internal sealed class Network : IAsyncDisposable
{
    /// <summary>The hub's address.</summary>
    public const string HubAddress = "10.77.0.1";

    private const string Bridge = "bridge";
    private readonly List<string> _namespaces = [];

    private Network()
    {
    }

    private static string Prefix => $"autocore-{Environment.ProcessId}-";

    /// <summary>The namespace with the bridge.</summary>
    public static string Hub => Prefix + "hub";

    /// <summary>A node's namespace.</summary>
    public static string Of(string node) => Prefix + node;

    public static async Task<Network> CreateAsync(IReadOnlyList<string> nodes)
    {
        var network = new Network();
        try
        {
            await network.AddAsync(Hub);
            await InHubAsync("ip", "link", "add", Bridge, "type", "bridge");
            await InHubAsync("ip", "address", "add", $"{HubAddress}/24", "dev", Bridge);
            await InHubAsync("ip", "link", "set", Bridge, "up");
            for (var i = 0; i < nodes.Count; i++)
                await network.JoinAsync(nodes[i], $"10.77.0.{i + 2}");
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>A program in a namespace; its process is the program's own.</summary>
    public static ProcessStartInfo Start(string space, string program, params IEnumerable<string> arguments) =>
        new("ip", ["netns", "exec", space, program, .. arguments]);

    /// <summary>Pulls a node's cable at the bridge's end: the node's own interface stays, so that it learns of nothing.</summary>
    public static Task CutAsync(string node) => InHubAsync("ip", "link", "set", node, "nomaster");

    /// <summary>Puts it back.</summary>
    public static Task MendAsync(string node) => InHubAsync("ip", "link", "set", node, "master", Bridge);

    public async ValueTask DisposeAsync()
    {
        foreach (var space in _namespaces)
        {
            await using var removal = new ChildProcess(new ProcessStartInfo("ip", ["netns", "delete", space]));
            await removal.WaitForExitAsync();
        }
    }

    private async Task AddAsync(string space)
    {
        await Programs.RunAsync("ip", "netns", "add", space);
        _namespaces.Add(space);
        await Programs.RunAsync(Start(space, "ip", "link", "set", "lo", "up"));
    }

    private async Task JoinAsync(string node, string address)
    {
        await AddAsync(Of(node));
        await InHubAsync("ip", "link", "add", node, "type", "veth", "peer", "name", "eth0", "netns", Of(node));
        await InHubAsync("ip", "link", "set", node, "master", Bridge, "up");
        await Programs.RunAsync(Start(Of(node), "ip", "address", "add", $"{address}/24", "dev", "eth0"));
        await Programs.RunAsync(Start(Of(node), "ip", "link", "set", "eth0", "up"));
    }

    private static Task<string> InHubAsync(string program, params string[] arguments) => Programs.RunAsync(Start(Hub, program, arguments));
}
