using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Cameras;

/// <summary>What a camera's reading says to people of its failure: what it answered, which setting would help in both languages of the page, and since when
/// it fails.</summary>
internal static class FailureMeasures
{
    private const string Detail = "detail";
    private const string Remedy = "remedy";
    private const string RemedyPortuguese = "remedy_pt";
    private const string FailingSince = "failing_since_ts";

    /// <summary>Whether a figure is one of these.</summary>
    public static bool IsOne(Measure measure) => measure.Key is Detail or Remedy or RemedyPortuguese or FailingSince;

    /// <summary>Those of a result; none of a stored picture.</summary>
    /// <param name="since">Since when the camera fails, if that is known.</param>
    public static Measure[] Of(CameraResult result, DateTimeOffset? since) => result.Remedy is not { } remedy ? [] :
    [
        new(Detail, result.Detail), new(Remedy, remedy.English), new(RemedyPortuguese, remedy.Portuguese), new(FailingSince, since?.ToUnixTimeSeconds()),
    ];
}
