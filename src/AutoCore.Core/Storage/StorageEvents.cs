using AutoCore.Policies.Health;

namespace AutoCore.Core.Storage;

/// <summary>Events of databases, clean-up steps and the audit: from 7000 on.</summary>
public static class StorageEvents
{
    public static EventDefinition CleanupStep { get; } = new(2013, "cleanup-step", Severity.Info,
        "clean-up {step} freed {freed_bytes:size} ({removed} removed)",
        "A step of the clean-up is done, with the bytes it freed.")
    { More = ["problem"], Renamed = ("freed_bytes", "bytes"), Portuguese = "a limpeza {step} liberou {freed_bytes:size} ({removed} removidos)" };

    public static EventDefinition CleanupSkipped { get; } = new(2014, "cleanup-skipped", Severity.Info, "clean-up {step} skipped: {reason}",
        "A step was left out, with the reason: it would free nothing there, or the clock is in doubt.", "Nothing, unless the reason names a remedy.");

    public static EventDefinition CleanupFailed { get; } = new(2015, "cleanup-failed", Severity.Warning, "clean-up {step}: {reason}",
        "A step of the clean-up failed; the next ones went on.", "Act on the reason, most often missing permission: `autocore doctor`.");

    public static EventDefinition Audit { get; } = new(2016, "audit", Severity.Info, "{action} {path}: {bytes} bytes ({by})",
        "Something was deleted or restored: what, how many bytes, by whom. The same line stands in `audit.log`.", "Nothing; this is the record.");

    public static EventDefinition AuditNotWritten { get; } = new(2017, "audit-not-written", Severity.Warning,
        "{file} cannot be written: {reason} {lines} lines wait; the journal has them",
        "`audit.log` cannot be written; its lines wait in memory and stand in the journal.", "As for `survival-mode`.");

    public static EventDefinition DatabaseNotOpened { get; } = new(7000, "database-not-opened", Severity.Error,
        "{database} could not be opened: {reason}. Going on without it; the next write tries again",
        "The database cannot be opened; telemetry waits in memory, bounded, and the next write tries again.",
        "Act on the reason: permission, space, or damage (`autocore backup list`, `autocore restore`).");

    public static EventDefinition SqliteLoaded { get; } = new(7001, "sqlite-loaded", Severity.Info, "SQLite {version} from {library}",
        "Which SQLite library was loaded, and from where.");

    public static EventDefinition SqliteAffected { get; } = new(7002, "sqlite-affected", Severity.Warning,
        "SQLite {version} from {library} has the WAL-reset bug: logs are cut more seldom. Install the program anew, its own library is missing",
        "The program's own SQLite library was not found or does not run here, and the system's has the WAL-reset bug: logs are cut more seldom, so " +
        "that no commit of others is lost.", "Install the program anew; `autocore doctor` names the library that is loaded.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EventDefinition> All { get; } =
        [CleanupStep, CleanupSkipped, CleanupFailed, Audit, AuditNotWritten, DatabaseNotOpened, SqliteLoaded, SqliteAffected];
}
