namespace AutoCore.Daemon.Hosting;

/// <content>DiskWatchdog: from 2000 on.</content>
internal static partial class LogEvents
{
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

    /// <summary>A mount no longer fills so fast that it would be critical soon.</summary>
    /// <remarks>Nothing.</remarks>
    public const int DiskForecastOver = 2019;

    /// <summary>A mount that was failing takes writes again and counts no errors.</summary>
    /// <remarks>Check the card all the same; see `disk-failing`.</remarks>
    public const int DiskSound = 2020;
}
