namespace AutoCore.Daemon.Hosting;

/// <content>Alerts: from 7400 on.</content>
internal static partial class LogEvents
{
    /// <summary>A message was delivered by a way of `Alerts:Ways`.</summary>
    /// <remarks>Nothing.</remarks>
    public const int AlertSent = 7400;

    /// <summary>A message could not be delivered; it stays in the outbox and is tried again. Told at the first failure and at each doubling.</summary>
    /// <remarks>Act on the reason; `autocore alert test` tries all ways at once.</remarks>
    public const int AlertFailed = 7401;

    /// <summary>The far side refused a message five times, so it was given up; its text is in the line.</summary>
    /// <remarks>Read it here; check `Template` and `MaxTextBytes` of that way.</remarks>
    public const int AlertGivenUp = 7402;

    /// <summary>Events came faster than alerts could be made of them.</summary>
    /// <remarks>Look for what raises thousands of events: `autocore status`, the topic `event`.</remarks>
    public const int AlertsDropped = 7403;

    /// <summary>The card does not take the outbox; alerts go out from memory, but a restart loses those that wait.</summary>
    /// <remarks>See `disk-failing` and `survival-mode`.</remarks>
    public const int AlertsNotSaved = 7404;

    /// <summary>The card takes the outbox again.</summary>
    /// <remarks>Nothing.</remarks>
    public const int AlertsSaved = 7405;
}
