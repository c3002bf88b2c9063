using AutoCore.Policies.Health;
using AutoCore.Web.Data;
using AutoCore.Web.Texts;

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
/// <param name="Search">Words that site and name together hold, in any order and however they are accented; null: any.</param>
internal readonly record struct WallFilter(Shown Show, string? Site, string? Search = null)
{
    /// <summary>A longer search is cut.</summary>
    public const int LongestSearch = 100;

    private const string Frozen = "frozen";

    /// <summary>Reads a query; what it does not understand is left out.</summary>
    public static WallFilter Read(string? show, string? site, string? search) => new(show switch
    {
        "failed" => Shown.Failed,
        "frozen" => Shown.Frozen,
        "unusual" => Shown.Unusual,
        _ => Shown.All,
    }, string.IsNullOrEmpty(site) ? null : site, search?.Trim() is { Length: > 0 } words ? words[..Math.Min(words.Length, LongestSearch)] : null);

    /// <summary>Whether a camera is shown.</summary>
    public bool Takes(CameraState camera) => (Site is null || camera.Key.Site == Site) && Matches(camera) && Show switch
    {
        Shown.Failed => camera.HasFailed,
        Shown.Frozen => camera.Flags.Contains(Frozen),
        Shown.Unusual => camera.Flags.Any(f => f != Frozen),
        _ => true,
    };

    /// <summary>Why nothing is shown: a site or name that none has is no good news.</summary>
    /// <param name="cameras">All of them.</param>
    public Spoken NoneHint(IEnumerable<CameraState> cameras)
    {
        var named = this with { Show = Shown.All };
        return cameras.Any(named.Takes) ? Text.WallNoneHint : Text.WallNotFoundHint;
    }

    private bool Matches(CameraState camera) => Search is null || SearchText.Matches(Search, $"{camera.Site} {camera.Name}");
}
