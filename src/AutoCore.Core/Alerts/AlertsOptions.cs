using AutoCore.Core.Configuration;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.Health;

namespace AutoCore.Core.Alerts;

/// <summary>Which events people are told of, when, and by which ways.</summary>
internal sealed record AlertsOptions(int MaxQueued, IReadOnlyList<AlertChannelOptions> Channels)
{
    /// <summary>What is sent each by itself: the channels, of mail each recipient.</summary>
    public IEnumerable<AlertChannelOptions> Lanes => Channels.SelectMany(channel => channel.Lanes);

    public static AlertsOptions Read(SettingReader s)
    {
        var timing = AlertTiming.Read(s, AlertTiming.Default, "default");
        var options = new AlertsOptions(
            s.Number(
            "MaxQueued", 1000, 10, 10_000, "Alerts that wait for each channel at most, while the network is down; then the oldest goes, and is counted."),
            s.Sections("Channels", "The channels by which people are notified; none: no alerts.", channel => AlertChannelOptions.Read(channel, timing)));
        s.Require(options.Channels.DistinctBy(w => w.Name).Count() == options.Channels.Count, "Channels",
            "two channels have the same Name; allowed: a name of its own for each");
        return options;
    }
}

/// <summary>How bad an event must be, and when it goes out.</summary>
internal sealed record AlertTiming(
    Rating MinimumSeverity, TimeSpan GroupFor, int MessagesPerHour, DayHours? QuietHours, Rating? QuietSeverity, TimeSpan GiveUpAfter)
{
    /// <summary>What holds where nothing is set.</summary>
    public static AlertTiming Default { get; } = new(Rating.Warning, TimeSpan.FromSeconds(30), 20, null, Rating.Critical, TimeSpan.FromDays(7));

    /// <summary>Reads a section; what it does not set is inherited.</summary>
    public static AlertTiming Read(SettingReader s, AlertTiming inherited, string origin)
    {
        var quiet = s.Text("QuietHours", new Fallback<string>(inherited.QuietHours?.ToString() ?? "none", origin),
            "The part of the day, local time, in which only what is bad enough goes out, as in 22:00-07:00; all else waits. Or none.",
            new TextRule($"none, or {DayHours.Form}", static t => t == "none" || DayHours.TryParse(t) is not null));
        return new(
            s.OneOf("MinimumSeverity", new Fallback<Rating>(inherited.MinimumSeverity, origin), "The least severe events that are told.", ("info", Rating.Ok),
                ("warning", Rating.Warning), ("critical", Rating.Critical)),
            s.Duration("GroupFor", new Fallback<TimeSpan>(inherited.GroupFor, origin), TimeSpan.Zero, TimeSpan.FromHours(1),
                "How long a message waits for more events to tell, and the time between two messages."),
            s.Number("MessagesPerHour", new Fallback<int>(inherited.MessagesPerHour, origin), 1, 1000,
                "Messages an hour at most; what happens meanwhile goes into the next one."),
            DayHours.TryParse(quiet),
            s.OneOf("QuietSeverity", new Fallback<Rating?>(inherited.QuietSeverity, origin), "The least severe events that are told in quiet hours.",
                ("warning", Rating.Warning), ("critical", Rating.Critical), ("none", (Rating?)null)),
            s.Duration("GiveUpAfter", new Fallback<TimeSpan>(inherited.GiveUpAfter, origin), TimeSpan.FromMinutes(10), TimeSpan.FromDays(365),
                "How long an alert is tried, counted while the daemon runs; then its text goes to the journal."));
    }
}
