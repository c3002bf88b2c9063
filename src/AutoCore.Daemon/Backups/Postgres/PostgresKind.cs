using AutoCore.Core.Backups;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Policies.Backups;
using AutoCore.Policies.Backups.Postgres;

namespace AutoCore.Daemon.Backups.Postgres;

/// <summary>PostgreSQL databases: dumped by <c>pg_dump</c> as of one moment, proven by a restore into a scratch database, or by reading the dump
/// whole.</summary>
internal sealed class PostgresKind(BackupsOptions options, Secrets secrets, RuntimeDirectory runtime, TimeProvider time) : ISourceKind
{
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
            // A wrong password or a database that is not there is told before anything is written.
            var server = new PostgresServer(client, client.Database);
            var facts = await server.LookAsync(cancellationToken);
            await DumpAsync(client, server, facts, incoming, progress, cancellationToken);
            var proof = await ProveAsync(incoming, cancellationToken);
            if (proof.Problem is { } problem)
                throw new BackupFailure($"{client.Label}: the dump is not whole: {problem}; the card of {folder.Root} may be failing");
            var wanted = source.Server!.Proof;
            var trial = new PostgresTrial(client, server, facts, NamesOf(source).Scratch);
            var untried = wanted == PostgresProof.Read ? null : await trial.RunAsync(incoming, proof.Count, cancellationToken);
            // What was read whole is kept: it only does not count as what was wanted.
            var isWhole = untried is null || !untried.IsDoubtful && wanted == PostgresProof.Auto;
            name = name with { IsPartial = !isWhole };
            folder.TakeIn(incoming, name.File, proof.Sum);
            string?[] notes = [untried is null ? null : $"read: not tried out: {untried.Reason}", trial.Note];
            var note = string.Join("; ", notes.OfType<string>());
            return new(name, new FileInfo(folder.PathOf(name.File)).Length, proof.Count, Unit, note.Length > 0 ? note : null) { IsWhole = isWhole };
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

    public Task<Proof> ProveAsync(string backup, CancellationToken cancellationToken) => PostgresDump.ProveAsync(backup, cancellationToken);

    public async Task<bool> ExistsAsync(BackupSourceOptions source, CancellationToken cancellationToken)
    {
        var client = ClientFor(source);
        var reply = await client.TryAsync(client.Database, "SELECT 1", cancellationToken);
        if (reply.Problem is null)
            return true;
        return await FindExchangeAsync(client, source, cancellationToken) is { } exchange ? await exchange.ExistsAsync(client.Database, cancellationToken)
            : throw new BackupFailure(reply.Problem);
    }

    public async Task<bool> KeepsPresentAsync(BackupSourceOptions source, CancellationToken cancellationToken)
    {
        var client = ClientFor(source);
        return await FindExchangeAsync(client, source, cancellationToken) is { } exchange && await exchange.MayRenameAsync(client.Database, cancellationToken);
    }

    public async Task<string?> PutBackAsync(BackupSourceOptions source, string backup, bool keepOwners, CancellationToken cancellationToken)
    {
        var client = ClientFor(source);
        var exchange = await FindExchangeAsync(client, source, cancellationToken);
        if (exchange is not null && (!await ExistsAsync(source, cancellationToken) || await exchange.MayRenameAsync(client.Database, cancellationToken)))
            return await new PostgresRestore(client, exchange, NamesOf(source)).RunAsync(backup, cancellationToken);
        await new PostgresReplace(client, time).RunAsync(backup, cancellationToken);
        return null;
    }

    public async Task<long?> ExchangeBackAsync(BackupSourceOptions source, CancellationToken cancellationToken)
    {
        var client = ClientFor(source);
        var exchange = await FindExchangeAsync(client, source, cancellationToken)
            ?? throw new BackupFailure($"{client.Label}: the role may use no other database, from which names could be exchanged: let it use postgres");
        await new PostgresRestore(client, exchange, NamesOf(source)).ExchangeBackAsync(cancellationToken);
        return await PostgresTrial.CountAsync(client, client.Database, cancellationToken);
    }

    public async Task<string?> FindProblemAsync(BackupSourceOptions source, CancellationToken cancellationToken)
    {
        try
        {
            if (ExternalCommand.Find("pg_dump") is null)
                return $"pg_dump is not installed: apt install {PostgresClient.Package}";
            var client = ClientFor(source);
            var server = new PostgresServer(client, client.Database);
            return await server.FindRemedyAsync(await server.LookAsync(cancellationToken), cancellationToken);
        }
        catch (Exception e) when (e is BackupFailure or IOException)
        {
            return e.Message;
        }
    }

    private PostgresClient ClientFor(BackupSourceOptions source) => new(source.Server!, secrets, runtime);

    private PostgresNames NamesOf(BackupSourceOptions source) => PostgresNames.Of(options.Root, source.Name);

    private async Task<PostgresExchange?> FindExchangeAsync(PostgresClient client, BackupSourceOptions source, CancellationToken cancellationToken)
    {
        var names = NamesOf(source);
        var third = await PostgresExchange.FindThirdAsync(client, [client.Database, .. names.All], cancellationToken);
        return third is null ? null : new(client, third, time);
    }

    private static async Task DumpAsync(PostgresClient client, PostgresServer server, PostgresServer.Facts facts, string incoming,
        Action<CopyProgress> progress, CancellationToken cancellationToken)
    {
        long Written()
        {
            var bytes = new FileInfo(incoming) is { Exists: true } file ? file.Length : 0;
            progress(new(Math.Min(bytes, facts.Bytes), facts.Bytes));
            return bytes;
        }
        CompressedFile.MakeEmpty(incoming);
        // Debian's newer pg_dump would wait for a lock without end; a minute is what a migration beside it may take.
        string[] arguments = ["--format=custom", "--compress=1", "--lock-wait-timeout=60s", $"--file={incoming}",
            $"--dbname={PostgresName.Connection(client.Database)}"];
        var outcome = await client.RunAsync("pg_dump", arguments, cancellationToken,
            request => request with { Progress = Written, FindObstacle = () => BackupRoom.FindObstacle(incoming) });
        if (outcome.ExitCode != 0)
        {
            var remedy = await server.FindRemedyAsync(facts, cancellationToken);
            throw new BackupFailure($"{client.Label}: {PostgresAnswer.Explain("pg_dump", outcome.ExitCode, outcome.Errors, remedy)}");
        }
        Posix.SyncFile(incoming);
    }
}
