namespace AutoCore.Policies.Cameras;

/// <summary>Which of two pictures of a camera is the newer one.</summary>
public static class PictureOrder
{
    /// <summary>By time, then by copy of the same second.</summary>
    public static bool IsNewer(PictureName one, PictureName other) =>
        one.Taken > other.Taken || (one.Taken == other.Taken && one.Copy > other.Copy);
}
