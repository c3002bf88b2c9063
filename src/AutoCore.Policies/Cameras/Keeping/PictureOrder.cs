namespace AutoCore.Policies.Cameras.Keeping;

/// <summary>Which of two pictures of a camera is the newer one.</summary>
public static class PictureOrder
{
    /// <summary>How far ahead of the clock a name may be before its time says nothing.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);

    /// <summary>By time, then by copy of the same second.</summary>
    public static bool IsNewer(PictureName one, PictureName other) =>
        one.Taken > other.Taken || (one.Taken == other.Taken && one.Copy > other.Copy);

    /// <summary>The same, but one that is named in the future was taken under a clock that ran ahead: any other one is newer.</summary>
    /// <param name="one">The one.</param>
    /// <param name="other">The other.</param>
    /// <param name="latest">Local time up to which a name's time says anything.</param>
    public static bool IsNewer(PictureName one, PictureName other, DateTime latest) =>
        one.Taken > latest == other.Taken > latest ? IsNewer(one, other) : other.Taken > latest;
}
