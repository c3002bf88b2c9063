using AutoCore.Core.Health;
using AutoCore.Core.Storage;
using AutoCore.Core.Telemetry;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.Telemetry;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Telemetry;

/// <summary>Looks whether the configured tables can be kept short, and what hinders it.</summary>
internal sealed class RetentionCheck(TelemetryOptions options, TimeProvider time) : DoctorCheck
{
    private const long FreeWorthTelling = 10_000_000;

    public override string Subject => "retention";

    protected override IEnumerable<Finding> Look(CancellationToken cancellationToken) => options.Retention.SelectMany(Look);

    private IReadOnlyList<Finding> Look(RetentionOptions table)
    {
        var subject = $"{Subject} of {table.Table}";
        try
        {
            using var connection = ForeignDatabase.Open(table.Database);
            return Look(subject, table, connection);
        }
        catch (Exception e) when (e is RetentionRefused or ForeignDatabaseRefused or SqliteException)
        {
            return [Finding.Warning(subject, $"{table.Database} is left alone", e.Describe())];
        }
    }

    private List<Finding> Look(string subject, RetentionOptions table, SqliteConnection connection)
    {
        var found = ForeignTable.Find(connection, table);
        var times = found.EvaluateTimes(connection, table.TimestampFormat, time.GetUtcNow());
        if (times.Problem is { } problem)
            return [Finding.Warning(subject, $"{table.Database} is left alone", problem)];
        var findings = new List<Finding>();
        if (found.IsScanned(connection, ExpiryCondition.For(found.Column, times.Format, time.GetUtcNow())))
        {
            findings.Add(
                Finding.Warning(subject, $"{table.Database} is read whole at each pass; {Describe(times)}",
                    $"sqlite3 {table.Database} '{found.MissingIndex}'"));
        }
        var free = connection.Number("PRAGMA freelist_count") * connection.Number("PRAGMA page_size");
        if (free > FreeWorthTelling && connection.Number("PRAGMA auto_vacuum") == 0)
        {
            // Rows to come use the free pages; only VACUUM gives them back, and it writes the whole database once more, twice beside each other.
            var need = new DatabaseFile(table.Database).Bytes;
            findings.Add(Finding.Ok(subject, $"{ByteSize.Format(free)} are free within {table.Database} and used by rows to come",
                $"To give them back: autocore guard --need {need} --path {Path.GetDirectoryName(table.Database)} -- sqlite3 {table.Database} VACUUM"));
        }
        if (findings.Count == 0)
            findings.Add(Finding.Ok(subject, $"{table.Database} is kept to {table.Days} days, with an index; {Describe(times)}"));
        return findings;
    }

    private static string Describe(TimestampVerdict times) =>
        times.Oldest is { } oldest ? string.Create(CultureInfo.InvariantCulture, $"its oldest row is of {oldest:yyyy-MM-dd}") : "it has no rows";
}
