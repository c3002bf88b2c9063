using System.Diagnostics;
using System.Net.Sockets;
using AutoCore.SystemTests.Backups;
using AutoCore.Testing;

namespace AutoCore.SystemTests.SecondPlace;

/// <summary>An S3 server on a free loopback port (npm's s3rver), with its objects in a temporary folder.</summary>
internal sealed class S3Server : IAsyncDisposable
{
    public const string Bucket = "backups";

    private readonly TemporaryFolder _folder = new();
    private ChildProcess? _process;

    public int Port { get; } = Programs.FreePort();

    public static async Task<S3Server> StartAsync()
    {
        var program = Path.Combine(await NpmPackage.InstallAsync("s3rver", "3.7.1"), ".bin", "s3rver");
        var server = new S3Server();
        server._process = new ChildProcess(
            new ProcessStartInfo("node", [program, "-d", server._folder.Path, "-a", "127.0.0.1", "-p", $"{server.Port}", "--configure-bucket", Bucket]));
        await Eventually.TrueAsync(async () =>
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync("127.0.0.1", server.Port);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        });
        return server;
    }

    /// <summary>A section of rclone's configuration for it.</summary>
    public static string Section(string name, int port, string keyId = "S3RVER") => $"""
        [{name}]
        type = s3
        provider = Other
        access_key_id = {keyId}
        secret_access_key = S3RVER
        endpoint = http://127.0.0.1:{port}
        force_path_style = true

        """;

    /// <summary>The files that hold an object's bytes.</summary>
    public IEnumerable<string> Objects(string ending) => Directory.EnumerateFiles(_folder.Path, $"*{ending}._S3rver_object", SearchOption.AllDirectories);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }
}
