namespace AutoCore.Daemon.Hosting;

/// <content>Storage: from 7000 on.</content>
internal static partial class LogEvents
{
    /// <summary>The database cannot be opened; telemetry waits in memory, bounded, and the next write tries again.</summary>
    /// <remarks>Act on the reason: permission, space, or damage (`autocore backup list`, `autocore restore`).</remarks>
    public const int DatabaseNotOpened = 7000;

    /// <summary>Which SQLite library was loaded, and from where.</summary>
    /// <remarks>Nothing.</remarks>
    public const int SqliteLoaded = 7001;

    /// <summary>The program's own SQLite library was not found or does not run here, and the system's has the WAL-reset bug: logs are cut more seldom, so that no commit of others is lost.</summary>
    /// <remarks>Install the program anew; `autocore doctor` names the library that is loaded.</remarks>
    public const int SqliteAffected = 7002;
}
