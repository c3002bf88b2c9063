using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Freshness;
using AutoCore.Policies.Health;

namespace AutoCore.Web.Data;

/// <summary>
/// By what a camera is named in a URL and in file names: the parts of a path that <see cref="PictureNames.PartOf"/> makes of its site and name.
/// Only <see cref="SiteCatalog.Find"/> makes one from a request.
/// </summary>
internal readonly record struct CameraKey(string Site, string Name)
{
    /// <summary>The key of a camera by its configured names.</summary>
    public static CameraKey Of(string site, string name) => new(PictureNames.PartOf(site), PictureNames.PartOf(name));
}

/// <summary>A site and its cameras, both in the order of the settings.</summary>
/// <param name="Key">Its part of a URL.</param>
/// <param name="Name">As the settings spell it.</param>
/// <param name="Cameras">Its cameras.</param>
internal sealed record SiteState(string Key, string Name, IReadOnlyList<CameraState> Cameras);

/// <summary>How a camera stands.</summary>
/// <param name="Key">By what it is found.</param>
/// <param name="Site">The site, as the settings spell it.</param>
/// <param name="Name">The name, as the settings spell it.</param>
/// <param name="Rating"><see cref="Rating.Ok"/>; <see cref="Rating.Warning"/> if its last capture failed or its picture is flagged; <see
/// cref="Rating.Unknown"/> before the first round.</param>
/// <param name="Reason">Why the last capture failed, a word as <c>timeout</c>; null if it did not.</param>
/// <param name="LastStored">When its newest picture was stored; null if there is none.</param>
/// <param name="Flags">What is odd about its newest picture: <c>frozen</c>, <c>black</c>, …; see <see cref="PictureOddityNames"/>.</param>
/// <param name="Detail">The reason for people, in English, if this state tells.</param>
/// <param name="Remedy">Which setting would help, if this state tells.</param>
/// <param name="FailingSince">Since when it fails, if this state tells.</param>
/// <param name="SameAs">Another camera whose newest picture has the same bytes, as <c>Site/Name</c>; null: none, or this state does not tell.</param>
/// <param name="Score">How unusual its newest picture is; null if that is not judged.</param>
/// <param name="Bytes">Bytes of its newest picture, if this state tells.</param>
/// <param name="ElapsedMs">Milliseconds that the last capture took, if this state tells.</param>
/// <param name="Attempts">Tries of the last capture, if this state tells.</param>
/// <param name="IsResting">Whether it is outside of its hours, and not asked.</param>
/// <param name="RestingUntil">When it is asked again, if it rests and that is known.</param>
internal sealed record CameraState(
    CameraKey Key, string Site, string Name, Rating Rating, string? Reason, DateTimeOffset? LastStored, IReadOnlyList<string> Flags, string? Detail = null,
    Spoken? Remedy = null, DateTimeOffset? FailingSince = null, string? SameAs = null, double? Score = null, long? Bytes = null, double? ElapsedMs = null,
    int? Attempts = null, bool IsResting = false, DateTimeOffset? RestingUntil = null)
{
    /// <summary>Whether the last capture failed.</summary>
    public bool HasFailed => Reason is not null;
}
