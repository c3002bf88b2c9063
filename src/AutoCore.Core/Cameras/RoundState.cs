using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Core.Cameras;

/// <summary>How a round ended, as health and the next start know it.</summary>
internal sealed record RoundSummary(
    DateTimeOffset Started, DateTimeOffset Finished, int Total, int Stored, int Duplicates, TimeSpan Took, IReadOnlyDictionary<string, int> Failures)
{
    public int Failed => Total - Stored;

    /// <summary>The facts of a line in the round's file.</summary>
    public string[] ToFacts() =>
    [
        $"{Started.ToUnixTimeMilliseconds()}", $"{Finished.ToUnixTimeMilliseconds()}", $"{Total}", $"{Stored}", $"{Duplicates}",
        $"{Took.TotalMilliseconds:0}", string.Join(',', Failures.Select(f => $"{f.Key}={f.Value}")),
    ];

    /// <summary>Reads such facts; null if they are none.</summary>
    public static RoundSummary? Parse(string[] facts)
    {
        var numbers = new long[6];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (i >= facts.Length || !long.TryParse(facts[i], CultureInfo.InvariantCulture, out numbers[i]))
                return null;
        }
        var failures = facts[^1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(f => f.Split('=')).Where(f => f.Length == 2)
            .ToDictionary(f => f[0], f => int.TryParse(f[1], CultureInfo.InvariantCulture, out var n) ? n : 0, StringComparer.Ordinal);
        return new(DateTimeOffset.FromUnixTimeMilliseconds(numbers[0]), DateTimeOffset.FromUnixTimeMilliseconds(numbers[1]),
            (int)numbers[2], (int)numbers[3], (int)numbers[4], TimeSpan.FromMilliseconds(numbers[5]), failures);
    }
}

/// <summary>How some cameras went.</summary>
/// <param name="Stored">How many pictures were stored.</param>
/// <param name="Failures">Why the others were not.</param>
internal sealed record RoundCount(int Stored, IReadOnlyList<CaptureReason> Failures)
{
    public static RoundCount None { get; } = new(0, []);

    public RoundCount Plus(RoundCount other) => new(Stored + other.Stored, [.. Failures, .. other.Failures]);

    public RoundSummary ToSummary(DateTimeOffset started, DateTimeOffset finished, int duplicates, TimeSpan took) =>
        new(started, finished, Stored + Failures.Count, Stored, duplicates, took,
        Failures.GroupBy(r => r.Word, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal));
}

/// <summary>What the round's file tells.</summary>
/// <param name="Started">When the last round of the cameras without a rhythm of their own began, UTC; null if there was none.</param>
/// <param name="Summary">How it ended; null if it was interrupted.</param>
/// <param name="Previous">How the one before it ended that stored anything.</param>
/// <param name="Stored">The cameras whose newest picture is there, by <see cref="CameraOptions.Label"/>.</param>
/// <param name="Failed">The cameras that were asked and have none, with the reason.</param>
internal sealed record RoundState(
    DateTimeOffset? Started, RoundSummary? Summary, RoundSummary? Previous, IReadOnlySet<string> Stored, IReadOnlyDictionary<string, CaptureReason> Failed)
{
    /// <summary>When the round began in which a camera was asked last, by label. A picture that is not there any more counts, one that a power cut took does
    /// not.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Turns { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>Until when cameras that failed are left alone, by label: they ask for it, or their login rests.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Holds { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>When the newest pictures were written, by label.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> StoredAt { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>The newest pictures, by label: their paths below the pictures' folder.</summary>
    public IReadOnlyDictionary<string, string> Pictures { get; init; } = new Dictionary<string, string>();

    /// <summary>Since when cameras give no picture, by label, over rounds and restarts: when the first round that missed them began.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> FailingSince { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>Until when the camera is left alone; null: it may be asked now.</summary>
    public DateTimeOffset? HeldUntil(string label, DateTimeOffset now) =>
        Holds.TryGetValue(label, out var until) && until > now && until <= now + RetryPolicy.LongestHold ? until : null;

    /// <summary>Whether the camera has had its turn in this round: its picture is there, or asking again would change nothing.</summary>
    public bool IsSettled(string label) => Stored.Contains(label) || (Failed.TryGetValue(label, out var reason) && !reason.IsPassing);

    /// <summary>Whether the finished round is to ask the camera again.</summary>
    public bool IsMissing(CameraOptions camera) => Summary is not null && Failed.TryGetValue(camera.Label, out var reason) && reason.IsPassing;

    /// <summary>How many of the cameras the finished round is to ask again.</summary>
    public int CountMissing(IEnumerable<CameraOptions> cameras) => cameras.Count(IsMissing);

    /// <summary>How some cameras went when they were asked last; those that were not do not count.</summary>
    public RoundCount Count(IEnumerable<CameraOptions> cameras)
    {
        var known = cameras.ToLookup(c => Stored.Contains(c.Label));
        return new(known[true].Count(), [.. known[false].Where(c => Failed.ContainsKey(c.Label)).Select(c => Failed[c.Label])]);
    }

    /// <summary>When the camera was asked last.</summary>
    public DateTimeOffset? TurnOf(CameraOptions camera) => Turns.TryGetValue(camera.Label, out var at) ? at : null;
}
