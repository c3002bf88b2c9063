using AutoCore.Core.Backups;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Policies.Backups;
using AutoCore.Policies.Backups.Postgres;

namespace AutoCore.Daemon.Backups.Postgres;

/// <summary>What a server answered.</summary>
/// <param name="Output">Its words.</param>
/// <param name="State">The SQLSTATE of what went wrong; null if nothing did, or there was no session.</param>
/// <param name="Problem">What went wrong, with the remedy, or null.</param>
internal readonly record struct PostgresReply(string Output, string? State, string? Problem);

/// <summary>Runs PostgreSQL's own programs on one server: everything that says where and as whom goes by the environment, the password by a file.</summary>
internal sealed class PostgresClient(PostgresOptions options, Secrets secrets, RuntimeDirectory runtime)
{
    /// <summary>The Debian package with the programs.</summary>
    public const string Package = "postgresql-client";

    private const string PassFilePrefix = "pgpass-";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Limits that a role, a database or a server sets for other programs do not end a dump's or a restore's own statements. By SET, since
    /// poolers refuse PGOPTIONS; pg_dump and pg_restore do the same by themselves.</summary>
    private const string NoLimits = """
        SET statement_timeout = 0;
        SET lock_timeout = 0;
        SET idle_in_transaction_session_timeout = 0;
        SELECT :SERVER_VERSION_NUM >= 170000 AS limits_transactions \gset
        \if :limits_transactions
        SET transaction_timeout = 0;
        \endif

        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>The database.</summary>
    public string Database { get; } = PostgresName.Cut(options.Database);

    /// <summary>The database as messages name it.</summary>
    public string Label => $"{options.Database} at {options.Host ?? "this machine"}:{options.Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Runs a program that must succeed.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="BackupFailure">It is not installed, or failed.</exception>
    public async Task<string> RequireAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken,
        Func<CommandRequest, CommandRequest>? adapt = null)
    {
        var outcome = await RunAsync(program, arguments, cancellationToken, adapt);
        return outcome.ExitCode == 0 ? outcome.Output
            : throw new BackupFailure($"{Label}: {PostgresAnswer.Explain(program, outcome.ExitCode, outcome.Errors)}");
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

    /// <summary>Asks the server, or tells it to do something.</summary>
    /// <param name="database">Where.</param>
    /// <param name="sql">One or more statements, each by itself; they go by standard input, where no other user sees them.</param>
    public async Task<PostgresReply> TryAsync(string database, string sql, CancellationToken cancellationToken)
    {
        var outcome = await RunAsync("psql",
            ["--no-psqlrc", "--tuples-only", "--no-align", "--quiet", "--set=ON_ERROR_STOP=1", "--set=VERBOSITY=verbose",
                $"--dbname={PostgresName.Connection(database)}", "--file=-"], cancellationToken,
            request => request with
            {
                Input = NoLimits + sql,
                Environment = new Dictionary<string, string>(request.Environment!, StringComparer.Ordinal) { ["PGCLIENTENCODING"] = "UTF8" },
            });
        if (outcome.ExitCode == 0)
            return new(outcome.Output.Trim(), null, null);
        if (SqlState.Of(outcome.Errors) is not { } state)
            return new("", null, $"{Label}: {PostgresAnswer.ExplainNoSession(outcome.Errors)}");
        var remedy = SqlState.RemedyFor(state) is { } known ? $"; {known}" : "";
        return new("", state, $"{Label}: {SqlState.MessageOf(outcome.Errors)} ({state}){remedy}");
    }

    /// <summary>Tells the server to change something, also where a database or a role is set to read only.</summary>
    public Task<PostgresReply> ChangeAsync(string database, string sql, CancellationToken cancellationToken) =>
        TryAsync(database, $"SET default_transaction_read_only = off;\n{sql}", cancellationToken);

    /// <summary>Asks the server one question.</summary>
    /// <exception cref="BackupFailure">There is no answer.</exception>
    public async Task<string> AskAsync(string database, string sql, CancellationToken cancellationToken)
    {
        var reply = await TryAsync(database, sql, cancellationToken);
        return reply.Problem is null ? reply.Output : throw new BackupFailure(reply.Problem);
    }

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
