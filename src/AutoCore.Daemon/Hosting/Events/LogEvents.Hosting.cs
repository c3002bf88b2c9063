namespace AutoCore.Daemon.Hosting;

/// <content>Hosting: from 1000 on.</content>
internal static partial class LogEvents
{
    /// <summary>The program starts: version, profile of the card, data folder and settings file.</summary>
    /// <remarks>Nothing; compare with what you expect.</remarks>
    public const int Starting = 1000;

    /// <summary>Settings, folders and database stand; systemd was told.</summary>
    /// <remarks>Nothing.</remarks>
    public const int Ready = 1001;

    /// <summary>The service was told to stop.</summary>
    /// <remarks>Nothing.</remarks>
    public const int Stopping = 1002;

    /// <summary>A worker's pass failed. It is tried again with back-off; after five failures in a row its group is critical. Told at the first failure and at each doubling.</summary>
    /// <remarks>Act on the reason in the line; the other workers go on meanwhile.</remarks>
    public const int PassFailed = 1003;

    /// <summary>A worker that failed works again.</summary>
    /// <remarks>Nothing.</remarks>
    public const int PassRecovered = 1004;

    /// <summary>A worker gives no sign of life, so the watchdog is no longer fed and systemd restarts the service.</summary>
    /// <remarks>Look at what the card did at that time (`journalctl -k`): a card that hangs wants to be replaced. Report it with the journal's lines if it comes back.</remarks>
    public const int WorkerHung = 1005;

    /// <summary>A setting is allowed but probably not what was meant.</summary>
    /// <remarks>Correct the key that the line names, or leave it if it is meant.</remarks>
    public const int SettingWarning = 1006;

    /// <summary>A worker could not finish its work at the stop.</summary>
    /// <remarks>Act on the reason; what was stored before is whole.</remarks>
    public const int FinishFailed = 1009;
}
