using AutoCore.Web.Data;

namespace AutoCore.Web.Pages;

/// <summary>What a visitor of a camera looks at.</summary>
/// <param name="Visit">Who looks.</param>
/// <param name="Camera">The camera.</param>
/// <param name="Kept">The days that there are pictures of, oldest first.</param>
/// <param name="Day">The day that is shown.</param>
/// <param name="Pictures">Its pictures, oldest first.</param>
/// <param name="Chosen">The one that is large; null where there is none.</param>
internal sealed record CameraDay(
    Visit Visit, CameraState Camera, IReadOnlyList<KeptDay> Kept, DateOnly Day, IReadOnlyList<Picture> Pictures, Picture? Chosen)
{
    /// <summary>Whether the large picture is the newest that there is.</summary>
    public bool IsNewest => Chosen is { } chosen && Kept.Count > 0 && Day == Kept[^1].Day && chosen == Pictures[^1];

    /// <summary>The address of another day, at this hour of it; of the newest picture where nothing is chosen.</summary>
    public string AddressOf(DateOnly day) => Links.Camera(Camera.Key, day, Chosen);

    /// <summary>The last kept day before this one, or null.</summary>
    public DateOnly? Before => Kept.LastOrDefault(d => d.Day < Day) is { Count: > 0 } kept ? kept.Day : null;

    /// <summary>The first kept day after this one, or null.</summary>
    public DateOnly? After => Kept.FirstOrDefault(d => d.Day > Day) is { Count: > 0 } kept ? kept.Day : null;

    /// <summary>Of some pictures the one whose hour is nearest.</summary>
    public static Picture Nearest(IReadOnlyList<Picture> pictures, TimeSpan time) => pictures.MinBy(p => (p.Taken.TimeOfDay - time).Duration());
}
