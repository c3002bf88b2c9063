using AutoCore.Core.Storage;
using AutoCore.Policies.Telemetry;
using Microsoft.Data.Sqlite;

namespace AutoCore.Web.Data;

/// <summary>What a series was during one step.</summary>
/// <param name="At">The step's beginning, UTC.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Minimum">The least value.</param>
/// <param name="Maximum">The greatest value.</param>
/// <param name="Count">How many values there were.</param>
internal readonly record struct TelemetryPoint(DateTimeOffset At, double Mean, double Minimum, double Maximum, long Count);

/// <summary>
/// Telemetry by key: the daemon's own figures by their column (<c>disk_used_percent</c>, <c>cpu_temperature_celsius</c>, …; see
/// <see cref="SampleColumns"/>), devices' values as <c>TOPIC:KEY</c>. Steps without a value are left out.
/// </summary>
internal sealed class TelemetrySource(ReadDatabase database)
{
    /// <summary>Points that are answered at most.</summary>
    public const int MostPoints = 2_000;

    /// <summary>Read at a time, so that no snapshot of the database lives long.</summary>
    private const long Chunk = 24 * RollupPolicy.Hour;

    /// <summary>The keys there are.</summary>
    public IReadOnlyList<string> Keys() =>
    [
        .. SampleColumns.All.Select(c => c.Name),
        .. database.TryRead(
        c => c.Rows("SELECT topic || ':' || key FROM series WHERE topic <> $own ORDER BY 1", static row => row.GetString(0),
            ("$own", SampleColumns.Topic))) ?? [],
    ];

    /// <summary>The step that gives about this many points, at least a minute.</summary>
    public static TimeSpan StepFor(DateTimeOffset from, DateTimeOffset to, int points) =>
        TimeSpan.FromMinutes(Math.Max(1, Math.Ceiling((to - from).TotalMinutes / points)));

    /// <summary>A series; null if there is none of that key. Whatever resolution the rows have, a step holds all of them.</summary>
    /// <param name="key">One of <see cref="Keys"/>.</param>
    /// <param name="from">From when on, UTC.</param>
    /// <param name="to">Until before when, UTC.</param>
    /// <param name="step">The length of a step; at most <see cref="MostPoints"/> of them must cover the time.</param>
    public IReadOnlyList<TelemetryPoint>? Read(string key, DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        var column = SampleColumns.All.Select(c => c.Name).FirstOrDefault(name => name == key);
        var id = database.TryRead(
            c => c.Rows("SELECT id FROM series WHERE CASE topic WHEN $own THEN key ELSE topic || ':' || key END = $key", static row => row.GetInt64(0),
                ("$own", SampleColumns.Topic), ("$key", key)));
        if (column is null && id is not [_])
            return null;
        var steps = new SortedDictionary<long, Step>();
        var (end, length) = (to.ToUnixTimeMilliseconds(), (long)step.TotalMilliseconds);
        for (var start = from.ToUnixTimeMilliseconds(); start < end; start += Chunk)
            AddChunk(steps, column, id is [var series] ? series : null, length, start, Math.Min(start + Chunk, end));
        return [.. steps.Select(
            s => new TelemetryPoint(DateTimeOffset.FromUnixTimeMilliseconds(s.Key), s.Value.Total / s.Value.Count, s.Value.Minimum, s.Value.Maximum,
                s.Value.Count))];
    }

    private void AddChunk(SortedDictionary<long, Step> steps, string? column, long? series, long step, long start, long end) => database.TryRead(connection =>
    {
        // The column is one of the few that the schema has, found by comparison.
        if (column is not null)
        {
            Add(steps, connection,
                $"SELECT at / $step * $step, count({column}), min({column}), max({column}), total({column}) FROM sample WHERE at >= $start AND at < $end AND {column} NOT NULL GROUP BY 1", null, step, start, end);
        }
        if (series is not null)
        {
            Add(steps, connection,
                "SELECT at / $step * $step, count(*), min(value), max(value), total(value) FROM reading WHERE at >= $start AND at < $end AND series = $series AND typeof(value) IN ('integer', 'real') GROUP BY 1", series, step, start, end);
            Add(steps, connection,
                "SELECT at / $step * $step, sum(count), min(minimum), max(maximum), total(total) FROM rollup WHERE level IN (60000, 3600000) AND at >= $start AND at < $end AND series = $series AND total NOT NULL GROUP BY 1", series, step, start, end);
        }
        return steps;
    });

    private static void Add(SortedDictionary<long, Step> steps, SqliteConnection connection, string sql, long? series, long step, long start, long end)
    {
        foreach (
            var (at, found) in connection.Rows(
            sql, static row => (row.GetInt64(0), new Step(row.GetInt64(1), row.GetDouble(2), row.GetDouble(3), row.GetDouble(4))),
            ("$step", step), ("$start", start), ("$end", end), ("$series", series)))
        {
            steps[at] = steps.TryGetValue(at, out var known) ? known.With(found) : found;
        }
    }

    private readonly record struct Step(long Count, double Minimum, double Maximum, double Total)
    {
        public Step With(Step other) => new(Count + other.Count, Math.Min(Minimum, other.Minimum), Math.Max(Maximum, other.Maximum), Total + other.Total);
    }
}
