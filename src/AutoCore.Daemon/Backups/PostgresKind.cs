using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AutoCore.Core.Backups;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Backups;

namespace AutoCore.Daemon.Backups;

/// <summary>PostgreSQL databases: dumped by <c>pg_dump</c> as of one moment, proven by a restore into a scratch database, or by reading the dump
/// whole.</summary>
internal sealed class PostgresKind(Secrets secrets, RuntimeDirectory runtime, TimeProvider time) : ISourceKind
{
    /// <summary>A restore drops tables: it does not wait without end for a program that has one in use.</summary>
    private const string LockTimeout = "-c lock_timeout=60000";

    private const string Maintenance = "postgres";

    /// <summary>Rows of all tables, as the server counts them; no answer where an extension brought rows of its own, which a dump leaves out.</summary>
    private const string CountRows = """
        WITH t AS (
            SELECT n.nspname, c.relname, EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e') AS brought
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema')
        SELECT CASE WHEN bool_or(brought) THEN NULL ELSE
            coalesce(sum((xpath('/row/c/text()', query_to_xml(format('SELECT count(*) AS c FROM ONLY %I.%I', nspname, relname), false, true, '')))[1]::text::bigint), 0) END
        FROM t
        """;

    public BackupKind Kind => BackupKind.Postgres;

    public string Unit => "rows";

    public string LabelOf(BackupSourceOptions source) => ClientFor(source).Label;

    public async Task<MadeBackup> MakeAsync(BackupSourceOptions source, BackupFolder folder, Action<CopyProgress> progress, CancellationToken cancellationToken)
    {
        var client = ClientFor(source);
        var name = folder.NextName(source.Name, Kind, time.GetUtcNow());
        var incoming = Path.Combine(folder.Incoming, name.File);
        try
        {
            BackupRoom.Require(client.Label, source.Name, folder);
            // The size first: a wrong password or a database that is not there is told before anything is written.
            var size = await client.AskAsync(source.Server!.Database, "SELECT pg_database_size(current_database())", cancellationToken);
            await DumpAsync(client, incoming, long.Parse(size, CultureInfo.InvariantCulture), progress, cancellationToken);
            var proof = await ProveAsync(incoming, cancellationToken);
            if (proof.Problem is { } problem)
                throw new BackupFailure($"{client.Label}: the dump is not whole: {problem}; the card of {folder.Root} may be failing");
            var note = source.Server.Proof == PostgresProof.Read ? null : await TryOutAsync(client, source, folder, incoming, proof.Count, cancellationToken);
            folder.TakeIn(incoming, name.File, proof.Sum);
            return new(name, new FileInfo(folder.PathOf(name.File)).Length, proof.Count, Unit, note);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new BackupFailure($"{client.Label}: {e.Message}", inner: e);
        }
        finally
        {
            File.Delete(incoming);
        }
    }

    /// <summary>The sum, the table of contents, and every row read; the server is not needed.</summary>
    public async Task<Proof> ProveAsync(string backup, CancellationToken cancellationToken)
    {
        var sum = await Checksum.ComputeAsync(backup, cancellationToken);
        if (Checksum.TryRead(backup) is { } expected && expected != sum)
            return new("its checksum does not match", 0, sum);
        var rows = new DumpRows();
        var taken = 0L;
        var request = new CommandRequest("pg_restore", ["--data-only", "--file=-", backup])
        {
            Environment = new Dictionary<string, string>(),
            Progress = () => Interlocked.Read(ref taken),
            TakeOutput = async (output, token) =>
            {
                var buffer = new byte[64 * 1024];
                while (await output.ReadAsync(buffer, token) is > 0 and var count)
                {
                    rows.Take(buffer.AsSpan(0, count));
                    Interlocked.Add(ref taken, count);
                }
            },
        };
        var outcome = await ExternalCommand.RunAsync(request, cancellationToken)
            ?? throw new BackupFailure($"{backup}: pg_restore is not installed: apt install {PostgresClient.Package}");
        var problem = outcome.ExitCode != 0 ? PostgresAnswer.Explain("pg_restore", outcome.Errors) : rows.IsCut ? "it ends within a table" : null;
        return new(problem, rows.Rows, sum);
    }

    public async Task<bool> ExistsAsync(BackupSourceOptions source, CancellationToken cancellationToken)
    {
        var name = source.Server!.Database.Replace("'", "''", StringComparison.Ordinal);
        return await ClientFor(source).AskAsync(Maintenance, $"SELECT count(*) FROM pg_database WHERE datname = '{name}'", cancellationToken) == "1";
    }

