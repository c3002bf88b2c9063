using AutoCore.Policies.Health;

namespace AutoCore.Core.Telemetry;

/// <summary>Events of telemetry and retention: from 7100 on.</summary>
public static class TelemetryEvents
{
    /// <summary>Tables of other programs that are not kept short.</summary>
    public static Condition Retention { get; } = new("retention", "the retention of", "database", "table");

    /// <summary>Devices that publish too much.</summary>
    public static Condition Intake { get; } = new("telemetry-flood", "the intake of values");

    public static EventDefinition Flushed { get; } = new(7100, "telemetry-flushed", Severity.Debug, "{rows} rows of telemetry written",
        "Samples went from memory to the database.");

    public static EventDefinition FlushFailed { get; } = new(7101, "telemetry-flush-failed", Severity.Warning,
        "{rows} rows of telemetry could not be written and wait: {reason} (failure {failures} in a row)",
        "Samples could not be written and wait in memory, bounded.", "As for `database-not-opened`.");

    public static EventDefinition ProbeFailed { get; } = new(7102, "latency-probe-failed", Severity.Warning,
        "The database did not answer the latency probe: {reason}",
        "The timed write and read of the database failed.", "As for `database-not-opened`.");

    public static EventDefinition RetentionDone { get; } = new(7103, "retention-done", Severity.Info, "{rows} old rows removed from {table}",
        "Old rows were removed, in small batches.");

    public static EventDefinition RetentionRefused { get; } = new(7104, "retention-refused", Severity.Warning,
        "{table} in {database} is not kept short: {reason}",
        "Another program's table is not kept short: missing, locked, of another shape, or its folder would shut the program out.",
        "`autocore doctor` says how to mend it.")
    { Opens = Retention, Portuguese = "{table} em {database} não é mantida curta: {reason}" };

    public static EventDefinition RetentionFullScan { get; } = new(7105, "retention-full-scan", Severity.Warning,
        "{table} in {database} is read whole at each pass, an index would spare that: {index}",
        "The timestamp column has no index, so each pass reads the whole table.", "Create the index that the line gives, when that program's owner agrees.");

    public static EventDefinition RetentionWaits { get; } = new(7106, "retention-waits", Severity.Info,
        "Nothing is removed by age, the clock is in doubt: {reason}",
        "No row is removed by age while the clock is in doubt.", "As for `clock-doubted`.");

    public static EventDefinition Losses { get; } = new(7107, "telemetry-losses", Severity.Warning,
        "Telemetry that could not be kept since the last such line: {malformed} messages not understood, {refused} values of too many series, {lost} " +
        "rows pushed out of the full buffer",
        "Samples or messages of devices were lost: the buffer was full, or payloads were malformed.",
        "Look at the counts: a device that sends too much or in another form, or a database that cannot be written.");

    public static EventDefinition EventsNotWritten { get; } = new(7108, "events-not-written", Severity.Warning, "{file} cannot be written: {reason}",
        "`events.json`, which tells readers what has just happened, cannot be written; what happens still reaches the journal, MQTT and the database.",
        "Look at the runtime folder: `/run` may be full.");

    public static EventDefinition Flood { get; } = new(7109, "telemetry-flood", Severity.Warning,
        "Devices publish more than is stored (most on {topic}): at most {messages_per_second} messages a second, one a second of each value, " +
        "{mb_per_day} MB a day; the newest value counts, the surplus is left out",
        "Devices publish more than is stored: a rate and a budget of bytes a day spare the card.",
        "Look at the topic that the line names; if it is meant so, raise `Telemetry:MaxMessagesPerSecond` or `Telemetry:MaxMbPerDay`.")
    {
        Opens = Intake,
        Portuguese =
        "Os dispositivos publicam mais do que se guarda (sobretudo em {topic}): no máximo {messages_per_second} mensagens por segundo, uma por segundo de cada valor, {mb_per_day} " +
        "MB por dia; vale o valor mais novo, o excesso fica de fora",
    };

    public static EventDefinition FloodOver { get; } = new(7110, "telemetry-flood-over", Severity.Info,
        "Devices publish no more than is stored; {values} values were left out",
        "For an hour no device has published more than is stored.")
    { Ends = Intake, Portuguese = "Os dispositivos já não publicam mais do que se guarda; {values} valores ficaram de fora" };

    public static EventDefinition RetentionResumed { get; } = new(7111, "retention-resumed", Severity.Info, "{table} in {database} is kept short again",
        "Another program's table that was left alone is kept short again.")
    { Ends = Retention, Portuguese = "{table} em {database} é mantida curta de novo" };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EventDefinition> All { get; } =
    [
        Flushed, FlushFailed, ProbeFailed, RetentionDone, RetentionRefused, RetentionFullScan, RetentionWaits, Losses, EventsNotWritten, Flood, FloodOver,
        RetentionResumed,
    ];
}
