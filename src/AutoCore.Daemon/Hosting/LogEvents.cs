namespace AutoCore.Daemon.Hosting;

/// <summary>
/// The register of event ids: a range of a hundred or more for each feature, an id never used twice and never given to another event.
/// Each id's name in the journal (<c>EVENT</c>) stands at its <c>[LoggerMessage]</c>; what it means (summary) and what to do (remarks) becomes <c>docs/operations.md</c>.
/// </summary>
internal static class LogEvents
{
    // Hosting: 1000
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

    // DiskWatchdog: 2000
    /// <summary>A mount is above the warning level, in bytes or inodes.</summary>
    /// <remarks>See `autocore cleanup --dry-run` for what may go, `autocore stats` for what the pictures use.</remarks>
    public const int DiskWarning = 2000;

    /// <summary>A mount is above the critical level; the emergency clean-up starts.</summary>
    /// <remarks>See the `cleanup-step` events that follow; lower `Cameras:RetentionDays` or take a larger card if it comes back.</remarks>
    public const int DiskCritical = 2001;

    /// <summary>A mount is under the warning level again.</summary>
    /// <remarks>Nothing.</remarks>
    public const int DiskRecovered = 2002;

    /// <summary>The file system is read-only or has counted errors: the card is dying.</summary>
    /// <remarks>Copy what matters, check the card with fsck while it is not mounted, replace it.</remarks>
    public const int DiskFailing = 2003;

    /// <summary>A watched mount is gone or the kernel does not answer for it; the others are watched on.</summary>
    /// <remarks>Mount it again, or take it out of `DiskWatchdog:Mounts`.</remarks>
    public const int MountLost = 2004;

    /// <summary>A mount that was lost is watched again.</summary>
    /// <remarks>Nothing.</remarks>
    public const int MountBack = 2005;

    /// <summary>At the present trend the mount is critical within the hours given.</summary>
    /// <remarks>Find what grows (`autocore status`, `du -x -d 1 -h /`) before the clean-up has to.</remarks>
    public const int DiskForecast = 2006;

    /// <summary>The data folder takes no writes: full, read-only or failing. The daemon goes on from memory and publishes; nothing is stored.</summary>
    /// <remarks>Free space, or see `disk-failing`. It ends by itself when writing works again.</remarks>
    public const int SurvivalStarted = 2007;

    /// <summary>The data folder takes writes again.</summary>
    /// <remarks>Nothing.</remarks>
    public const int SurvivalEnded = 2008;

    /// <summary>Space for the next round is short: capture keeps only the newest picture of each camera, or pauses.</summary>
    /// <remarks>As for `disk-warning`.</remarks>
    public const int CaptureDegraded = 2009;

    /// <summary>The emergency clean-up begins.</summary>
    /// <remarks>Nothing; each step tells what it freed.</remarks>
    public const int CleanupStarted = 2010;

    /// <summary>The clean-up brought the mount under the warning level.</summary>
    /// <remarks>Nothing.</remarks>
    public const int CleanupHelped = 2011;

    /// <summary>All steps are done and the mount is still above the warning level. Backups, the database and the newest picture of each camera are never touched.</summary>
    /// <remarks>Remove what is not AutoCore's: `apt autoremove`, old files; or take a larger card.</remarks>
    public const int CleanupNotEnough = 2012;

    /// <summary>A step of the clean-up is done, with the bytes it freed.</summary>
    /// <remarks>Nothing.</remarks>
    public const int CleanupStep = 2013;

    /// <summary>A step was left out, with the reason: it would free nothing there, or the clock is in doubt.</summary>
    /// <remarks>Nothing, unless the reason names a remedy.</remarks>
    public const int CleanupSkipped = 2014;

    /// <summary>A step of the clean-up failed; the next ones went on.</summary>
    /// <remarks>Act on the reason, most often missing permission: `autocore doctor`.</remarks>
    public const int CleanupFailed = 2015;

    /// <summary>Something was deleted or restored: what, how many bytes, by whom. The same line stands in `audit.log`.</summary>
    /// <remarks>Nothing; this is the record.</remarks>
    public const int Audit = 2016;

    /// <summary>`audit.log` cannot be written; its lines wait in memory and stand in the journal.</summary>
    /// <remarks>As for `survival-mode`.</remarks>
    public const int AuditNotWritten = 2017;

    /// <summary>There is room again: capture goes back towards its configured mode.</summary>
    /// <remarks>Nothing.</remarks>
    public const int CaptureRecovered = 2018;

