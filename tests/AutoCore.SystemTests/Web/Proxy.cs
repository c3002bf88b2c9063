using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Web;

/// <summary>A real proxy in front of the web program, with the configuration that docs/web.md gives, at ports of its own.</summary>
internal sealed partial class Proxy : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private ChildProcess? _process;

    /// <summary>Where it listens.</summary>
    public int Port { get; } = PrivateMosquitto.FreePort();

    /// <summary>Starts one of <c>nginx</c>, <c>haproxy</c> and <c>caddy</c> in front of a port; returns when it listens.</summary>
    public static async Task<Proxy> StartAsync(string kind, int behind)
    {
        var proxy = new Proxy();
        proxy._process = new ChildProcess(proxy.Describe(kind, behind));
        await Eventually.TrueAsync(() => proxy._process.HasExited || proxy.Listens());
        if (!proxy._process.HasExited)
            return proxy;
        var said = string.Join('\n', proxy._process.Output.Concat(proxy._process.Errors));
        await proxy.DisposeAsync();
        throw new InvalidOperationException($"{kind} ended: {said}");
    }

    /// <summary>Asks as a visitor from an address of this machine, under a name.</summary>
    public HttpClient Visitor(string from, string host)
    {
        var client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectCallback = async (_, ending) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
                await socket.ConnectAsync(IPAddress.Loopback, Port, ending);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        {
            BaseAddress = new($"http://127.0.0.1:{Port}"),
            Timeout = TimeSpan.FromMinutes(1),
        };
        client.DefaultRequestHeaders.Host = host;
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            // nginx's workers are ended by their master.
            _process.Terminate();
            await _process.WaitForExitAsync();
            await _process.DisposeAsync();
        }
        _folder.Dispose();
    }

    private ProcessStartInfo Describe(string kind, int behind)
    {
        var example = string.Join('\n', Examples(kind)).Replace("127.0.0.1:8090", $"127.0.0.1:{behind}", StringComparison.Ordinal);
        switch (kind)
        {
            case "nginx":
                string[] temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
                return new("nginx", ["-e", "stderr", "-c", _folder.Write("nginx.conf", $$"""
                    daemon off; worker_processes 1; pid {{_folder["pid"]}}; error_log stderr;
                    events {}
                    http {
                    access_log off;
                    {{string.Concat(temporary.Select(name => $"{name}_temp_path {_folder[name]};\n"))}}
                    {{example.Replace("listen 80;", $"listen 127.0.0.1:{Port};", StringComparison.Ordinal)}}
                    }
                    """)]);
            case "haproxy":
                return new("haproxy", ["-db", "-f", _folder.Write("haproxy.cfg",
                    example.Replace("bind :80", $"bind 127.0.0.1:{Port}", StringComparison.Ordinal) + "\n")]);
            default:
                return new("caddy", ["run", "--adapter", "caddyfile", "--config", _folder.Write("Caddyfile", $$"""
                    {
                        admin off
                        auto_https off
                        http_port {{Port}}
                        default_bind 127.0.0.1
                    }
                    {{example}}
                    """)])
                { Environment = { ["HOME"] = _folder.Path, ["XDG_CONFIG_HOME"] = _folder.Path, ["XDG_DATA_HOME"] = _folder.Path } };
        }
    }

    private static IEnumerable<string> Examples(string kind) =>
        Example().Matches(File.ReadAllText(Repository.Combine("docs", "web.md"))).Where(m => m.Groups["kind"].Value == kind).Select(m => m.Groups["text"].Value);

    private bool Listens()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [GeneratedRegex("^```(?<kind>[a-z]+)\n(?<text>.*?)^```", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
