using AutoCore.Policies.Health;
using AutoCore.Policies.Hosting;

namespace AutoCore.Daemon.Health;

/// <summary>Something of note that happened once: a rating that changed, a clean-up, a database set aside.</summary>
/// <param name="Type">Its stable name in kebab-case, as the journal's <c>EVENT</c>.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Facts">Its facts, keys in snake_case.</param>
internal sealed record BoardEvent(string Type, DateTimeOffset At, Rating Severity, string Message, params IReadOnlyList<Measure> Facts)
{
    private const int LongestMessage = 2000;

    /// <summary>The sentence; in the neutral form of foreign text, so that no payload, alert or page can forget it.</summary>
    public string Message { get; } = SafeText.Of(Message, LongestMessage);
}
