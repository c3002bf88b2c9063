using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AutoCore.Testing;

/// <summary>What a test's broker asks of its clients and keeps over a restart.</summary>
public sealed record MosquittoOptions
{
    /// <summary>With <see cref="Password"/>: anonymous clients are refused.</summary>
    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>TLS with a certificate for <c>127.0.0.1</c> and <c>localhost</c> from an authority of its own, see
    /// <see cref="PrivateMosquitto.Certificates"/>.</summary>
    public bool Tls { get; init; }

    /// <summary>With <see cref="Tls"/>: the broker's certificate ended yesterday.</summary>
    public bool Expired { get; init; }

    /// <summary>With <see cref="Tls"/>: clients must show a certificate of the same authority.</summary>
    public bool RequireClientCertificate { get; init; }

    /// <summary>Retained messages and sessions survive <see cref="PrivateMosquitto.StopAsync"/>.</summary>
    public bool Persistence { get; init; }

    /// <summary>Whether every packet is logged, which <see cref="MqttSubscriber"/> needs and which costs the broker much.</summary>
    public bool Verbose { get; init; } = true;

    /// <summary>Further lines of its configuration.</summary>
    public IReadOnlyList<string> More { get; init; } = [];
}

/// <summary>A real mosquitto of the test's own, on a free port of the loopback address.</summary>
public sealed class PrivateMosquitto : IAsyncDisposable
{
    private const string Program = "/usr/sbin/mosquitto";

    private readonly TemporaryFolder folder = new();
    private readonly MosquittoOptions options;
    private ChildProcess? process;

    private PrivateMosquitto(MosquittoOptions options)
    {
        this.options = options;
        Certificates = options.Tls ? TestCertificates.WriteTo(folder.Path, options.Expired) : null;
    }

    public string Host { get; } = IPAddress.Loopback.ToString();

    /// <summary>The same over all restarts.</summary>
    public int Port { get; private set; }

    /// <summary>Files of the authority, the server and a client; null without TLS.</summary>
    public TestCertificates? Certificates { get; }

    /// <summary>Of the running broker.</summary>
    public int ProcessId => process?.Id ?? throw new InvalidOperationException("The broker does not run.");

    /// <summary>What the broker wrote since its last start.</summary>
    public IReadOnlyList<string> Log => process?.Errors ?? [];

    public static async Task<PrivateMosquitto> StartNewAsync(MosquittoOptions? options = null)
    {
        var broker = new PrivateMosquitto(options ?? new MosquittoOptions());
        try
        {
            await broker.WritePasswordFileAsync();
            await broker.StartOnFreePortAsync();
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>A loopback port on which nothing listens now: for a broker that is absent from the start.</summary>
    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Starts it again on the same port; returns when it accepts connections.</summary>
    public async Task StartAsync()
    {
        if (process is not null) throw new InvalidOperationException("The broker runs already.");
        await File.WriteAllLinesAsync(folder["mosquitto.conf"], Configuration());
        process = new ChildProcess(new ProcessStartInfo(Program, ["-c", folder["mosquitto.conf"], .. options.Verbose ? ["-v"] : Array.Empty<string>()]));
        await process.WaitForLineAsync(" running");
    }

    /// <summary>A clean stop; connections are closed.</summary>
    public async Task StopAsync()
    {
        if (process is null) return;
        process.Terminate();
        await process.WaitForExitAsync();
        await EndAsync();
    }

    /// <summary>Ends it at once, with nothing saved.</summary>
    public Task KillAsync() => EndAsync();

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        folder.Dispose();
    }

    private async Task EndAsync()
    {
        if (process is null) return;
        await process.DisposeAsync();
        process = null;
    }

    private async Task StartOnFreePortAsync()
    {
        // Another process may take the port between the look and the start.
        for (var attempt = 1; ; attempt++)
        {
            Port = FreePort();
            try
            {
                await StartAsync();
                return;
            }
            catch (InvalidOperationException) when (attempt < 5)
            {
                await EndAsync();
            }
        }
    }

    private async Task WritePasswordFileAsync()
    {
        if (options.UserName is null) return;
        await using var writer =
            new ChildProcess(new ProcessStartInfo("mosquitto_passwd", ["-b", "-c", folder["passwords"], options.UserName, options.Password ?? ""]));
        if (await writer.WaitForExitAsync() != 0) throw new InvalidOperationException(string.Join('\n', writer.Errors));
    }

    private IEnumerable<string> Configuration()
    {
        yield return $"listener {Port} {Host}";
        // Started by root it would otherwise drop to a user that cannot read the test's folder.
        yield return $"user {Environment.UserName}";
        yield return $"allow_anonymous {(options.UserName is null ? "true" : "false")}";
        if (options.UserName is not null) yield return $"password_file {folder["passwords"]}";
        if (options.Persistence)
        {
            yield return "persistence true";
            yield return $"persistence_location {folder.Path}/";
        }

        foreach (var line in options.More) yield return line;

        if (Certificates is null) yield break;
        yield return $"cafile {Certificates.CaFile}";
        yield return $"certfile {Certificates.ServerCertificateFile}";
        yield return $"keyfile {Certificates.ServerKeyFile}";
        yield return $"require_certificate {(options.RequireClientCertificate ? "true" : "false")}";
    }
}
