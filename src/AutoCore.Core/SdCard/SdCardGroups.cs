using AutoCore.Policies.Health;
using static AutoCore.Policies.Health.GroupKey;

namespace AutoCore.Core.SdCard;

/// <summary>The group of the card.</summary>
public static class SdCardGroups
{
    public static GroupDefinition Card { get; } = new("card", new("SD card", "Cartão SD"),
        Gauge("written_mb_today", "what everything wrote to it today, UTC"), Gauge("daemon_written_mb_today", "what the daemon wrote of that"),
        Counter("errors", "errors that its file system counted since its last check"), Gauge("written_mb_per_day", "what is written on an average day"),
        Gauge("life_years", "how long it lasts at that rate, from its beginning, by `SdCard:EnduranceTbw`"),
        Gauge("life_used_percent", "how much of its life the card says is used, in steps of ten"),
        Gauge("reserve_level", "spare blocks as the card says: 1 enough, 2 four fifths used, 3 all but used up"),
        Text("problem", "why what is written does not stay"), Text("device", "the device"), Text("model", "the card's name"),
        Text("manufacturer", "its maker's number"), Text("made", "its month"))
    {
        Rated = "`critical` with any error, or without spare blocks; " +
            "`warning` when it lasts less than a year, its life is used, or the data directory does not outlive a boot",
        Status = ["{problem}", "today {written_mb_today:mb}", "autocore {daemon_written_mb_today:mb}", "{?errors}{errors:0} errors",
        "lasts {life_years:0.#} years"],
        Why = new("{problem}|{?errors}{errors:0} errors|{life_used_percent:%} of its life is used|lasts {life_years:0.#} years",
            "{problem}|{?errors}{errors:0} erros|{life_used_percent:%} da vida útil usados|dura {life_years:0.#} anos"),
        Headline = "{written_mb_today:mb}",
        Below = [new("written today", "gravados hoje"), new("{errors:0} errors", "{errors:0} erros")],
    };
}
