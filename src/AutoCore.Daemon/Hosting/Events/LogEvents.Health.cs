namespace AutoCore.Daemon.Hosting;

/// <content>Health: from 6000 on.</content>
internal static partial class LogEvents
{
    /// <summary>A group's rating changed.</summary>
    /// <remarks>See the group in `autocore status` and the event of its feature.</remarks>
    public const int RatingChanged = 6000;

    /// <summary>`status.json` cannot be written; `autocore status` shows old figures.</summary>
    /// <remarks>Check the runtime folder named in the line: space and permission.</remarks>
    public const int StatusNotWritten = 6001;
}
