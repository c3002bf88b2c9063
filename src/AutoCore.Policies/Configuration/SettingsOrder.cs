namespace AutoCore.Policies.Configuration;

/// <summary>In which order the sections of a settings file stand: that of the shipped file and of the documentation.</summary>
public static class SettingsOrder
{
    private static readonly string[] Names =
    [
        "$schema", "AutoCore", "Node", "DataDirectory", "SecretsFile", "SdCard", "DiskWatchdog", "Database", "Telemetry", "WalCheckpoint", "Cameras", "Backups",
        "SecondPlace", "LogRetention", "Mqtt", "Alerts", "Fleet", "Health", "Web", "Neighbours", "Logging",
    ];

    /// <summary>The place of a section; a key that is none comes last.</summary>
    public static int RankOf(string name) =>
        Array.FindIndex(Names, n => n.Equals(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var rank ? rank : int.MaxValue;
}
