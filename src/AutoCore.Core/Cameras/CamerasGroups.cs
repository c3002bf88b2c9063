using AutoCore.Policies.Health;

namespace AutoCore.Core.Cameras;

/// <summary>The group of the cameras' last round.</summary>
public static class CamerasGroups
{
    public static GroupDefinition Cameras { get; } = new("cameras", new("Cameras", "Câmeras"),
        "success_percent", "total", "stored", "failed", "duplicates", "round_seconds", "last_round_ts", "missing", "repeat_ts", "resting", "resting_until_ts", "paused",
        "frozen", "placeholder", "stale", "black", "white", "covered", "empty_bottom", "changed", "unusual", "failed_*")
    {
        Status =
        [
            "{?total}{stored:0} of {total:0} stored|no round yet", "{?missing}{missing:0} again {repeat_ts:until}", "{?resting}{resting:0} rest<, the next is asked {resting_until_ts:until}>", "{success_percent:0.#} %", "{round_seconds:0} s", "{last_round_ts:age}",
            "{?frozen}{frozen:0} frozen",
        ],
        Headline = "{success_percent:%}",
        Below =
        [
            new("{stored:0} of {total:0} arrived", "{stored:0} de {total:0} chegaram"),
            new("{?resting}{resting:0} rest<, the next is asked in {resting_until_ts:until}>", "{?resting}{resting:0} em repouso<, a próxima em {resting_until_ts:until}>"),
            new("{?missing}{missing:0} again in {repeat_ts:until}", "{?missing}{missing:0} de novo em {repeat_ts:until}"),
        ],
    };
}
