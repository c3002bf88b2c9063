namespace AutoCore.Daemon.Hosting;

/// <content>Storage: from 7000 on.</content>
internal static partial class LogEvents
{
    /// <summary>The database cannot be opened; telemetry waits in memory, bounded, and the next write tries again.</summary>
    /// <remarks>Act on the reason: permission, space, or damage (`autocore backup list`, `autocore restore`).</remarks>
    public const int DatabaseNotOpened = 7000;
}
