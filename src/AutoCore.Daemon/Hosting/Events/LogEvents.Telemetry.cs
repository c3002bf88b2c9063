namespace AutoCore.Daemon.Hosting;

/// <content>Telemetry: from 7100 on.</content>
internal static partial class LogEvents
{
    /// <summary>Samples went from memory to the database.</summary>
    /// <remarks>Nothing.</remarks>
    public const int TelemetryFlushed = 7100;

    /// <summary>Samples could not be written and wait in memory, bounded.</summary>
    /// <remarks>As for `database-not-opened`.</remarks>
    public const int FlushFailed = 7101;

    /// <summary>The timed write and read of the database failed.</summary>
    /// <remarks>As for `database-not-opened`.</remarks>
    public const int ProbeFailed = 7102;

    /// <summary>Old rows were removed, in small batches.</summary>
    /// <remarks>Nothing.</remarks>
    public const int RetentionDone = 7103;

    /// <summary>Another program's table is not kept short: missing, locked, of another shape, or its folder would shut the program out.</summary>
    /// <remarks>`autocore doctor` says how to mend it.</remarks>
    public const int RetentionRefused = 7104;

    /// <summary>The timestamp column has no index, so each pass reads the whole table.</summary>
    /// <remarks>Create the index that the line gives, when that program's owner agrees.</remarks>
    public const int RetentionFullScan = 7105;

    /// <summary>No row is removed by age while the clock is in doubt.</summary>
    /// <remarks>As for `clock-doubted`.</remarks>
    public const int RetentionWaits = 7106;

    /// <summary>Samples or messages of devices were lost: the buffer was full, or payloads were malformed.</summary>
    /// <remarks>Look at the counts: a device that sends too much or in another form, or a database that cannot be written.</remarks>
    public const int TelemetryLosses = 7107;

    /// <summary>`events.json`, which tells readers what has just happened, cannot be written; what happens still reaches the journal, MQTT and the database.</summary>
    /// <remarks>Look at the runtime folder: `/run` may be full.</remarks>
    public const int EventsNotWritten = 7108;

    /// <summary>Devices publish more than is stored: a rate and a budget of bytes a day spare the card.</summary>
    /// <remarks>Look at the topic that the line names; if it is meant so, raise `Telemetry:MaxMessagesPerSecond` or `Telemetry:MaxMbPerDay`.</remarks>
    public const int TelemetryFlood = 7109;

    /// <summary>For an hour no device has published more than is stored.</summary>
    /// <remarks>Nothing.</remarks>
    public const int TelemetryFloodOver = 7110;

    /// <summary>Another program's table that was left alone is kept short again.</summary>
    /// <remarks>Nothing.</remarks>
    public const int RetentionResumed = 7111;
}
