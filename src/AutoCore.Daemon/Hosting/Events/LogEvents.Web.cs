namespace AutoCore.Daemon.Hosting;

/// <content>Web: from 9000 on.</content>
internal static partial class LogEvents
{
    /// <summary>The web page answers at the address given.</summary>
    /// <remarks>Nothing.</remarks>
    public const int WebServing = 9000;

    /// <summary>The web page had no request for a while and ended; the socket starts it again.</summary>
    /// <remarks>Nothing.</remarks>
    public const int WebIdle = 9001;

    /// <summary>A page or a REST request could not be answered.</summary>
    /// <remarks>Act on the reason: most often the database or a picture cannot be read by the service's user.</remarks>
    public const int WebRequestFailed = 9002;
}
