namespace AutoCore.Daemon.Cameras;

/// <summary>A whole picture that lies under a temporary name.</summary>
/// <param name="TemporaryFile">Where; nothing beyond the picture's end marker is in it.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Hash">XXH3 of its bytes: equal for equal files.</param>
/// <param name="Thumbnail">The picture in grey at an eighth of its size, from its own DC coefficients.</param>
/// <param name="TakenAt">When it had arrived, UTC.</param>
/// <param name="LastModified">What the camera says of its age, or null.</param>
internal sealed record ReceivedPicture(
    string TemporaryFile, long Bytes, int Width, int Height, ulong Hash, Thumbnail Thumbnail, DateTimeOffset TakenAt, DateTimeOffset? LastModified);

/// <summary>A small grey picture, rows from the top.</summary>
internal sealed record Thumbnail(int Width, int Height, byte[] Samples)
{
    /// <summary>In place of one that everybody has seen.</summary>
    public static readonly Thumbnail Dropped = new(0, 0, []);
}
