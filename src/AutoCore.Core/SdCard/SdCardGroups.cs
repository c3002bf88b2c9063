using AutoCore.Policies.Health;

namespace AutoCore.Core.SdCard;

/// <summary>The group of the card.</summary>
public static class SdCardGroups
{
    public static GroupDefinition Card { get; } = new("card", new("SD card", "Cartão SD"),
        "written_mb_today", "daemon_written_mb_today", "errors", "written_mb_per_day", "life_years", "device")
    {
        Status = ["today {written_mb_today:mb}", "autocore {daemon_written_mb_today:mb}", "{?errors}{errors:0} errors", "lasts {life_years:0.#} years"],
        Headline = "{written_mb_today:mb}",
        Below = [new("written today", "gravados hoje"), new("{errors:0} errors", "{errors:0} erros")],
    };
}
