using AutoCore.Policies.DiskWatchdog;

namespace AutoCore.Policies.Cameras.Shrinking;

/// <summary>When old pictures are made smaller, and whether it was worth it.</summary>
public static class ShrinkPolicy
{
    /// <summary>Failures in a row after which it is the program that fails, and no odd picture.</summary>
    public const int MostFailures = 10;

    /// <summary>Cooler than the limit by this much before work goes on, so that it does not begin and stop every second.</summary>
    private const double Hysteresis = 5;

    private const double SmallestGain = 0.02;

    /// <summary>The longest rest between two pictures: a pass that was asked to stop, or a Pi that has cooled down, should not wait for minutes.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    /// <summary>Why nothing is done at present, or null.</summary>
    /// <param name="celsius">The processor's temperature; null where it cannot be read.</param>
    /// <param name="limit">From which on it is too hot.</param>
    /// <param name="throttled">Whether the firmware slows the processor.</param>
    /// <param name="pressure">How short room for pictures is: then every byte written is one too many.</param>
    /// <param name="paused">Whether it was too hot the last time.</param>
    public static string? FindPause(double? celsius, double limit, bool throttled, CapturePressure pressure, bool paused)
    {
        if (pressure != CapturePressure.None)
            return "the disk is nearly full";
        if (throttled)
            return "the firmware slows the processor";
        return celsius >= (paused ? limit - Hysteresis : limit) ? "the processor is too hot" : null;
    }

    /// <summary>The rest after some work, so that no more than a share of one core is used.</summary>
    /// <param name="worked">How long the programs ran.</param>
    /// <param name="percent">The share, 1 to 100.</param>
    public static TimeSpan Rest(TimeSpan worked, int percent)
    {
        var rest = worked * (100 - percent) / percent;
        return rest < LongestRest ? rest : LongestRest;
    }

    /// <summary>Whether the smaller form is worth a file that other programs do not know, or a new file at all.</summary>
    public static bool IsWorthIt(long original, long shrunk) => shrunk > 0 && shrunk <= original * (1 - SmallestGain);
}
