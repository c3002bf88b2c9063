using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Cameras;

/// <summary>GStreamer's RTSP server with a stream of each kind: <c>gstreamer.py</c>.</summary>
internal sealed class GStreamerServer : IAsyncDisposable
{
    public const string User = "viewer";
    public const string Password = "S3CRET-of-the-stream";

    private readonly ChildProcess _process;
    private readonly IReadOnlyList<int> _ports;

    private GStreamerServer(ChildProcess process, IReadOnlyList<int> ports, string fingerprint) =>
        (_process, _ports, Fingerprint) = (process, ports, fingerprint);

    public string Digest => $"rtsp://127.0.0.1:{_ports[0]}";

    public string Basic => $"rtsp://127.0.0.1:{_ports[1]}";

    public string Secure => $"rtsps://127.0.0.1:{_ports[2]}";

    /// <summary>Leads to another port, where <see cref="Trapped"/> tells who came.</summary>
    public string Moved => $"rtsp://127.0.0.1:{_ports[3]}";

    /// <summary>SHA-256 of its certificate.</summary>
    public string Fingerprint { get; }

    public bool Trapped => _process.Output.Any(static l => l.StartsWith("trapped", StringComparison.Ordinal));

    /// <summary>Starts it.</summary>
    public static async Task<GStreamerServer> StartAsync(TemporaryFolder folder)
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=stream", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var file = folder.Write("stream.pem", $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        var start = new ProcessStartInfo("/usr/bin/python3", [Repository.Combine("tests", "AutoCore.SystemTests", "Cameras", "gstreamer.py"), file]);
        (start.Environment["CAMERA_USER"], start.Environment["CAMERA_PASSWORD"]) = (User, Password);
        var process = new ChildProcess(start);
        var ports = (await process.WaitForLineAsync("ports ")).Split(' ').Skip(1).Select(static p => int.Parse(p, CultureInfo.InvariantCulture)).ToList();
        return new(process, ports, certificate.GetCertHashString(HashAlgorithmName.SHA256));
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
