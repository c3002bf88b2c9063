namespace AutoCore.Policies.Telemetry;

/// <summary>How the times of a table are read.</summary>
/// <param name="Format">The format to go by; never <see cref="TimestampFormat.Auto"/> unless there is a problem.</param>
/// <param name="Problem">Why nothing may be deleted by it, with the remedy; null if it fits.</param>
/// <param name="Oldest">The time of the row that was added first, as far as it can be read.</param>
public readonly record struct TimestampVerdict(TimestampFormat Format, string? Problem, DateTimeOffset? Oldest);

/// <summary>
/// Whether a table's times are what the settings say. Under the wrong format either nothing would ever be deleted, in silence, or everything at once.
/// </summary>
public static class TimestampPolicy
{
    /// <summary>Rows looked at from either end.</summary>
    public const int Samples = 20;

    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan FurthestAhead = TimeSpan.FromDays(730);

    /// <summary>Every format, with the word that the settings have for it, the most exact last.</summary>
    public static IReadOnlyList<(string Word, TimestampFormat Format)> Formats { get; } =
    [
        ("iso8601", TimestampFormat.Iso8601), ("unix-seconds", TimestampFormat.UnixSeconds),
        ("unix-milliseconds", TimestampFormat.UnixMilliseconds), ("unix-microseconds", TimestampFormat.UnixMicroseconds),
    ];

    /// <summary>Judges the configured format by the rows that were added last and first.</summary>
    /// <param name="configured">What the settings say.</param>
    /// <param name="newest">Values of the rows that were added last, as SQLite gives them.</param>
    /// <param name="oldest">Values of the rows that were added first.</param>
    /// <param name="now">The time, UTC.</param>
    public static TimestampVerdict Evaluate(TimestampFormat configured, IReadOnlyList<object?> newest, IReadOnlyList<object?> oldest, DateTimeOffset now)
    {
        var format = configured == TimestampFormat.Auto ? Detect(newest, now) ?? TimestampFormat.Auto : configured;
        var first = oldest.Select(v => Read(format, v)).FirstOrDefault(t => t is not null);
        if (newest.Count == 0)
            return new(format == TimestampFormat.Auto ? TimestampFormat.Iso8601 : format, null, null);
        if (newest.Count(v => IsPlausible(format, v, now)) * 2 <= newest.Count)
            return new(format, Describe(configured, [.. newest.Where(v => !IsPlausible(format, v, now))], now), first);
        // Rows of another format at the old end would all count as expired, however young they are.
        var foreign = oldest.Where(v => Read(format, v) < Earliest && Formats.Any(f => IsPlausible(f.Format, v, now))).ToList();
        return foreign.Count == 0
            ? new(format, null, first)
            : new(format,
                $"the oldest rows have times of another format ({Show(foreign[0])}): remove or convert them by hand, every one of them would go", first);
    }

    /// <summary>A value's time; null if it is none of this format.</summary>
    public static DateTimeOffset? Read(TimestampFormat format, object? value) => format switch
    {
        TimestampFormat.Auto => null,
        TimestampFormat.Iso8601 => ReadText(value as string),
        _ => ReadNumber(value) is { } number ? FromSeconds(number / PerSecond(format)) : null,
    };

    /// <summary>Units of a format of numbers in a second.</summary>
    public static double PerSecond(TimestampFormat format) => format switch
    {
        TimestampFormat.UnixMicroseconds => 1e6,
        TimestampFormat.UnixMilliseconds => 1e3,
        _ => 1,
    };

    private static TimestampFormat? Detect(IReadOnlyList<object?> values, DateTimeOffset now) =>
        Formats.Select(f => f.Format).Where(f => values.Count(v => IsPlausible(f, v, now)) * 2 > values.Count).Select(f => (TimestampFormat?)f)
        .FirstOrDefault();

    private static bool IsPlausible(TimestampFormat format, object? value, DateTimeOffset now) =>
        Read(format, value) is { } time && time >= Earliest && time <= now + FurthestAhead;

    /// <param name="configured">What the settings say.</param>
    /// <param name="wrong">The newest values that are no times of these years under it.</param>
    /// <param name="now">The time, UTC.</param>
    private static string Describe(TimestampFormat configured, IReadOnlyList<object?> wrong, DateTimeOffset now)
    {
        var shown = wrong.FirstOrDefault(v => v is not null) is { } value ? Show(value) : "NULL";
        var found = Detect(wrong, now);
        var word = Formats.FirstOrDefault(f => f.Format == configured).Word;
        return found is { } other
            ? $"its newest times, such as {shown}, are not {word}: set TimestampFormat to {Formats.First(f => f.Format == other).Word}"
            : $"its newest times, such as {shown}, are {(word is null ? "of no known format" : $"no times of these years as {word}, nor in another known format")} ({string.Join(", ", Formats.Select(f => f.Word))}): name a column that has such times";
    }

    private static string Show(object? value)
    {
        if (value is byte[])
            return "a blob";
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return value is string ? $"\"{(text.Length > 40 ? text[..40] + "…" : text)}\"" : text;
    }

    private static double? ReadNumber(object? value) => value switch
    {
        long whole => whole,
        double real => real,
        string text when text.Length is > 0 and < 30 && text.All(c => char.IsAsciiDigit(c) || c == '.')
        && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static DateTimeOffset? FromSeconds(double seconds) =>
        seconds is >= 0 and < 253_402_300_800 ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : double.IsFinite(seconds) && seconds > 0
        ? DateTimeOffset.MaxValue : null;

    private static DateTimeOffset? ReadText(string? text) =>
        text is { Length: >= 10 } && (text.Length == 10 || (text[10] is 'T' or ' ' && text.Length > 11 && char.IsAsciiDigit(text[11])))
        && DateTime.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day, TimeSpan.Zero)
            : null;
}
