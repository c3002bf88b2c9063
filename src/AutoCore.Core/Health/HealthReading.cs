using AutoCore.Policies.Health;

namespace AutoCore.Core.Health;

/// <summary>What a feature last read of its part of the world.</summary>
/// <param name="Group">The topic below <c>health/</c>: a group (<c>disk</c>), or a part of one (<c>disk/root</c>, <c>neighbours/autocore-gateway</c>).</param>
/// <param name="Rating">How it stands.</param>
/// <param name="At">When it was read, UTC.</param>
/// <param name="Measures">Its numbers; the first is the group's headline.</param>
internal sealed record HealthReading(string Group, Rating Rating, DateTimeOffset At, params IReadOnlyList<Measure> Measures)
{
    /// <summary>What the groups of single cameras begin with.</summary>
    public const string CameraPrefix = "cameras/";

    /// <summary>Whether it is a part (a mount, a neighbour) and not a group of its own.</summary>
    public bool IsPart => Group.Contains('/');

    /// <summary>Whether it speaks of a single camera (<c>cameras/SITE/NAME</c>), of which there may be hundreds.</summary>
    public bool IsCamera => Group.StartsWith(CameraPrefix, StringComparison.Ordinal);

    /// <summary>Whether events of the feature say more than a changed rating: alerts are made of those.</summary>
    public bool HasOwnEvents { get; init; }

    /// <summary>How long it holds, where that is not the same for all of its kind.</summary>
    public TimeSpan? GoodFor { get; init; }
}
