using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Core.Cameras;

/// <summary>What the round's file says of a camera.</summary>
/// <param name="Turn">When its turn began; null: with the round, as for all cameras without a rhythm of their own.</param>
/// <param name="Ends">How many ends stand before it in the file.</param>
/// <param name="Reason">Why it failed, or null.</param>
/// <param name="Path">Where its picture is, or null.</param>
/// <param name="Ticks">The picture's time.</param>
internal sealed record CameraLine(DateTimeOffset? Turn, int Ends, CaptureReason? Reason, string? Path, string? Ticks)
{
    private const char Separator = '\t';

    /// <summary>When its picture was written, UTC.</summary>
    public DateTimeOffset WrittenAt => new(long.TryParse(Ticks, CultureInfo.InvariantCulture, out var ticks) ? ticks : 0, TimeSpan.Zero);

    /// <summary>Reads a line's facts, of which the first is the camera's label; null if it says something else.</summary>
    public static CameraLine? Parse(string word, string[] facts, int ends) => (word, facts) switch
    {
        ("stored", [_, var path, var ticks, .. var turn]) when turn.Length <= 1 => new(TurnOf(turn), ends, null, path, ticks),
        ("failed", [_, var why, .. var turn]) when turn.Length <= 1 && CaptureReason.Parse(why) is { } reason => new(TurnOf(turn), ends, reason, null, null),
        _ => null,
    };

    /// <summary>This line with a later one of the same turn: a picture that is there counts more than a failure, and both are kept until that is
    /// known.</summary>
    public CameraLine Then(CameraLine later) => later with { Reason = later.Reason ?? Reason, Path = later.Path ?? Path, Ticks = later.Ticks ?? Ticks };

    /// <summary>The lines that say the same.</summary>
    public string Compose(string label)
    {
        var turn = Turn is { } at ? $"{Separator}{at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}" : "";
        var failed = Reason is { } reason ? $"failed{Separator}{label}{Separator}{reason.Word}{turn}\n" : "";
        return Path is null ? failed : $"{failed}stored{Separator}{label}{Separator}{Path}{Separator}{Ticks}{turn}\n";
    }

    private static DateTimeOffset? TurnOf(string[] fact) =>
        fact is [var at] && long.TryParse(at, CultureInfo.InvariantCulture, out var ms) ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
}
