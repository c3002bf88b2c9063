using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Alerts;

/// <summary>A real SMTP server (aiosmtpd) that keeps each message as a file, and does to the next ones what a file tells it. It refuses <c>gone@</c> for good
/// and <c>busy@</c> for now.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private const string Program = """
        import asyncio, os, sys, time
        from aiosmtpd.controller import Controller
        folder, port = sys.argv[1], int(sys.argv[2])
        class Handler:
            count = 0
            async def handle_RCPT(self, server, session, envelope, address, options):
                if address.startswith("gone@"):
                    return "550 5.1.1 no such user"
                if address.startswith("busy@"):
                    return "452 4.2.2 mailbox full"
                envelope.rcpt_tos.append(address)
                return "250 OK"
            async def handle_DATA(self, server, session, envelope):
                mode = open(os.path.join(folder, "mode")).read()
                if mode == "later":
                    return "451 try again later"
                Handler.count += 1
                name = os.path.join(folder, "%d-%d" % (port, Handler.count))
                with open(name + ".tmp", "wb") as f:
                    f.write(("%s|%s\n" % (envelope.mail_from, ",".join(envelope.rcpt_tos))).encode())
                    f.write(envelope.content)
                os.rename(name + ".tmp", name + ".eml")
                if mode == "hang":
                    await asyncio.sleep(3600)
                return "250 taken"
        controller = Controller(Handler(), hostname="127.0.0.1", port=port)
        controller.start()
        print("listening", flush=True)
        sys.stdin.read()
        os._exit(0)
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly ChildProcess _process;

    private SmtpServer(string mode)
    {
        Port = FreePort();
        Mode = mode;
        _process = new ChildProcess(new ProcessStartInfo("/usr/bin/python3", ["-c", Program, _folder.Path, $"{Port}"]));
        Configuration = _folder.Write("msmtprc", $"account default\nhost 127.0.0.1\nport {Port}\nauth off\ntls off\n");
    }

    public int Port { get; }

    /// <summary>The configuration for msmtp that leads here.</summary>
    public string Configuration { get; }

    /// <summary><c>take</c>, <c>later</c> (a temporary failure) or <c>hang</c> (takes the message and never says so).</summary>
    public string Mode
    {
        set => _folder.Write("mode", value);
    }

    /// <summary>The messages so far: a first line of envelope, then the mail.</summary>
    public IReadOnlyList<string> Messages => [.. Directory.GetFiles(_folder.Path, "*.eml").Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    public static async Task<SmtpServer> StartAsync(string mode)
    {
        var server = new SmtpServer(mode);
        await server._process.WaitForLineAsync("listening");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
