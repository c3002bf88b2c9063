namespace AutoCore.Policies.Cameras;

/// <summary>What a picture's path tells about it.</summary>
/// <param name="Mode">The layout that the path belongs to.</param>
/// <param name="Site">The site's folder.</param>
/// <param name="Camera">The camera, as file names spell it.</param>
/// <param name="Taken">When it was taken, local time to the second; null in the snapshot layout, whose names do not tell.</param>
/// <param name="Copy">1, or a higher number for a further picture of the same second.</param>
/// <param name="Form">How its bytes are kept.</param>
public readonly record struct PictureName(StorageMode Mode, string Site, string Camera, DateTime? Taken = null, int Copy = 1,
    PictureForm Form = PictureForm.Jpeg)
{
    /// <summary>The path below the pictures' folder; the inverse of <see cref="PictureNames.TryParse"/>.</summary>
    public string Path => PictureNames.PathOf(this);
}
