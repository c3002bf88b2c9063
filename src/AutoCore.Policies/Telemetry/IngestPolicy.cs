namespace AutoCore.Policies.Telemetry;

/// <summary>How much of what devices publish is stored: a device that floods must neither wear the card nor push out what the others say.</summary>
public static class IngestPolicy
{
    /// <summary>The shortest time between two stored values of one series; what comes in between replaces the newest that still waits to be written.</summary>
    public static readonly TimeSpan SeriesInterval = TimeSpan.FromSeconds(1);

    /// <summary>Messages that may come at once, as seconds of the rate: devices that all publish at the full minute are no flood.</summary>
    public const int BurstSeconds = 60;

    /// <summary>The window of the budget of bytes.</summary>
    public static readonly TimeSpan BudgetWindow = TimeSpan.FromDays(1);

    /// <summary>Without surplus for this long, a flood counts as over.</summary>
    public static readonly TimeSpan CalmAfter = TimeSpan.FromHours(1);

    private const int RowBytes = 24;

    /// <summary>Messages that may be stored at present.</summary>
    /// <param name="allowed">Those that were left at the last one.</param>
    /// <param name="perSecond">The configured rate.</param>
    /// <param name="since">Time since then.</param>
    public static double Refill(double allowed, int perSecond, TimeSpan since) =>
        Math.Min((double)perSecond * BurstSeconds, allowed + perSecond * since.TotalSeconds);

    /// <summary>Bytes that a value costs the card: its row goes into the log once, and into the file once more.</summary>
    /// <param name="value">A <see cref="double"/> or a <see cref="string"/>.</param>
    public static int CostOf(object value) => 2 * (RowBytes + (value is string text ? Encoding.UTF8.GetByteCount(text) : sizeof(double)));
}
