namespace AutoCore.Policies.Hosting;

/// <summary>Reads <c>Retry-After</c> (RFC 9110): how long a far side that is busy wants to be left alone.</summary>
public static class RetryAfter
{
    private const DateTimeStyles Universal = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    /// <summary>The wish of an answer, or null: it is one of 429 and 503 only.</summary>
    /// <param name="status">The answer's status.</param>
    /// <param name="value">The header: seconds, or a date.</param>
    /// <param name="date">The answer's own <c>Date</c>, or null: a date means the far side's clock, which may be years off, as ours may.</param>
    /// <param name="now">Our time, for an answer without a date.</param>
    public static TimeSpan? Read(int status, string? value, string? date, DateTimeOffset now)
    {
        if (status is not (429 or 503) || value is null)
            return null;
        // One with more digits than any number has is long all the same.
        if (double.TryParse(value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2));
        if (Date(value) is not { } until)
            return null;
        var wait = until - (Date(date) ?? now);
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>Also the form of C's <c>asctime</c>, which RFC 9110 has for old senders.</summary>
    private static DateTimeOffset? Date(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Universal, out var date)
        || DateTimeOffset.TryParseExact(text, "ddd MMM d HH:mm:ss yyyy", CultureInfo.InvariantCulture, Universal | DateTimeStyles.AllowInnerWhite, out date)
        ? date : null;
}
