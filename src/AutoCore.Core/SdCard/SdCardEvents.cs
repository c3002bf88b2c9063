using AutoCore.Policies.Health;

namespace AutoCore.Core.SdCard;

/// <summary>Events of the card: from 6200 on.</summary>
public static class SdCardEvents
{
    /// <summary>The card's file system.</summary>
    public static Condition Card { get; } = new("card", "the card");

    public static EventDefinition Critical { get; } = new(6200, "card-critical", Severity.Critical,
        "{device}: the file system counted {errors} errors: back up now, check it (fsck) and replace the card",
        "The file system of the card has counted errors.", "Back up now (`autocore backup`), check the card with fsck, replace it.")
    { Opens = Card, Portuguese = "{device}: o sistema de arquivos contou {errors} erros: faça backup agora, verifique (fsck) e troque o cartão" };

    public static EventDefinition Sound { get; } = new(6201, "card-sound", Severity.Info, "{device}: the file system counts no errors any more",
        "The card's file system counts no errors any more: it was checked, or replaced.")
    { Ends = Card, Portuguese = "{device}: o sistema de arquivos já não conta erros" };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EventDefinition> All { get; } = [Critical, Sound];
}
