using System.Diagnostics;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Alerts;

/// <summary>A web server that takes what a service would be sent, and keeps each request as a line: its path and body.</summary>
internal sealed class HookServer : IAsyncDisposable
{
    private const string Program = """
        import http.server, sys
        class H(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                print("POST", self.path, body.decode("utf-8", "replace").replace("\n", " "), flush=True)
                self.send_response(200); self.send_header("Content-Length", "0"); self.end_headers()
            def log_message(self, *a): pass
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), H)
        print("listening", server.server_port, flush=True)
        server.serve_forever()
        """;

    private readonly ChildProcess _process = new(new ProcessStartInfo("/usr/bin/python3", ["-c", Program]));

    public int Port { get; private set; }

    /// <summary>What was posted to a path.</summary>
    public IReadOnlyList<string> Posted(string path) => [.. _process.Output.Where(l => l.StartsWith($"POST {path} ", StringComparison.Ordinal))];

    public static async Task<HookServer> StartAsync()
    {
        var server = new HookServer();
        var line = await server._process.WaitForLineAsync("listening");
        server.Port = int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        return server;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
