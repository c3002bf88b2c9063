using AutoCore.Core.Configuration;

namespace AutoCore.Core.Cameras;

/// <summary>How old days are thinned before they expire.</summary>
internal sealed record ThinningOptions(int? HourlyAfterDays, int? DailyAfterDays)
{
    public static ThinningOptions Read(SettingReader s)
    {
        var options = new ThinningOptions(
            s.OptionalNumber("HourlyAfterDays", 1, 36_500, "Days after which one picture an hour is kept of each camera; null: all."),
            s.OptionalNumber("DailyAfterDays", 1, 36_500, "Days after which one picture a day is kept of each camera; null: all."));
        s.Require(options.DailyAfterDays is not { } daily || options.HourlyAfterDays is not { } hourly || hourly < daily,
            "DailyAfterDays", $"{options.DailyAfterDays} is not above HourlyAfterDays ({options.HourlyAfterDays}); allowed: more than HourlyAfterDays");
        return options;
    }
}