    public async Task<string?> PutBackAsync(BackupSourceOptions source, string backup, bool keepOwners, CancellationToken cancellationToken)
    {
        var client = ClientFor(source);
        var database = source.Server!.Database;
        var isNew = !await ExistsAsync(source, cancellationToken);
        if (isNew)
            await client.RequireAsync("createdb", ["--template=template0", $"--maintenance-db={Maintenance}", database], cancellationToken);
        try
        {
            await client.RequireAsync("pg_restore", ["--clean", "--if-exists", "--single-transaction", "--exit-on-error", $"--dbname={database}", backup],
                cancellationToken,
                request =>
                WithSignsOfLife(
                request) with
                { Environment = new Dictionary<string, string>(request.Environment!, StringComparer.Ordinal) { ["PGOPTIONS"] = LockTimeout } });
            return null;
        }
        catch (BackupFailure) when (isNew)
        {
            await client.RunAsync("dropdb", ["--if-exists", "--force", $"--maintenance-db={Maintenance}", database], CancellationToken.None);
            throw;
        }
    }

    public async Task<string?> FindProblemAsync(BackupSourceOptions source, CancellationToken cancellationToken)
    {
        try
        {
            if (ExternalCommand.Find("pg_dump") is null)
                return $"pg_dump is not installed: apt install {PostgresClient.Package}";
            await ClientFor(source).AskAsync(source.Server!.Database, "SELECT 1", cancellationToken);
            return null;
        }
        catch (Exception e) when (e is BackupFailure or IOException)
        {
            return e.Message;
        }
    }

    private PostgresClient ClientFor(BackupSourceOptions source) => new(source.Server!, secrets, runtime);

    private static async Task DumpAsync(PostgresClient client, string incoming, long databaseBytes, Action<CopyProgress> progress,
        CancellationToken cancellationToken)
    {
        long Written()
        {
            var bytes = new FileInfo(incoming) is { Exists: true } file ? file.Length : 0;
            progress(new(Math.Min(bytes, databaseBytes), databaseBytes));
            return bytes;
        }
        CompressedFile.MakeEmpty(incoming);
        // Debian's newer pg_dump would wait for a lock without end; a minute is what a migration beside it may take.
        await client.RequireAsync("pg_dump", ["--format=custom", "--compress=1", "--lock-wait-timeout=60s", $"--file={incoming}"], cancellationToken,
            request => request with { Progress = Written, FindObstacle = () => BackupRoom.FindObstacle(incoming) });
        Posix.SyncFile(incoming);
    }

    /// <summary>Restores a dump into a scratch database and counts its rows there.</summary>
    /// <returns>Why it could not be tried out, or null.</returns>
    /// <exception cref="BackupFailure">It cannot be restored, or has other rows than the dump.</exception>
    private static async Task<string?> TryOutAsync(PostgresClient client, BackupSourceOptions source, BackupFolder folder, string dump, long rows,
        CancellationToken cancellationToken)
    {
        var scratch = ScratchName(source, folder);
        try
        {
            // One that a power cut left.
            await client.RunAsync("dropdb", ["--if-exists", "--force", $"--maintenance-db={Maintenance}", scratch], cancellationToken);
            var made = await client.RunAsync("createdb", ["--template=template0", $"--maintenance-db={Maintenance}", scratch], cancellationToken);
            var tried = made.ExitCode != 0 ? made
                : await client.RunAsync("pg_restore", ["--no-owner", "--no-acl", "--exit-on-error", $"--dbname={scratch}", dump], cancellationToken,
                    WithSignsOfLife);
            if (tried.ExitCode != 0 && PostgresAnswer.IsNotAllowed(tried.Errors) && source.Server!.Proof == PostgresProof.Auto)
                return "read whole, but not tried out: the role may not make a scratch database (ALTER ROLE … CREATEDB)";
            if (tried.ExitCode != 0)
                throw new BackupFailure($"{client.Label}: the dump cannot be restored: {PostgresAnswer.Explain("pg_restore", tried.Errors)}");
            var restored = await client.AskAsync(scratch, CountRows, cancellationToken);
            return restored.Length == 0 || restored == rows.ToString(CultureInfo.InvariantCulture) ? null
                : throw new BackupFailure($"{client.Label}: the restored dump has {restored} rows instead of {rows}");
        }
        finally
        {
            await client.RunAsync("dropdb", ["--if-exists", "--force", $"--maintenance-db={Maintenance}", scratch], CancellationToken.None);
        }
    }

    private static string ScratchName(BackupSourceOptions source, BackupFolder folder)
    {
        var whose = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.MachineName}:{folder.Root}")))[..8];
        return $"autocore_scratch_{whose}_{source.Name}";
    }

    private static CommandRequest WithSignsOfLife(CommandRequest request)
    {
        var lines = 0L;
        return request with
        {
            Arguments = ["--verbose", .. request.Arguments],
            OnErrorLine = _ => Interlocked.Increment(ref lines),
            Progress = () => Interlocked.Read(ref lines)
        };
    }
}
