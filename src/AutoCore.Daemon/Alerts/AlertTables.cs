using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.Health;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Alerts;

/// <summary>What an earlier run left on the card.</summary>
/// <param name="Alerts">What waited.</param>
/// <param name="Incidents">What was not over.</param>
/// <param name="GaveUp">The channels that had given something up and delivered nothing since, with the reason.</param>
internal sealed record AlertsLeft(
    IReadOnlyList<QueuedAlert> Alerts, IReadOnlyList<KeyValuePair<string, Incident>> Incidents, IReadOnlyList<KeyValuePair<string, string>> GaveUp);

/// <summary>
/// The outbox in the own database. The tables are made with the first alert, so that who has no alerts has no tables; each write is on the card
/// when it returns, so that a power cut takes no queued alert. Attempts and what was given up have tables of their own: an earlier release, which knows
/// nothing of them, may write to the others.
/// </summary>
internal sealed class AlertTables(OwnDatabase database)
{
    private const string Make = """
        CREATE TABLE IF NOT EXISTS alert (
            id INTEGER PRIMARY KEY, way TEXT NOT NULL, type TEXT NOT NULL, at INTEGER NOT NULL, severity INTEGER NOT NULL, text TEXT NOT NULL,
            is_over INTEGER NOT NULL, count INTEGER NOT NULL, message TEXT
        ) STRICT;
        CREATE TABLE IF NOT EXISTS alert_attempt (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, refusals INTEGER NOT NULL, waited INTEGER NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS alert_incident (key TEXT PRIMARY KEY, severity INTEGER NOT NULL, peak INTEGER NOT NULL, told INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS alert_gave_up (way TEXT PRIMARY KEY, reason TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """;

    /// <summary>What is there; null, with the reason, if it cannot be read at present.</summary>
    public AlertsLeft? TryLoad(out string? problem)
    {
        AlertsLeft? left = null;
        problem = Try(() => left = database.Run(Load));
        return left;
    }

    /// <summary>Writes changes; the reason if that failed.</summary>
    public string? Apply(AlertChanges changes) => Try(() => database.Write(c =>
    {
        c.Execute(Make);
        foreach (var (id, alert) in changes.Alerts)
        {
            if (alert is null)
                c.Execute("DELETE FROM alert WHERE id = @id; DELETE FROM alert_attempt WHERE id = @id", ("@id", id));
            else
                Put(c, alert);
        }
        foreach (var (key, incident) in changes.Incidents)
        {
            if (incident is { } open)
                Put(c, key, open);
            else
                c.Execute("DELETE FROM alert_incident WHERE key = @key", ("@key", key));
        }
        foreach (var (way, reason) in changes.GaveUp)
        {
            if (reason is not null)
                Put(c, way, reason);
            else
                c.Execute("DELETE FROM alert_gave_up WHERE way = @way", ("@way", way));
        }
        return true;
    }, durable: true));

    /// <summary>Writes everything anew; the reason if that failed.</summary>
    public string? Rewrite(IEnumerable<QueuedAlert> alerts, IEnumerable<KeyValuePair<string, Incident>> incidents,
        IEnumerable<KeyValuePair<string, string>> gaveUp) => Try(() => database.Write(c =>
    {
        c.Execute($"{Make} DELETE FROM alert; DELETE FROM alert_attempt; DELETE FROM alert_incident; DELETE FROM alert_gave_up;");
        foreach (var (way, reason) in gaveUp)
            Put(c, way, reason);
        foreach (var alert in alerts)
            Put(c, alert);
        foreach (var (key, incident) in incidents)
            Put(c, key, incident);
        return true;
    }, durable: true));

    /// <summary>Forgets everything, if there ever was an alert; how many waited.</summary>
    public static long Empty(SqliteConnection connection)
    {
        if (!AreThere(connection))
            return 0;
        var waiting = connection.Number("SELECT count(*) FROM alert");
        connection.Execute("BEGIN; DELETE FROM alert; DELETE FROM alert_incident; COMMIT");
        if (IsThere(connection, "alert_gave_up"))
            connection.Execute("DELETE FROM alert_gave_up");
        return waiting;
    }

    private static bool AreThere(SqliteConnection connection) =>
        connection.Number("SELECT count(*) FROM sqlite_master WHERE name IN ('alert', 'alert_incident')") == 2;

