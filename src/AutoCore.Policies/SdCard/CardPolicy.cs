using AutoCore.Policies.Health;

namespace AutoCore.Policies.SdCard;

/// <summary>How the card stands (A3, A6).</summary>
public static class CardPolicy
{
    private const double ReplaceWithinYears = 1;
    private const double ReplaceAtPercent = 100;
    private const int ReserveLow = 2;
    private const int ReserveUsed = 3;

    /// <summary>
    /// Any error that the file system counted means that the card is dying, and so does a card that says that its spare blocks are used up; a life of less than
    /// a year deserves a look.
    /// </summary>
    /// <param name="errors">Errors that the file system counted, or null if it does not count.</param>
    /// <param name="lifeYears">Years that the card lasts, or null if unknown.</param>
    /// <param name="registers">What the card says of itself.</param>
    public static Rating Rate(long? errors, double? lifeYears, CardRegisters registers = default)
    {
        if (errors > 0 || registers.ReserveLevel >= ReserveUsed)
            return Rating.Critical;
        if (lifeYears < ReplaceWithinYears || registers.ReserveLevel >= ReserveLow || registers.LifeUsedPercent >= ReplaceAtPercent)
            return Rating.Warning;
        return errors is null && lifeYears is null ? Rating.Unknown : Rating.Ok;
    }
}