    // Cameras: 4000
    /// <summary>A picture was judged whole and stored.</summary>
    /// <remarks>Nothing.</remarks>
    public const int CameraStored = 4000;

    /// <summary>A camera gave no good picture in any try; the reason is one word, see [cameras.md](cameras.md).</summary>
    /// <remarks>`autocore cameras check` says what the camera answers and which setting would help.</remarks>
    public const int CameraFailed = 4001;

    /// <summary>A round is over: stored, failed by reason, unchanged, seconds.</summary>
    /// <remarks>Nothing; many failures of one reason point to one cause.</remarks>
    public const int RoundFinished = 4002;

    /// <summary>A round that a stop or a power cut interrupted goes on with the cameras that are missing.</summary>
    /// <remarks>Nothing.</remarks>
    public const int RoundResumed = 4003;

    /// <summary>There is no room for another round.</summary>
    /// <remarks>As for `disk-critical`.</remarks>
    public const int CapturePaused = 4004;

    /// <summary>A camera of the fleet's list is in this node's own settings, too; the settings count.</summary>
    /// <remarks>Take it out of one of the two.</remarks>
    public const int SharedCameraIsOwn = 4005;

    /// <summary>A camera of the fleet's list names a secret that this node does not offer to lists; it is asked without password.</summary>
    /// <remarks>Add the secret to `Fleet:PasswordKeys` if the list is right.</remarks>
    public const int SharedSecretNotAllowed = 4006;

    // Cameras, keeping: 4200
    /// <summary>Retention removed pictures that were older than `Cameras:RetentionDays`.</summary>
    /// <remarks>Nothing.</remarks>
    public const int ImagesRemoved = 4200;

    /// <summary>A camera's pictures are whole but suspicious: frozen, black, white, covered, the same as another camera's, or suddenly different.</summary>
    /// <remarks>Look at the picture; see [pictures.md](pictures.md) for each flag.</remarks>
    public const int CameraFlagged = 4201;

    /// <summary>A flagged camera is fine again.</summary>
    /// <remarks>Nothing.</remarks>
    public const int CameraUnflagged = 4202;

    // Cameras, unusual: 4300
    /// <summary>A camera's picture does not look as its pictures usually do at this hour: covered, turned, out of focus, something large, a light that stays on.</summary>
    /// <remarks>Look at the picture; `autocore cameras accept SITE/NAME` if it is to stay, see [pictures.md](pictures.md).</remarks>
    public const int CameraUnusual = 4300;

    /// <summary>A camera looks as usual again, or what changed has been there long enough to be usual.</summary>
    /// <remarks>Nothing.</remarks>
    public const int CameraUsual = 4301;

    /// <summary>Pictures could not be compared with what is usual, since the database did not answer; they are stored all the same.</summary>
    /// <remarks>As for `telemetry-flush-failed`; the next round tries again.</remarks>
    public const int UnusualNotJudged = 4302;

    // Cameras, shrinking: 4250
    /// <summary>A pass over old days is done: pictures made smaller without loss, and the bytes that this saved.</summary>
    /// <remarks>Nothing.</remarks>
    public const int ImagesShrunk = 4250;

    /// <summary>One old picture stays as it is: it cannot be made smaller, or would not come back the same.</summary>
    /// <remarks>Nothing; the picture is untouched.</remarks>
    public const int ImageNotShrunk = 4251;

    /// <summary>Making old pictures smaller waits: the processor is hot or slowed, or the disk is nearly full.</summary>
    /// <remarks>Nothing; it goes on by itself. Shade or a heat sink if it never does.</remarks>
    public const int ShrinkingPaused = 4252;

    // Health: 6000
    /// <summary>A group's rating changed.</summary>
    /// <remarks>See the group in `autocore status` and the event of its feature.</remarks>
    public const int RatingChanged = 6000;

    /// <summary>`status.json` cannot be written; `autocore status` shows old figures.</summary>
    /// <remarks>Check the runtime folder named in the line: space and permission.</remarks>
    public const int StatusNotWritten = 6001;

    // Clock: 6100
    /// <summary>The wall clock jumped against the monotonic one.</summary>
    /// <remarks>Nothing if a time server has just answered; else check where the time comes from.</remarks>
    public const int ClockJumped = 6100;

    /// <summary>The time cannot be believed, so nothing is deleted by age.</summary>
    /// <remarks>`timedatectl`: give the machine a time server or a clock battery; it is believed again by itself, see [clock.md](clock.md).</remarks>
    public const int ClockDoubted = 6101;

