using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Backups;
using AutoCore.Policies.Backups.Postgres;

namespace AutoCore.Daemon.Backups.Postgres;

/// <summary>A dump, read without any server.</summary>
internal static class PostgresDump
{
    /// <summary>The sum, the table of contents, and every row read.</summary>
    /// <exception cref="BackupFailure">It cannot be read on this machine.</exception>
    /// <exception cref="IOException">The program that reads it was killed, or the like: nothing is said about the dump.</exception>
    public static async Task<Proof> ProveAsync(string backup, CancellationToken cancellationToken)
    {
        var sum = await Checksum.ComputeAsync(backup, cancellationToken);
        if (Checksum.TryRead(backup) is { } expected && expected != sum)
            return new("its checksum does not match", 0, sum);
        var rows = new DumpRows();
        var problem = await ReadAsync(backup, ["--data-only"], rows.Take, cancellationToken) ?? (rows.IsCut ? "it ends within a table" : null);
        return new(problem, rows.Rows, sum);
    }

    /// <summary>What a proven dump says of its database and of roles.</summary>
    /// <exception cref="BackupFailure">It cannot be read.</exception>
    /// <exception cref="IOException">As of <see cref="ProveAsync"/>.</exception>
    public static async Task<DumpOutline> OutlineAsync(string backup, CancellationToken cancellationToken)
    {
        var outline = new DumpOutline();
        var reader = new SqlReader(outline.Take);
        // Not --schema-only, which leaves out whose the large objects are.
        if (await ReadAsync(backup, ["--section=pre-data", "--section=post-data", "--create"], reader.Take, cancellationToken) is { } problem)
            throw new BackupFailure($"{backup}: {problem}");
        reader.End();
        return outline;
    }

    private delegate void TakePiece(ReadOnlySpan<byte> piece);

    private static async Task<string?> ReadAsync(string backup, string[] options, TakePiece take, CancellationToken cancellationToken)
    {
        var taken = 0L;
        var request = new CommandRequest("pg_restore", [.. options, "--file=-", backup])
        {
            Environment = new Dictionary<string, string>(),
            Progress = () => Interlocked.Read(ref taken),
            TakeOutput = async (output, token) =>
            {
                var buffer = new byte[64 * 1024];
                while (await output.ReadAsync(buffer, token) is > 0 and var count)
                {
                    take(buffer.AsSpan(0, count));
                    Interlocked.Add(ref taken, count);
                }
            },
        };
        var outcome = await ExternalCommand.RunAsync(request, cancellationToken)
            ?? throw new BackupFailure($"{backup}: pg_restore is not installed: apt install {PostgresClient.Package}");
        if (outcome.ExitCode == 0)
            return null;
        var said = PostgresAnswer.Explain("pg_restore", outcome.ExitCode, outcome.Errors);
        return PostgresAnswer.IsVerdict(outcome.ExitCode, outcome.Errors) ? said : throw new IOException($"{backup} was not read to its end: {said}");
    }
}
