namespace AutoCore.Daemon.Hosting;

/// <content>Keeping pictures: from 4200 on.</content>
internal static partial class LogEvents
{
    /// <summary>Retention removed pictures that were older than `Cameras:RetentionDays`.</summary>
    /// <remarks>Nothing.</remarks>
    public const int ImagesRemoved = 4200;

    /// <summary>A camera's pictures are whole but suspicious: frozen, black, white, covered, the same as another camera's, or suddenly different.</summary>
    /// <remarks>Look at the picture; see [pictures.md](pictures.md) for each flag.</remarks>
    public const int CameraFlagged = 4201;

    /// <summary>A flagged camera is fine again.</summary>
    /// <remarks>Nothing.</remarks>
    public const int CameraUnflagged = 4202;
}