    /// <summary>The time is believed again; retention works.</summary>
    /// <remarks>Nothing.</remarks>
    public const int ClockBelieved = 6102;

    // SdCard: 6200
    /// <summary>The file system of the card has counted errors.</summary>
    /// <remarks>Back up now (`autocore backup`), check the card with fsck, replace it.</remarks>
    public const int CardCritical = 6200;

    // Mqtt: 8000
    /// <summary>No broker is configured; everything else works.</summary>
    /// <remarks>Set `Mqtt:Host` if you want topics.</remarks>
    public const int MqttOff = 8000;

    /// <summary>The broker accepted the connection; everything present is published.</summary>
    /// <remarks>Nothing.</remarks>
    public const int MqttConnected = 8001;

    /// <summary>The connection is back after failures.</summary>
    /// <remarks>Nothing.</remarks>
    public const int MqttReconnected = 8002;

    /// <summary>The broker cannot be reached or refuses; tried again with back-off up to a minute. Events wait, bounded.</summary>
    /// <remarks>Act on the remedy in the line: name, port, password, certificate, or the broker itself.</remarks>
    public const int MqttNotConnected = 8003;

    /// <summary>Another client uses this one's client id, most likely the daemon of a cloned card.</summary>
    /// <remarks>Give one of the machines an id of its own, as the line says.</remarks>
    public const int MqttTakenOver = 8004;

    /// <summary>libmosquitto is not installed; everything but MQTT works.</summary>
    /// <remarks>Install the package that the line names and restart.</remarks>
    public const int MqttLibraryMissing = 8005;

    /// <summary>More events than the outbox holds came while the broker was away; the oldest were dropped.</summary>
    /// <remarks>Nothing; the present state is published in full after a reconnect.</remarks>
    public const int MqttEventsDropped = 8006;

    /// <summary>The broker's access rules do not allow a topic.</summary>
    /// <remarks>Allow the user `autocore/&lt;node>/#` and the discovery prefix.</remarks>
    public const int MqttTopicRefused = 8007;

    /// <summary>A request over MQTT was accepted.</summary>
    /// <remarks>Nothing.</remarks>
    public const int MqttRequested = 8008;

    /// <summary>A request over MQTT could not be carried out.</summary>
    /// <remarks>Act on the reason.</remarks>
    public const int MqttRequestFailed = 8009;

    // Storage: 7000
    /// <summary>The database cannot be opened; telemetry waits in memory, bounded, and the next write tries again.</summary>
    /// <remarks>Act on the reason: permission, space, or damage (`autocore backup list`, `autocore restore`).</remarks>
    public const int DatabaseNotOpened = 7000;

    // Telemetry: 7100
    /// <summary>Samples went from memory to the database.</summary>
    /// <remarks>Nothing.</remarks>
    public const int TelemetryFlushed = 7100;

    /// <summary>Samples could not be written and wait in memory, bounded.</summary>
    /// <remarks>As for `database-not-opened`.</remarks>
    public const int FlushFailed = 7101;

    /// <summary>The timed write and read of the database failed.</summary>
    /// <remarks>As for `database-not-opened`.</remarks>
    public const int ProbeFailed = 7102;

    /// <summary>Old rows were removed, in small batches.</summary>
    /// <remarks>Nothing.</remarks>
    public const int RetentionDone = 7103;

    /// <summary>Another program's table is not kept short: missing, locked, of another shape, or its folder would shut the program out.</summary>
    /// <remarks>`autocore doctor` says how to mend it.</remarks>
    public const int RetentionRefused = 7104;

    /// <summary>The timestamp column has no index, so each pass reads the whole table.</summary>
    /// <remarks>Create the index that the line gives, when that program's owner agrees.</remarks>
    public const int RetentionFullScan = 7105;

    /// <summary>No row is removed by age while the clock is in doubt.</summary>
    /// <remarks>As for `clock-doubted`.</remarks>
    public const int RetentionWaits = 7106;

    /// <summary>Samples or messages of devices were lost: the buffer was full, or payloads were malformed.</summary>
    /// <remarks>Look at the counts: a device that sends too much or in another form, or a database that cannot be written.</remarks>
    public const int TelemetryLosses = 7107;

    /// <summary>`events.json`, which tells readers what has just happened, cannot be written; what happens still reaches the journal, MQTT and the database.</summary>
    /// <remarks>Look at the runtime folder: `/run` may be full.</remarks>
    public const int EventsNotWritten = 7108;

