using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Freshness;
using AutoCore.Policies.Health;
using static AutoCore.Policies.Health.GroupKey;

namespace AutoCore.Core.Cameras;

/// <summary>The groups of the cameras' last round, and of the pictures that are made smaller.</summary>
public static class CamerasGroups
{
    /// <summary>The word of pictures that are unlike those of other days at this hour.</summary>
    public const string Unusual = "unusual";

    public static GroupDefinition Cameras { get; } = new("cameras", new("Cameras", "Câmeras"),
    [
        Gauge("success_percent", "cameras of the last round whose picture was stored"), Gauge("total", "cameras that the last round asked", "asked"),
        Gauge("stored", "pictures that it stored"), Gauge("failed", "cameras that gave none"), Gauge("duplicates", "pictures that it had already"),
        Gauge("round_seconds", "how long it took"), Gauge("last_round_ts", "when a round last stored something"),
        Gauge("missing", "cameras that are asked again"),
        Gauge("repeat_ts", "when"), Gauge("resting", "cameras outside their hours"),
        Gauge("resting_until_ts", "when the first of them is asked again"), Text("paused", "why capture is paused"),
        .. PictureOddityNames.All.Select(f => Gauge(f.Word, "cameras whose picture is flagged so")),
        Gauge(Unusual, "cameras whose picture is unlike those of other days"),
        Gauge("failed_*", "cameras that gave none, by reason", "failures", label: "reason"),
    ])
    {
        Rated = $"`warning` below {CamerasRating.GoodPercent} % of pictures stored; " +
            $"`critical` below {CamerasRating.CriticalPercent} %, or while capture is paused",
        Status =
        [
            "{?total}{stored:0} of {total:0} stored|no round yet", "{?missing}{missing:0} again {repeat_ts:until}",
            "{?resting}{resting:0} rest<, the next is asked {resting_until_ts:until}>", "{success_percent:0.#} %", "{round_seconds:0} s", "{last_round_ts:age}",
            "{?frozen}{frozen:0} frozen",
        ],
        Why = new("{paused}|{?failed}{failed:0} without a picture|{?frozen}{frozen:0} frozen",
            "{paused}|{?failed}{failed:0} sem imagem|{?frozen}{frozen:0} congeladas"),
        Headline = "{success_percent:%}",
        Below =
        [
            new("{stored:0} of {total:0} arrived", "{stored:0} de {total:0} chegaram"),
            new("{?resting}{resting:0} rest<, the next is asked in {resting_until_ts:until}>",
                "{?resting}{resting:0} em repouso<, a próxima em {resting_until_ts:until}>"),
            new("{?missing}{missing:0} again in {repeat_ts:until}", "{?missing}{missing:0} de novo em {repeat_ts:until}"),
        ],
    };

    public static GroupDefinition Shrinking { get; } = new("shrinking", new("Smaller pictures", "Imagens menores"),
        Gauge("pictures", "pictures made smaller in the last pass"), Gauge("saved_mb", "space that this saved"),
        Gauge("left", "pictures that could not be made smaller"))
    {
        Rated = "only its worker's failures",
        Status = ["{pictures:0} made smaller", "{saved_mb:mb} saved", "{?left}{left:0} left as they were"],
        Headline = new("{saved_mb:mb} saved", "{saved_mb:mb} a menos"),
        Below = [new("{pictures:0} pictures", "{pictures:0} imagens")],
    };
}
