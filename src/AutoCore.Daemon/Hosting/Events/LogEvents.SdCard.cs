namespace AutoCore.Daemon.Hosting;

/// <content>SdCard: from 6200 on.</content>
internal static partial class LogEvents
{
    /// <summary>The file system of the card has counted errors.</summary>
    /// <remarks>Back up now (`autocore backup`), check the card with fsck, replace it.</remarks>
    public const int CardCritical = 6200;

    /// <summary>The card's file system counts no errors any more: it was checked, or replaced.</summary>
    /// <remarks>Nothing.</remarks>
    public const int CardSound = 6201;
}