    // WalCheckpoint: 7200
    /// <summary>A write-ahead log is over its limit because a reader holds an old snapshot; the processes are named where they can be seen.</summary>
    /// <remarks>Let that program end its read transaction; restart it if it hangs.</remarks>
    public const int CheckpointStarved = 7200;

    /// <summary>The log could be emptied again.</summary>
    /// <remarks>Nothing.</remarks>
    public const int CheckpointRecovered = 7201;

    /// <summary>A database's log is not looked after: it is not in WAL mode, missing, or not writable for this service.</summary>
    /// <remarks>Act on the reason; `autoctl grant` opens a neighbour's folder.</remarks>
    public const int CheckpointRefused = 7202;

    // Backups: 7300
    /// <summary>A backup was made, restored to a scratch file, checked and counted.</summary>
    /// <remarks>Nothing.</remarks>
    public const int BackupVerified = 7300;

    /// <summary>No backup of a source could be made; the older ones are kept.</summary>
    /// <remarks>Act on the reason; `autocore backup` tries again at once.</remarks>
    public const int BackupFailed = 7301;

    /// <summary>A backup is good but was not copied to `Backups:CopyTo`.</summary>
    /// <remarks>Mount that folder or free space there; the next backup copies again.</remarks>
    public const int BackupCopyFailed = 7302;

    /// <summary>SQLite or a check found damage in a database; nothing is deleted.</summary>
    /// <remarks>`autocore backup list`, then `autocore restore FILE`; or set `Backups:AutoRestore` to have it done.</remarks>
    public const int DatabaseDamaged = 7303;

    /// <summary>A damaged database was moved aside, and a backup or an empty one took its place.</summary>
    /// <remarks>Keep the file that was set aside until you have what you need from it (`sqlite3 FILE .recover`).</remarks>
    public const int DatabaseSetAside = 7304;

    /// <summary>After an unclean stop the database was checked and is whole.</summary>
    /// <remarks>Nothing.</remarks>
    public const int DatabaseChecked = 7305;

    // SecondPlace: 7500

    /// <summary>A backup or archive was copied to a second place and verified there.</summary>
    /// <remarks>Nothing.</remarks>
    public const int RemoteCopied = 7500;

    /// <summary>A second place took no copies; tried again after five minutes, doubling to six hours. Local work and local backups go on.</summary>
    /// <remarks>Act on the remedy in the line: credentials, room there, network, or the configuration of rclone. `autocore backup copy` tries at once.</remarks>
    public const int RemoteFailed = 7501;

    /// <summary>A second place takes copies again after failures.</summary>
    /// <remarks>Nothing.</remarks>
    public const int RemoteRecovered = 7502;

    // Fleet: 7600
    /// <summary>This node uses a camera list of the fleet: one from the broker, or at the start the one on its card.</summary>
    /// <remarks>Nothing.</remarks>
    public const int FleetListTaken = 7600;

    /// <summary>The camera list at the broker is broken, unsigned, older or incomplete; the one in use stays.</summary>
    /// <remarks>See the reason; publish it again with `autocore fleet publish`.</remarks>
    public const int FleetListRefused = 7601;

    /// <summary>This node captures another number of the fleet's cameras: the list or the nodes that take part changed.</summary>
    /// <remarks>Nothing.</remarks>
    public const int FleetShareChanged = 7602;

    /// <summary>A node of the fleet is gone; the others take over its cameras.</summary>
    /// <remarks>Look at that node.</remarks>
    public const int FleetNodeLost = 7603;

    /// <summary>A node of the fleet takes its cameras.</summary>
    /// <remarks>Nothing.</remarks>
    public const int FleetNodeBack = 7604;

    /// <summary>Two installations bear one name; one of them captures, the other stands aside.</summary>
    /// <remarks>Give each a `Node` of its own.</remarks>
    public const int FleetNameConflict = 7605;

    // Web: 9000
    /// <summary>The web page answers at the address given.</summary>
    /// <remarks>Nothing.</remarks>
    public const int WebServing = 9000;

    /// <summary>The web page had no request for a while and ended; the socket starts it again.</summary>
    /// <remarks>Nothing.</remarks>
    public const int WebIdle = 9001;

    /// <summary>A page or a REST request could not be answered.</summary>
    /// <remarks>Act on the reason: most often the database or a picture cannot be read by the service's user.</remarks>
    public const int WebRequestFailed = 9002;

    // Alerts: 7400
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
