using AutoCore.Policies.Health;
using AutoCore.Policies.Hosting;

namespace AutoCore.Daemon.Health;

/// <summary>One number or word of a reading; the unit stands in the key (<c>free_mb</c>).</summary>
internal readonly record struct Measure(string Key, double? Number, string? Text)
{
    private const int LongestText = 4096;

    /// <summary>The word; in the neutral form of foreign text, so that no payload, screen or page can forget it.</summary>
    public string? Text { get; } = Text is null ? null : SafeText.Of(Text, LongestText);

    /// <summary>A number; null, NaN and infinity mean "could not be read", and the key is left out of every payload.</summary>
    public Measure(string key, double? number)
        : this(key, number is { } n && double.IsFinite(n) ? n : null, null)
    {
    }

    /// <summary>A flag, as 0 or 1.</summary>
    public Measure(string key, bool flag)
        : this(key, flag ? 1 : 0, null)
    {
    }

    /// <summary>A word.</summary>
    public Measure(string key, string? text)
        : this(key, null, text)
    {
    }

    /// <summary>Whether there is something to tell.</summary>
    public bool IsKnown => Number is not null || Text is not null;
}

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
}
