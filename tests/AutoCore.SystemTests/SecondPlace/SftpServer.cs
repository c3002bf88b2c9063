using System.Diagnostics;
using AutoCore.SystemTests.Backups;
using AutoCore.Testing;

namespace AutoCore.SystemTests.SecondPlace;

/// <summary>OpenSSH's server on a free loopback port, with keys and configuration of its own; it serves files only, so that it tells no hashes.</summary>
internal sealed class SftpServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private ChildProcess? _process;

    public int Port { get; } = Programs.FreePort();

    /// <summary>A key that is let in.</summary>
    public string Key => _folder["user"];

    /// <summary>A key that is not.</summary>
    public string StrangeKey => _folder["stranger"];

    /// <summary>Starts one.</summary>
    /// <param name="program">What serves files to an account with a shell; without it, accounts have none.</param>
    public static async Task<SftpServer> StartAsync(string? program = null)
    {
        var server = new SftpServer();
        foreach (var key in new[] { "host", "user", "stranger" })
            await Programs.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", server._folder[key]);
        File.Copy(server._folder["user.pub"], server._folder["authorized"]);
        // sshd separates its rights in a folder that its unit makes, where there is one.
        Directory.CreateDirectory("/run/sshd");
        var config = server._folder.Write("config", $"""
            Port {server.Port}
            ListenAddress 127.0.0.1
            HostKey {server._folder["host"]}
            AuthorizedKeysFile {server._folder["authorized"]}
            PidFile none
            UsePAM no
            StrictModes no
            PermitRootLogin yes
            PasswordAuthentication no
            Subsystem sftp {program ?? "internal-sftp"}
            {(program is null ? "ForceCommand internal-sftp" : "")}
            """);
        server._process = new ChildProcess(new ProcessStartInfo("/usr/sbin/sshd", ["-D", "-e", "-f", config]));
        await server._process.WaitForLineAsync("Server listening");
        return server;
    }

    /// <summary>A section of rclone's configuration for it.</summary>
    public static string Section(string name, int port, string key, string shell = "none") => $"""
        [{name}]
        type = sftp
        host = 127.0.0.1
        port = {port}
        user = {Environment.UserName}
        key_file = {key}
        shell_type = {shell}

        """;

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Terminate();
            await _process.WaitForExitAsync();
            await _process.DisposeAsync();
        }
        _folder.Dispose();
    }
}
