using AutoCore.Policies.Health;

namespace AutoCore.Policies.SdCard;

/// <summary>How the card stands (A3, A6).</summary>
public static class CardPolicy
{
    private const double ReplaceWithinYears = 1;

    /// <summary>Any error that the file system counted means that the card is dying; a life of less than a year deserves a look.</summary>
    /// <param name="errors">Errors that the file system counted, or null if it does not count.</param>
    /// <param name="lifeYears">Years that the card lasts, or null if unknown.</param>
    public static Rating Rate(long? errors, double? lifeYears)
    {
        if (errors > 0)
            return Rating.Critical;
        if (lifeYears < ReplaceWithinYears)
            return Rating.Warning;
        return errors is null && lifeYears is null ? Rating.Unknown : Rating.Ok;
    }
}
