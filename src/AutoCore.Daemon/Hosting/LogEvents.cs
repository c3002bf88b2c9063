namespace AutoCore.Daemon.Hosting;

/// <summary>
/// The register of event ids: a range of a hundred or more for each feature, an id never used twice and never given to another event.
/// Each id's name in the journal (<c>EVENT</c>) stands at its <c>[LoggerMessage]</c>.
/// </summary>
internal static class LogEvents
{
    // Hosting: 1000
    public const int Starting = 1000;
    public const int Ready = 1001;
    public const int Stopping = 1002;
    public const int PassFailed = 1003;
    public const int PassRecovered = 1004;
    public const int WorkerHung = 1005;
    public const int SettingWarning = 1006;
    public const int FinishFailed = 1009;

    // DiskWatchdog: 2000
    public const int DiskWarning = 2000;
    public const int DiskCritical = 2001;
    public const int DiskRecovered = 2002;
    public const int DiskFailing = 2003;
    public const int MountLost = 2004;
    public const int MountBack = 2005;
    public const int DiskForecast = 2006;
    public const int SurvivalStarted = 2007;
    public const int SurvivalEnded = 2008;
    public const int CaptureDegraded = 2009;
    public const int CleanupStarted = 2010;
    public const int CleanupHelped = 2011;
    public const int CleanupNotEnough = 2012;
    public const int CleanupStep = 2013;
    public const int CleanupSkipped = 2014;
    public const int CleanupFailed = 2015;
    public const int Audit = 2016;
    public const int AuditNotWritten = 2017;
    public const int CaptureRecovered = 2018;

    // Cameras: 4000
    public const int CameraStored = 4000;
    public const int CameraFailed = 4001;
    public const int RoundFinished = 4002;
    public const int RoundResumed = 4003;
    public const int CapturePaused = 4004;

    // Cameras, keeping: 4200
    public const int ImagesRemoved = 4200;
    public const int CameraFlagged = 4201;
    public const int CameraUnflagged = 4202;

    // Health: 6000
    public const int RatingChanged = 6000;
    public const int StatusNotWritten = 6001;

    // Clock: 6100
    public const int ClockJumped = 6100;
    public const int ClockDoubted = 6101;
    public const int ClockBelieved = 6102;

    // SdCard: 6200
    public const int CardCritical = 6200;

    // Mqtt: 8000
    public const int MqttOff = 8000;
    public const int MqttConnected = 8001;
    public const int MqttReconnected = 8002;
    public const int MqttNotConnected = 8003;
    public const int MqttTakenOver = 8004;
    public const int MqttLibraryMissing = 8005;
    public const int MqttEventsDropped = 8006;
    public const int MqttTopicRefused = 8007;
    public const int MqttRequested = 8008;
    public const int MqttRequestFailed = 8009;

    // Storage: 7000
    public const int DatabaseNotOpened = 7000;

    // Telemetry: 7100
    public const int TelemetryFlushed = 7100;
    public const int FlushFailed = 7101;
    public const int ProbeFailed = 7102;
    public const int RetentionDone = 7103;
    public const int RetentionRefused = 7104;
    public const int RetentionFullScan = 7105;
    public const int RetentionWaits = 7106;
    public const int TelemetryLosses = 7107;

    // WalCheckpoint: 7200
    public const int CheckpointStarved = 7200;
    public const int CheckpointRecovered = 7201;
    public const int CheckpointRefused = 7202;

    // Backups: 7300
    public const int BackupVerified = 7300;
    public const int BackupFailed = 7301;
    public const int BackupCopyFailed = 7302;
    public const int DatabaseDamaged = 7303;
    public const int DatabaseSetAside = 7304;
    public const int DatabaseChecked = 7305;

    // Web: 9000
    public const int WebServing = 9000;
    public const int WebIdle = 9001;
    public const int WebRequestFailed = 9002;
}
