namespace AutoCore.Policies.Telemetry;

/// <summary>How a table writes its times.</summary>
public enum TimestampFormat
{
    Iso8601,
    UnixSeconds,
    UnixMilliseconds,
    UnixMicroseconds,

    /// <summary>Whichever of the others the newest rows are of.</summary>
    Auto,
}

/// <summary>
/// The SQL condition that a row has expired. The first comparison is one that an index on the column answers; the others make it exact and leave
/// alone whatever is no time of this format. <c>$bound</c> and <c>$cutoff</c> are its arguments.
/// </summary>
/// <param name="Sql">The condition.</param>
/// <param name="Bound">Value of <c>$bound</c>.</param>
/// <param name="Cutoff">Value of <c>$cutoff</c>.</param>
public readonly record struct ExpiryCondition(string Sql, object Bound, object Cutoff)
{
    private static readonly TimeSpan FurthestZone = TimeSpan.FromHours(14);

    /// <summary>Makes the condition for a column.</summary>
    /// <param name="column">The column, quoted.</param>
    /// <param name="format">How it writes times.</param>
    /// <param name="cutoff">Rows before this have expired.</param>
    public static ExpiryCondition For(string column, TimestampFormat format, DateTimeOffset cutoff) => format switch
    {
        TimestampFormat.Iso8601 => OfText(column, cutoff.UtcDateTime),
        TimestampFormat.Auto => throw new ArgumentOutOfRangeException(nameof(format), format, "the format is not known yet"),
        _ => OfNumbers(column, cutoff.ToUnixTimeMilliseconds() / 1000.0 * TimestampPolicy.PerSecond(format)),
    };

    /// <summary>
    /// The bound is a date that no expired text reaches whatever its zone, so that texts with <c>T</c> and with a space compare alike;
    /// <c>julianday</c> reads both, takes a text without zone as UTC, and answers null to what it does not understand.
    /// </summary>
    private static ExpiryCondition OfText(string column, DateTime cutoff) => new(
        $"{column} < $bound AND typeof({column}) = 'text' AND {column} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND julianday({column}) < julianday($cutoff)",
        (cutoff + FurthestZone).Date.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        cutoff.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture));

    /// <summary>A column of text affinity holds its numbers as text; those compare as text first and as numbers then.</summary>
    private static ExpiryCondition OfNumbers(string column, double cutoff) => new(
        $"{column} < $bound AND (typeof({column}) IN ('integer', 'real') OR typeof({column}) = 'text' AND {column} GLOB '[0-9]*' AND {column} NOT GLOB '*[^0-9.]*') AND CAST({column} AS REAL) < $cutoff",
        cutoff, cutoff);
}
