using AutoCore.Policies.Health;

namespace AutoCore.Core.Alerts;

/// <summary>Events of alerts: from 7400 on.</summary>
public static class AlertsEvents
{
    public static EventDefinition Sent { get; } = new(7400, "alert-sent", Severity.Info,
        "alert by {way}: {count} events told in attempt {attempts} ({answer})",
        "A message was delivered by a channel of `Alerts:Channels`.");

    public static EventDefinition Failed { get; } = new(7401, "alert-failed", Severity.Warning,
        "alert by {way} failed: {reason} (failure {failures} in a row; next try in {pause}). It stays in the outbox; autocore alert test tries all channels",
        "A message could not be delivered; it stays in the outbox and is tried again. Told at the first failure and at each doubling.",
        "Act on the reason; `autocore alert test` tries all channels at once.");

    public static EventDefinition GivenUp { get; } = new(7402, "alert-given-up", Severity.Error,
        "alert by {way} given up: {reason}. It said: {title}: {text}",
        "The far side refused a message five times, a program failed four times with it, or it waited longer than `GiveUpAfter`; its text is in the line.",
        "Read it here; act on the reason: of a chat or recipient that does not exist correct the address, else `Template` and `MaxTextBytes` of that channel.");

    public static EventDefinition Dropped { get; } = new(7403, "alerts-dropped", Severity.Warning,
        "{count} events came faster than alerts could be made of them and were dropped",
        "Events came faster than alerts could be made of them.", "Look for what raises thousands of events: `autocore status`, the topic `event`.");

    public static EventDefinition NotSaved { get; } = new(7404, "alerts-not-saved", Severity.Warning,
        "alerts are kept in memory only: {reason}. They are sent all the same, but a restart loses those that wait",
        "The card does not take the outbox; alerts go out from memory, but a restart loses those that wait.", "See `disk-failing` and `survival-mode`.");

    public static EventDefinition Saved { get; } = new(7405, "alerts-saved", Severity.Info, "alerts are on the card again",
        "The card takes the outbox again.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EventDefinition> All { get; } = [Sent, Failed, GivenUp, Dropped, NotSaved, Saved];
}
