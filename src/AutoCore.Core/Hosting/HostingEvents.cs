using AutoCore.Policies.Health;

namespace AutoCore.Core.Hosting;

/// <summary>Events of the program itself: from 1000 on.</summary>
public static class HostingEvents
{
    public static EventDefinition Starting { get; } = new(1000, "starting", Severity.Info,
        "autocore {version} starts: {profile}, data in {data_directory}, settings from {file}",
        "The program starts: version, profile of the card, data folder and settings file.", "Nothing; compare with what you expect.");

    public static EventDefinition Ready { get; } = new(1001, "ready", Severity.Info, "Ready",
        "Settings, folders and database stand; systemd was told.");

    public static EventDefinition Stopping { get; } = new(1002, "stopping", Severity.Info, "Stopping",
        "The service was told to stop.");

    public static EventDefinition PassFailed { get; } = new(1003, "pass-failed", Severity.Warning,
        "{worker}: {reason} (failure {failures} in a row; next try in {pause})",
        "A worker's pass failed. It is tried again with back-off; after five failures in a row its group is critical. Told at the first failure and " +
        "at each doubling.", "Act on the reason in the line; the other workers go on meanwhile.");

    public static EventDefinition PassRecovered { get; } = new(1004, "pass-recovered", Severity.Info, "{worker}: works again after {failures} failures",
        "A worker that failed works again.");

    public static EventDefinition WorkerHung { get; } = new(1005, "worker-hung", Severity.Critical,
        "{worker} gives no sign of life: the watchdog is no longer fed, systemd will restart this service",
        "A worker gives no sign of life, so the watchdog is no longer fed and systemd restarts the service.",
        "Look at what the card did at that time (`journalctl -k`): a card that hangs wants to be replaced. Report it with the journal's lines if it " +
        "comes back.");

    public static EventDefinition SettingWarning { get; } = new(1006, "setting-warning", Severity.Warning, "{warning}",
        "A setting is allowed but probably not what was meant.", "Correct the key that the line names, or leave it if it is meant.");

    public static EventDefinition FinishFailed { get; } = new(1009, "finish-failed", Severity.Error, "{worker}: could not finish at the stop: {reason}",
        "A worker could not finish its work at the stop.", "Act on the reason; what was stored before is whole.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EventDefinition> All { get; } =
        [Starting, Ready, Stopping, PassFailed, PassRecovered, WorkerHung, SettingWarning, FinishFailed];
}