    /// <summary>Whether there is a table that an earlier release did not have.</summary>
    private static bool IsThere(SqliteConnection connection, string table) =>
        connection.Number($"SELECT count(*) FROM sqlite_master WHERE name = '{table}'") == 1;

    private static AlertsLeft Load(SqliteConnection connection)
    {
        if (!AreThere(connection))
            return new([], [], []);
        var left = LoadEntries(connection);
        if (IsThere(connection, "alert_attempt"))
            TakeAttempts(connection, left.Alerts);
        return IsThere(connection, "alert_gave_up") ? left with
        {
            GaveUp = connection.Rows("SELECT way, reason FROM alert_gave_up", static r => KeyValuePair.Create(r.GetString(0), r.GetString(1))),
        } : left;
    }

    private static void TakeAttempts(SqliteConnection connection, IReadOnlyList<QueuedAlert> alerts)
    {
        var byId = alerts.ToDictionary(a => a.Id);
        foreach (var (id, at, refusals, waited) in connection.Rows("SELECT id, at, refusals, waited FROM alert_attempt",
            static r => (r.GetInt64(0), Time(r.GetInt64(1)), r.GetInt64(2), r.GetInt64(3))))
        {
            // An earlier release may have given the number to another alert.
            if (!byId.TryGetValue(id, out var alert) || alert.Entry.At != at)
                continue;
            alert.Refusals = (int)Math.Clamp(refusals, 0, int.MaxValue);
            alert.Waited = TimeSpan.FromSeconds(Math.Clamp(waited, 0, int.MaxValue));
        }
    }

    private static AlertsLeft LoadEntries(SqliteConnection connection) => new(
            connection.Rows("SELECT id, way, type, at, severity, text, is_over, count, message FROM alert ORDER BY id", static r => new QueuedAlert(
                r.GetInt64(0), r.GetString(1),
                new(r.GetString(2), Time(r.GetInt64(3)), Level(r.GetInt64(4)), r.GetString(5), r.GetInt64(6) != 0,
                    (int)Math.Clamp(r.GetInt64(7), 1, int.MaxValue)),
                r.IsDBNull(8) ? null : r.GetString(8))),
            connection.Rows("SELECT key, severity, peak, told FROM alert_incident", static r =>
                KeyValuePair.Create(r.GetString(0), new Incident(Level(r.GetInt64(1)), Level(r.GetInt64(2)), Time(r.GetInt64(3))))), []);

    private static void Put(SqliteConnection connection, QueuedAlert alert)
    {
        connection.Execute(
            "INSERT OR REPLACE INTO alert VALUES (@id, @way, @type, @at, @severity, @text, @is_over, @count, @message)",
            ("@id", alert.Id), ("@way", alert.Channel), ("@type", alert.Entry.Type), ("@at", alert.Entry.At.ToUnixTimeMilliseconds()),
            ("@severity", (long)alert.Entry.Severity),
            ("@text", alert.Entry.Text), ("@is_over", alert.Entry.IsOver ? 1L : 0L), ("@count", (long)alert.Entry.Count), ("@message", alert.Message));
        if (alert.Refusals > 0 || alert.Waited > TimeSpan.Zero)
        {
            connection.Execute("INSERT OR REPLACE INTO alert_attempt VALUES (@id, @at, @refusals, @waited)", ("@id", alert.Id),
                ("@at", alert.Entry.At.ToUnixTimeMilliseconds()), ("@refusals", (long)alert.Refusals), ("@waited", (long)alert.Waited.TotalSeconds));
        }
    }

    private static void Put(SqliteConnection connection, string key, Incident incident) => connection.Execute(
        "INSERT OR REPLACE INTO alert_incident VALUES (@key, @severity, @peak, @told)",
        ("@key", key), ("@severity", (long)incident.Severity), ("@peak", (long)incident.Peak), ("@told", incident.ToldAt.ToUnixTimeMilliseconds()));

    private static void Put(SqliteConnection connection, string way, string reason) =>
        connection.Execute("INSERT OR REPLACE INTO alert_gave_up VALUES (@way, @reason)", ("@way", way), ("@reason", reason));

    private static DateTimeOffset Time(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(
        Math.Clamp(milliseconds, DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));

    private static Rating Level(long value) => (Rating)Math.Clamp(value, (long)Rating.Ok, (long)Rating.Critical);

    private static string? Try(Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }
}
