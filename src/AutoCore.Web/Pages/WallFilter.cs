using AutoCore.Web.Data;

namespace AutoCore.Web.Pages;

/// <summary>Which cameras the wall shows.</summary>
internal enum Shown
{
    All,

    /// <summary>Those whose last capture failed.</summary>
    Failed,

    /// <summary>Those that send the same picture again and again.</summary>
    Frozen,

    /// <summary>Those whose picture is odd in any other way.</summary>
    Unusual,
}

/// <summary>What a visitor of the wall wants to see.</summary>
/// <param name="Show">Which state.</param>
/// <param name="Site">The key of one site; null: all.</param>
internal readonly record struct WallFilter(Shown Show, string? Site)
{
    private const string Frozen = "frozen";

    /// <summary>Reads a query; what it does not understand is left out.</summary>
    public static WallFilter Read(string? show, string? site) => new(show switch
    {
        "failed" => Shown.Failed,
        "frozen" => Shown.Frozen,
        "unusual" => Shown.Unusual,
        _ => Shown.All,
    }, string.IsNullOrEmpty(site) ? null : site);

    /// <summary>Whether a camera is shown.</summary>
    public bool Takes(CameraState camera) => (Site is null || camera.Key.Site == Site) && Show switch
    {
        Shown.Failed => camera.HasFailed,
        Shown.Frozen => camera.Flags.Contains(Frozen),
        Shown.Unusual => camera.Flags.Any(f => f != Frozen),
        _ => true,
    };
}
