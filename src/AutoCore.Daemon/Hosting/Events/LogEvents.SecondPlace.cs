namespace AutoCore.Daemon.Hosting;

/// <content>SecondPlace: from 7500 on.</content>
internal static partial class LogEvents
{
    /// <summary>A backup or archive was copied to a second place and verified there.</summary>
    /// <remarks>Nothing.</remarks>
    public const int RemoteCopied = 7500;

    /// <summary>A second place took no copies; tried again after five minutes, doubling to six hours. Local work and local backups go on.</summary>
    /// <remarks>Act on the remedy in the line: credentials, room there, network, or the configuration of rclone. `autocore backup copy` tries at once.</remarks>
    public const int RemoteFailed = 7501;

    /// <summary>A second place takes copies again after failures.</summary>
    /// <remarks>Nothing.</remarks>
    public const int RemoteRecovered = 7502;
}
