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
internal sealed record CameraState
{
    /// <summary>By what it is found.</summary>
    public required CameraKey Key { get; init; }

    /// <summary>The site, as the settings spell it.</summary>
    public required string Site { get; init; }

    /// <summary>The name, as the settings spell it.</summary>
    public required string Name { get; init; }

    /// <summary><see cref="Rating.Ok"/>; <see cref="Rating.Warning"/> if its last capture failed or its picture is flagged; <see cref="Rating.Unknown"/> before
    /// the first round.</summary>
    public required Rating Rating { get; init; }

    /// <summary>Why the last capture failed, a word as <c>timeout</c>; null if it did not.</summary>
    public string? Reason { get; init; }

    /// <summary>The same for people, in English, if this state tells.</summary>
    public string? Detail { get; init; }

    /// <summary>Which setting would help, if this state tells.</summary>
    public Spoken? Remedy { get; init; }

    /// <summary>Since when it fails, if this state tells.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>When its newest picture was stored; null if there is none.</summary>
    public DateTimeOffset? LastStored { get; init; }

    /// <summary>What is odd about its newest picture: <c>frozen</c>, <c>black</c>, …; see <see cref="PictureOddityNames"/>.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>Another camera whose newest picture has the same bytes, as <c>Site/Name</c>; null if there is none, or this state does not tell.</summary>
    public string? SameAs { get; init; }

    /// <summary>How unusual its newest picture is; null if that is not judged.</summary>
    public double? Score { get; init; }

    /// <summary>Bytes of its newest picture, if this state tells.</summary>
    public long? Bytes { get; init; }

    /// <summary>Milliseconds that the last capture took, if this state tells.</summary>
    public double? ElapsedMs { get; init; }

    /// <summary>Tries of the last capture, if this state tells.</summary>
    public int? Attempts { get; init; }

    /// <summary>Whether it is outside of its hours, and not asked.</summary>
    public bool IsResting { get; init; }

    /// <summary>When it is asked again, if it rests and that is known.</summary>
    public DateTimeOffset? RestingUntil { get; init; }

    /// <summary>Whether the last capture failed.</summary>
    public bool HasFailed => Reason is not null;
}
