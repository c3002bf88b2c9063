using AutoCore.Core.Configuration;
using AutoCore.Policies.Telemetry;

namespace AutoCore.Core.Telemetry;

/// <summary>How health is sampled into the database, what devices' telemetry is taken in, and how long rows are kept.</summary>
internal sealed record TelemetryOptions(
    TimeSpan SampleInterval, TimeSpan FlushInterval, int RetentionDays, TimeSpan RetentionInterval, IReadOnlyList<string> Topics,
    IReadOnlyList<RetentionOptions> Retention,
    int MaxMessagesPerSecond = 10, int MaxMbPerDay = 50)
{
    public static TelemetryOptions Read(SettingReader s, Fallback<int> days)
    {
        var options = new TelemetryOptions(
            s.Duration("SampleInterval", TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1),
                "How often health is sampled: one row each time."),
            s.Duration("FlushInterval", TimeSpan.FromMinutes(15), TimeSpan.FromSeconds(1), TimeSpan.FromHours(6),
                "How often samples are written to the card; a power cut costs at most this."),
            s.Number("RetentionDays", days, 1, 36_500, "Days that telemetry is kept."),
            s.Duration("RetentionInterval", TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), "How often old rows are removed."),
            s.Texts("Topics", [], "MQTT topic filters whose messages are stored as telemetry.",
                new TextRule("a topic filter", static t => !t.Any(char.IsControl))),
            s.Sections("Retention", "Tables of other programs' databases that are kept short.", e => RetentionOptions.Read(e, days)),
            s.Number(
            "MaxMessagesPerSecond", 10, 1, 10_000,
            "Messages of devices that are stored, averaged over a minute, and one a second of each value; a newer value replaces the one that waits, the surplus is counted."),
            s.Number(
            "MaxMbPerDay", 50, 1, 100_000, "What devices' messages may cost the card in 24 hours, in MB (10^6 bytes); the surplus is counted and not stored."));
        s.Require(options.FlushInterval >= options.SampleInterval, "FlushInterval", "shorter than SampleInterval; allowed: SampleInterval or longer");
        return options;
    }
}

/// <summary>One table of another program's database, and how long its rows are kept.</summary>
internal sealed record RetentionOptions(string Database, string Table, string TimestampColumn, TimestampFormat TimestampFormat, int Days)
{
    public static RetentionOptions Read(SettingReader s, Fallback<int> days) => new(
        s.RequiredLocation("Database", "The database file of the other program."),
        s.RequiredText("Table", "The table."),
        s.RequiredText("TimestampColumn", "The column with the time of a row."),
        s.OneOf("TimestampFormat", TimestampFormat.Iso8601,
            "How that column writes times; auto: as its newest rows do. Nothing is deleted while they do not fit.",
            [.. TimestampPolicy.Formats, ("auto", TimestampFormat.Auto)]),
        s.Number("Days", days, 1, 36_500, "Days that rows are kept."));
}
