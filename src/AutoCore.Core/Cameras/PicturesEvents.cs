using AutoCore.Policies.Health;

namespace AutoCore.Core.Cameras;

/// <summary>Events of stored pictures: kept, flagged, made smaller, unusual: from 4200 on.</summary>
public static class PicturesEvents
{
    /// <summary>Cameras whose pictures are flagged.</summary>
    public static Condition Flags { get; } = new("flags", "the picture of", "camera");

    /// <summary>Cameras that show something unusual.</summary>
    public static Condition View { get; } = new("unusual", "what is seen at", "site", "camera");

    public static EventDefinition ManyFlagged { get; } = new(4203, "cameras-flagged", Severity.Warning,
        "{cameras} cameras are flagged in one round; the first ones are reported by name",
        "The pictures of many cameras became suspicious in one round.", "As for `camera-flagged`; `autocore status` and the page show all.")
    { Sums = Flags, Portuguese = "{cameras} câmeras marcadas em uma rodada; as primeiras estão nomeadas" };

    public static EventDefinition ManyUnflagged { get; } = new(4204, "cameras-unflagged", Severity.Info,
        "{cameras} cameras are fine again; the first ones are reported by name",
        "Many flagged cameras are fine again.")
    { Sums = Flags, Portuguese = "{cameras} câmeras estão bem de novo; as primeiras estão nomeadas" };

    public static EventDefinition ManyUnusual { get; } = new(4303, "cameras-unusual", Severity.Warning,
        "{cameras} cameras show something unusual in one round: the weather, the light, or one cause for all; the first ones are reported by name",
        "Many cameras show something unusual in one round: the weather, the light, or one cause for all.",
        "Look at the pictures; `autocore cameras accept` if it is to stay.")
    { Sums = View, Portuguese = "{cameras} câmeras mostram algo incomum em uma rodada: o tempo, a luz ou uma causa comum; as primeiras estão nomeadas" };

    public static EventDefinition ManyUsual { get; } = new(4304, "cameras-usual", Severity.Info,
        "{cameras} cameras look as usual again; the first ones are reported by name",
        "Many cameras look as usual again.")
    { Sums = View, Portuguese = "{cameras} câmeras estão como de costume; as primeiras estão nomeadas" };

    public static EventDefinition Removed { get; } = new(4200, "images-removed", Severity.Info,
        "retention removed {removed} pictures, {freed_bytes:size} freed",
        "Retention removed pictures that were older than `Cameras:RetentionDays`.")
    { Renamed = ("freed_bytes", "bytes"), Portuguese = "a retenção removeu {removed} imagens, {freed_bytes:size} liberados" };

    public static EventDefinition Flagged { get; } = new(4201, "camera-flagged", Severity.Warning, "{camera} is flagged: {flags}",
        "A camera's pictures are whole but suspicious: frozen, black, white, covered, the same as another camera's, or suddenly different.",
        "Look at the picture; see [pictures.md](pictures.md) for each flag.")
    { Opens = Flags, Sum = ManyFlagged, Portuguese = "{camera} está marcada: {flags}" };

    public static EventDefinition Unflagged { get; } = new(4202, "camera-unflagged", Severity.Info, "{camera} is fine again, it was {flags}",
        "A flagged camera is fine again.")
    { Ends = Flags, Sum = ManyUnflagged, Portuguese = "{camera} está bem de novo, estava: {flags}" };

    public static EventDefinition Shrunk { get; } = new(4250, "images-shrunk", Severity.Info,
        "{pictures} old pictures were made smaller, {saved_bytes:size} saved",
        "A pass over old days is done: pictures made smaller without loss, and the bytes that this saved.")
    { Renamed = ("saved_bytes", "bytes"), Portuguese = "{pictures} imagens antigas foram reduzidas, {saved_bytes:size} poupados" };

    public static EventDefinition NotShrunk { get; } = new(4251, "image-not-shrunk", Severity.Debug,
        "{path} stays as it is: it cannot be made smaller, or would not come back the same",
        "One old picture stays as it is: it cannot be made smaller, or would not come back the same.", "Nothing; the picture is untouched.");

    public static EventDefinition ShrinkingPaused { get; } = new(4252, "shrinking-paused", Severity.Info, "making old pictures smaller pauses: {reason}",
        "Making old pictures smaller waits: the processor is hot or slowed, or the disk is nearly full.",
        "Nothing; it goes on by itself. Shade or a heat sink if it never does.");

    public static EventDefinition Unusual { get; } = new(4300, "camera-unusual", Severity.Warning,
        "{site}/{camera} shows something unusual: {score:0} % of the picture",
        "A camera's picture does not look as its pictures usually do at this hour: covered, turned, out of focus, something large, a light that stays on.",
        "Look at the picture; `autocore cameras accept SITE/NAME` if it is to stay, see [pictures.md](pictures.md).")
    { Opens = View, Sum = ManyUnusual, Portuguese = "{site}/{camera} mostra algo incomum: {score:0} % da imagem" };

    public static EventDefinition Usual { get; } = new(4301, "camera-usual", Severity.Info,
        "{site}/{camera} looks as usual again, or what changed has become usual: {score:0} % of the picture",
        "A camera looks as usual again, or what changed has been there long enough to be usual.")
    { Ends = View, Sum = ManyUsual, Portuguese = "{site}/{camera} está como de costume, ou o que mudou tornou-se costume: {score:0} % da imagem" };

    public static EventDefinition NotJudged { get; } = new(4302, "unusual-not-judged", Severity.Warning,
        "Pictures could not be compared with what is usual: {reason}",
        "Pictures could not be compared with what is usual, since the database did not answer; they are stored all the same.",
        "As for `telemetry-flush-failed`; the next round tries again.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EventDefinition> All { get; } =
        [Removed, Flagged, Unflagged, ManyFlagged, ManyUnflagged, Shrunk, NotShrunk, ShrinkingPaused, Unusual, Usual, NotJudged, ManyUnusual, ManyUsual];
}
