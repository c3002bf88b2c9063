using System.Diagnostics;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Backups;

/// <summary>A PostgreSQL server of the test's own: its cluster in a temporary folder, on a free loopback port, under a user that is not root.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    public const string Password = @"se:cr\et 1";
    private const int SigQuit = 3;
    private const string Nobody = "65534";
    private const string Spanish = "es_ES.UTF-8";

    private readonly TemporaryFolder _folder = new();
    private readonly string _programs = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";
    private ChildProcess? _process;
    private bool _isSpanish;

    public int Port { get; } = Programs.FreePort();

    /// <summary>Starts one.</summary>
    /// <param name="spanish">Whether it answers in Spanish, as on a machine that was installed so.</param>
    public static async Task<PostgresServer> StartAsync(bool spanish = false)
    {
        var server = new PostgresServer { _isSpanish = spanish };
        File.SetUnixFileMode(server._folder.Path, (UnixFileMode)0b111_101_101);
        var password = server._folder.Write("password", Password);
        Directory.CreateDirectory(server._folder["cluster"]);
        await Programs.RunAsync("chown", "-R", $"{Nobody}:{Nobody}", server._folder.Path);
        await Programs.RunAsync(
            server.AsNobody("initdb", "-D", server._folder["cluster"], "-A", "scram-sha-256", $"--pwfile={password}", "-U", "postgres", "--no-sync",
                "--no-locale", "-E", "UTF8"));
        if (spanish)
            await Programs.RunAsync("localedef", "-i", "es_ES", "-f", "UTF-8", server._folder[Spanish]);
        await server.RunAsync();
        return server;
    }

    /// <summary>Starts it, again after a stop.</summary>
    public async Task RunAsync()
    {
        var socket = _folder["cluster"];
        var start = AsNobody("postgres", "-D", socket, "-k", socket, "-c", "listen_addresses=127.0.0.1", "-c", $"port={Port}", "-c", "fsync=off",
            "-c", $"lc_messages={(_isSpanish ? Spanish : "C")}");
        start.Environment["LOCPATH"] = _folder.Path;
        _process = new ChildProcess(start);
        await _process.WaitForLineAsync(_isSpanish ? "aceptar conexiones" : "ready to accept connections");
    }

    /// <summary>Ends it as a crash does, with all its sessions.</summary>
    public async Task CrashAsync()
    {
        _process!.Signal(SigQuit);
        await _process.WaitForExitAsync();
    }

    /// <summary>Lets these lines alone say who gets in from the next session on; the server's owner may everywhere.</summary>
    public async Task AdmitAsync(params string[] lines)
    {
        await File.WriteAllLinesAsync(_folder["cluster/pg_hba.conf"], ["host all postgres 127.0.0.1/32 scram-sha-256", .. lines]);
        await AskAsync("postgres", "SELECT pg_reload_conf()");
    }

    /// <summary>Asks a question as the server's owner.</summary>
    public Task<string> AskAsync(string database, string sql) => Programs.RunAsync(Client("psql", "-d", Connection(database), "-Atqc", sql));

    /// <summary>A database as an argument, whatever its name.</summary>
    public static string Connection(string database) =>
        $"dbname='{database.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    /// <summary>One of PostgreSQL's client programs on this server.</summary>
    public ProcessStartInfo Client(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(_programs, program), ["-h", "127.0.0.1", "-p", $"{Port}", "-U", "postgres", .. arguments]);
        start.Environment["PGPASSWORD"] = Password;
        return start;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await CrashAsync();
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }

    private ProcessStartInfo AsNobody(string program, params string[] arguments) =>
        new("setpriv", ["--reuid", Nobody, "--regid", Nobody, "--clear-groups", Path.Combine(_programs, program), .. arguments]) { WorkingDirectory = "/" };
}
