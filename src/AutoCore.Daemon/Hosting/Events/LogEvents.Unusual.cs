namespace AutoCore.Daemon.Hosting;

/// <content>Unusual pictures: from 4300 on.</content>
internal static partial class LogEvents
{
    /// <summary>A camera's picture does not look as its pictures usually do at this hour: covered, turned, out of focus, something large, a light that stays on.</summary>
    /// <remarks>Look at the picture; `autocore cameras accept SITE/NAME` if it is to stay, see [pictures.md](pictures.md).</remarks>
    public const int CameraUnusual = 4300;

    /// <summary>A camera looks as usual again, or what changed has been there long enough to be usual.</summary>
    /// <remarks>Nothing.</remarks>
    public const int CameraUsual = 4301;

    /// <summary>Pictures could not be compared with what is usual, since the database did not answer; they are stored all the same.</summary>
    /// <remarks>As for `telemetry-flush-failed`; the next round tries again.</remarks>
    public const int UnusualNotJudged = 4302;
}
