namespace AutoCore.Daemon.Hosting;

/// <content>WalCheckpoint: from 7200 on.</content>
internal static partial class LogEvents
{
    /// <summary>A write-ahead log is over its limit because a reader holds an old snapshot; the processes are named where they can be seen.</summary>
    /// <remarks>Let that program end its read transaction; restart it if it hangs.</remarks>
    public const int CheckpointStarved = 7200;

    /// <summary>The log could be emptied again.</summary>
    /// <remarks>Nothing.</remarks>
    public const int CheckpointRecovered = 7201;

    /// <summary>A database's log is not looked after: it is not in WAL mode, missing, or not writable for this service.</summary>
    /// <remarks>Act on the reason; `autoctl grant` opens a neighbour's folder.</remarks>
    public const int CheckpointRefused = 7202;
}
