using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Storage;

/// <summary>One line for every deletion and every restore, kept in the own database and there after a power cut.</summary>
internal sealed class AuditTrail(OwnDatabase database, TimeProvider time)
{
    private const int LinesKept = 10_000;

    /// <summary>Writes a line.</summary>
    /// <param name="action">What was done, in kebab-case, as the journal's event.</param>
    /// <param name="what">To what.</param>
    /// <param name="bytes">What it freed, if it is known.</param>
    /// <exception cref="SqliteException">The line could not be written.</exception>
    public void Write(string action, string what, long? bytes = null) => database.Write(connection =>
    {
        connection.Execute("INSERT INTO audit (at, action, what, bytes) VALUES ($at, $action, $what, $bytes)",
            ("$at", time.GetUtcNow().ToUnixTimeMilliseconds()), ("$action", action), ("$what", what), ("$bytes", bytes));
        // By number and not by age: the clock may be wrong.
        return connection.Execute("DELETE FROM audit WHERE id <= (SELECT max(id) FROM audit) - $kept", ("$kept", LinesKept));
    }, durable: true);
}
