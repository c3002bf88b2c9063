namespace AutoCore.Policies.Clock;

/// <summary>What is known of the clock over restarts: a line of words that a person may read, or delete if it is wrong.</summary>
/// <param name="Newest">The newest time that was reached while the clock was believed, UTC.</param>
/// <param name="Synchronized">The newest time that a time server vouched for, UTC, or null: weaker evidence never beats it.</param>
/// <param name="RtcAgreed">Whether a battery-backed clock showed the same time when the clock was believed last.</param>
public readonly record struct ClockMemory(DateTimeOffset Newest, DateTimeOffset? Synchronized, bool RtcAgreed)
{
    private const string Form = "yyyy-MM-ddTHH:mm:ssZ";
    private const string SynchronizedKey = "synchronized=";
    private const string Rtc = "rtc";

    /// <summary>The memory as a line.</summary>
    public override string ToString() => $"{Show(Newest)}{(Synchronized is { } time ? $" {SynchronizedKey}{Show(time)}" : "")}{(RtcAgreed ? $" {Rtc}" : "")}";

    /// <summary>Reads such a line; older versions wrote the time alone.</summary>
    public static ClockMemory? TryParse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0 || ReadTime(words[0]) is not { } newest)
            return null;
        var synchronized = words.FirstOrDefault(w => w.StartsWith(SynchronizedKey, StringComparison.Ordinal));
        return new(newest, synchronized is null ? null : ReadTime(synchronized[SynchronizedKey.Length..]), words.Contains(Rtc, StringComparer.Ordinal));
    }

    internal static string Show(DateTimeOffset time) => time.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    internal static DateTimeOffset? ReadTime(string text) =>
        DateTimeOffset.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}

/// <summary>How long a clock in doubt has run without a jump, short runs added up.</summary>
/// <param name="Newest">The newest time that it showed, UTC: a run that begins earlier is another clock's.</param>
/// <param name="Ran">For how long.</param>
public readonly record struct DoubtfulRun(DateTimeOffset Newest, TimeSpan Ran)
{
    private const string Word = "in-doubt";

    /// <summary>The run as a line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ClockMemory.Show(Newest)} {Word} {(long)Ran.TotalSeconds}");

    /// <summary>Reads such a line.</summary>
    public static DoubtfulRun? TryParse(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var at, Word, var seconds]
        && ClockMemory.ReadTime(at) is { } time && long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var ran)
        && ran <= TimeSpan.FromDays(36_500).TotalSeconds
            ? new(time, TimeSpan.FromSeconds(ran))
            : null;
}
