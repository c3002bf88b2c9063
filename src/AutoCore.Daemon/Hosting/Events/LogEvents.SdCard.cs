namespace AutoCore.Daemon.Hosting;

/// <content>SdCard: from 6200 on.</content>
internal static partial class LogEvents
{
    /// <summary>The file system of the card has counted errors.</summary>
    /// <remarks>Back up now (`autocore backup`), check the card with fsck, replace it.</remarks>
    public const int CardCritical = 6200;
}
