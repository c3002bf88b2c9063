using AutoCore.Policies.Health;

namespace AutoCore.Policies.Cameras.Capture;

/// <summary>Rates a round: with retries 95 % of the cameras and more are expected to answer (C2).</summary>
public static class CamerasRating
{
    /// <summary>Share of stored pictures, in per cent, from which on a round is good.</summary>
    public const double GoodPercent = 95;

    /// <summary>Share below which a round is critical.</summary>
    public const double CriticalPercent = 50;

    /// <summary>Per cent of the cameras whose picture was stored; 100 without any camera.</summary>
    public static double SuccessPercent(int stored, int total) => total == 0 ? 100 : 100.0 * stored / total;

    /// <summary>The rating of the group <c>cameras</c>.</summary>
    public static Rating Rate(int stored, int total) => SuccessPercent(stored, total) switch
    {
        < CriticalPercent => Rating.Critical,
        < GoodPercent => Rating.Warning,
        _ => Rating.Ok,
    };
}
