using AutoCore.Policies.Health;

namespace AutoCore.Core.Cameras;

/// <summary>Events of rounds and cameras: from 4000 on.</summary>
public static class CamerasEvents
{
    /// <summary>Cameras that give no picture.</summary>
    public static Condition Camera { get; } = new("camera", "camera", "site", "camera");

    /// <summary>Capture as a whole.</summary>
    public static Condition Capture { get; } = new("capture-paused", "capture");

    public static EventDefinition ManyFailed { get; } = new(4012, "cameras-failed", Severity.Warning,
        "{cameras} cameras began to fail in this round; the first ones are reported by name",
        "Many cameras began to fail in one round: most likely one cause for all.", "Look for it: the network, the power, the portal.")
    { Sums = Camera, Portuguese = "{cameras} câmeras começaram a falhar nesta rodada; as primeiras estão nomeadas" };

    public static EventDefinition ManyRecovered { get; } = new(4013, "cameras-recovered", Severity.Info,
        "{cameras} cameras work again; the first ones are reported by name",
        "Many cameras give pictures again.")
    { Sums = Camera, Portuguese = "{cameras} câmeras funcionam de novo; as primeiras estão nomeadas" };

    public static EventDefinition Stored { get; } = new(4000, "camera-stored", Severity.Info,
        "[{index}/{total}] {site}/{camera} {bytes:N0} bytes {elapsed_ms} ms",
        "A picture was judged whole and stored.")
    { More = ["attempts", "outcome"] };

    public static EventDefinition Failed { get; } = new(4001, "camera-failed", Severity.Warning,
        "<[{index}/{total}] >{site}/{camera} failed: {reason} ({detail})< {elapsed_ms} ms>",
        "A camera gave no good picture in any try; the reason is one word, see [cameras.md](cameras.md).",
        "`autocore cameras check` says what the camera answers and which setting would help.")
    { Opens = Camera, Sum = ManyFailed, IsLoggedApart = true, More = ["attempts", "outcome"], Portuguese = "{site}/{camera} falhou: {reason} ({detail})" };

    public static EventDefinition RoundFinished { get; } = new(4002, "round-finished", Severity.Info,
        "Round finished: {stored} of {total} stored in {round_seconds:F1} s, {failed} failed< ({failures})>, {duplicates} unchanged",
        "A round is over: stored, failed by reason, unchanged, seconds.", "Nothing; many failures of one reason point to one cause.");

    public static EventDefinition RoundResumed { get; } = new(4003, "round-resumed", Severity.Info,
        "Going on with the round of {started}: {stored} of {total} pictures are there",
        "A round that a stop or a power cut interrupted goes on with the cameras that are missing.");

    public static EventDefinition Paused { get; } = new(4004, "capture-paused", Severity.Error, "capture is paused: {reason}",
        "There is no room for another round, or the disk of the pictures is not mounted: nothing is written to the card in its place.",
        "As for `disk-critical`; or mount the disk that the line names.")
    { Opens = Capture, Portuguese = "a captura está pausada: {reason}" };

    public static EventDefinition SharedIsOwn { get; } = new(4005, "shared-camera-is-own", Severity.Warning,
        "{camera} is in the fleet's list and in this node's own settings: the settings count",
        "A camera of the fleet's list is in this node's own settings, too; the settings count.", "Take it out of one of the two.");

    public static EventDefinition SharedSecretNotAllowed { get; } = new(4006, "shared-secret-not-allowed", Severity.Warning,
        "{camera} of the fleet's list is asked without password: {secret} is not among Fleet:PasswordKeys of this node",
        "A camera of the fleet's list names a secret that this node does not offer to lists; it is asked without password.",
        "Add the secret to `Fleet:PasswordKeys` if the list is right.");

    public static EventDefinition InternalError { get; } = new(4007, "camera-internal-error", Severity.Error,
        "{site}/{camera} made the program fail: {failure} ({detail}); the others go on",
        "A camera sent something that the program failed at; it is that camera's failure, and all others go on. Told once a camera and kind.",
        "A mistake of the program: report the line with its `EXCEPTION` field.");

    public static EventDefinition RoundRepeated { get; } = new(4008, "round-repeated", Severity.Info,
        "Asking again those that the round of {started} missed: {missing} of {total}",
        "A finished round asks those cameras again that it missed for a reason that passes.");

    public static EventDefinition RoundToRepeat { get; } = new(4009, "round-to-repeat", Severity.Info,
        "{missing} cameras were out of reach: they are asked again {when}, or when a link comes up",
        "A round missed cameras for a reason that passes (name, connection, silence, 5xx); they are asked again until the next round is due.",
        "Nothing if the network comes later than the daemon; else see the reasons of the cameras.");

    public static EventDefinition Resumed { get; } = new(4010, "capture-resumed", Severity.Info, "capture goes on; it was paused: {reason}",
        "Capture goes on: there is room, and the disk of the pictures is mounted.")
    { Ends = Capture, Portuguese = "a captura continua; estava pausada: {reason}" };

    public static EventDefinition Recovered { get; } = new(4011, "camera-recovered", Severity.Info, "{site}/{camera} works again",
        "A camera that failed gives pictures again.")
    { Ends = Camera, Sum = ManyRecovered, More = ["reason", "attempts"], Portuguese = "{site}/{camera} funciona de novo" };

    public static EventDefinition SharedDaylight { get; } = new(4014, "shared-camera-daylight", Severity.Warning,
        "{camera} of the fleet's list is asked by night, too: its Hours are daylight, and this node has no Latitude and Longitude",
        "A camera of the fleet's list is to be asked by daylight, and this node does not know where it is.",
        "Set `Cameras:Latitude` and `Cameras:Longitude` on this node.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EventDefinition> All { get; } =
    [
        Stored, Failed, RoundFinished, RoundResumed, Paused, SharedIsOwn, SharedSecretNotAllowed, InternalError, RoundRepeated, RoundToRepeat, Resumed,
        Recovered, ManyFailed, ManyRecovered, SharedDaylight,
    ];
}
