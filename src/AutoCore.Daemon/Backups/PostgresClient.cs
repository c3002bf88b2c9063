using System.Globalization;
using AutoCore.Core.Backups;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Policies.Backups;

namespace AutoCore.Daemon.Backups;

/// <summary>Runs PostgreSQL's own programs on one server: everything that says where and as whom goes by the environment, the password by a file.</summary>
internal sealed class PostgresClient(PostgresOptions options, Secrets secrets, RuntimeDirectory runtime)
{
    /// <summary>The Debian package with the programs.</summary>
    public const string Package = "postgresql-client";

    private const string PassFilePrefix = "pgpass-";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>The database as messages name it.</summary>
    public string Label => $"{options.Database} at {options.Host ?? "this machine"}:{options.Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Runs a program that must succeed.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="BackupFailure">It is not installed, or failed.</exception>
    public async Task<string> RequireAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken,
        Func<CommandRequest, CommandRequest>? adapt = null)
    {
        var outcome = await RunAsync(program, arguments, cancellationToken, adapt);
        return outcome.ExitCode == 0 ? outcome.Output : throw new BackupFailure($"{Label}: {PostgresAnswer.Explain(program, outcome.Errors)}");
    }

    /// <summary>Runs a program.</summary>
    /// <exception cref="BackupFailure">It is not installed, or its password is nowhere.</exception>
    /// <exception cref="IOException">It was killed.</exception>
    public async Task<CommandOutcome> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken,
        Func<CommandRequest, CommandRequest>? adapt = null)
    {
        var passFile = PreparePassFile();
        try
        {
            var request = new CommandRequest(program, ["--no-password", .. arguments]) { Environment = EnvironmentWith(passFile), Patience = Patience };
            return await ExternalCommand.RunAsync(adapt?.Invoke(request) ?? request, cancellationToken)
                ?? throw new BackupFailure($"{Label}: {program} is not installed: apt install {Package}");
        }
        finally
        {
            if (passFile is not null && passFile != options.PassFile)
                File.Delete(passFile);
        }
    }

    /// <summary>Asks the server one question.</summary>
    /// <param name="database">Where to ask.</param>
    /// <param name="sql">A query with one answer.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<string> AskAsync(string database, string sql, CancellationToken cancellationToken) =>
        (await RequireAsync("psql", ["--no-psqlrc", "--tuples-only", "--no-align", "--quiet", $"--dbname={database}", $"--command={sql}"],
            cancellationToken)).Trim();

    private Dictionary<string, string> EnvironmentWith(string? passFile)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PGDATABASE"] = options.Database,
            ["PGPORT"] = options.Port.ToString(CultureInfo.InvariantCulture),
            ["PGCONNECT_TIMEOUT"] = "15",
            ["PGAPPNAME"] = "autocore",
            // Where nothing else is set the programs would take the password of whoever's home this is.
            ["PGPASSFILE"] = passFile ?? "/dev/null",
        };
        if (options.Host is { } host)
            environment["PGHOST"] = host;
        if (options.UserName is { } user)
            environment["PGUSER"] = user;
        return environment;
    }

    private string? PreparePassFile()
    {
        if (options.PassFile is { } given)
        {
            if (FileFacts.Read(given, follow: true) is not { } facts)
                throw new BackupFailure($"{Label}: Backups:Sources:PassFile {given} is not there");
            const int groupAndOthers = 0x3F;
            return (facts.Mode & groupAndOthers) == 0
                ? given : throw new BackupFailure($"{Label}: {given} is refused because others can read or write it: chmod 600 {given}");
        }
        if (options.PasswordKey is not { } key)
            return null;
        var secret = secrets.Find(key);
        var line = PassFileLine.Compose(secret.Value ?? throw new BackupFailure($"{Label}: {secret.Problem}"))
            ?? throw new BackupFailure($"{Label}: the secret {key} has more than one line, which no password may");
        Directory.CreateDirectory(runtime.Path);
        RemoveLeft();
        var path = Path.Combine(runtime.Path, $"{PassFilePrefix}{Environment.ProcessId}-{Guid.NewGuid():N}");
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
        file.Write(System.Text.Encoding.UTF8.GetBytes(line));
        return path;
    }

    /// <summary>Removes the files of processes that were killed.</summary>
    private void RemoveLeft()
    {
        foreach (var file in Directory.EnumerateFiles(runtime.Path, $"{PassFilePrefix}*"))
        {
            if (!Directory.Exists($"/proc/{Path.GetFileName(file).Split('-')[1]}"))
                File.Delete(file);
        }
    }
}
