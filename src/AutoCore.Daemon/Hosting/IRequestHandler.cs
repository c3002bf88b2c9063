using AutoCore.Policies.Health;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Daemon.Hosting;

/// <summary>What came of a request.</summary>
/// <param name="IsDone">Whether what was asked was done.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Facts">Its figures, keys in snake_case.</param>
internal sealed record RequestOutcome(bool IsDone, string Message, params IReadOnlyList<Measure> Facts);

/// <summary>What a request is about.</summary>
/// <param name="Subjects">Names of the things; of each one request is worked on at a time.</param>
/// <param name="Problem">Why it cannot be carried out, or null.</param>
internal sealed record RequestScope(IReadOnlyList<string> Subjects, string? Problem = null)
{
    /// <summary>All that the handler looks after.</summary>
    public static RequestScope Whole { get; } = new([""]);
}

/// <summary>Something that may be asked of the running daemon over MQTT, registered by the feature that does it; allowed only if <c>Mqtt:Requests</c> lists
/// it.</summary>
internal interface IRequestHandler
{
    /// <summary>The word in the topic: <c>capture</c>, <c>backup</c>, <c>cleanup-dry-run</c>.</summary>
    string Verb { get; }

    /// <summary>Time from the start of one request to the start of the next.</summary>
    TimeSpan Spacing => TimeSpan.Zero;

    /// <summary>What a request is about. Called on the connection's thread: it neither waits nor throws.</summary>
    RequestScope Scope(RequestArguments request) => RequestScope.Whole;

    /// <summary>Does it.</summary>
    /// <param name="request">What the request says.</param>
    /// <param name="cancellationToken">The daemon stops.</param>
    Task<RequestOutcome> RunAsync(RequestArguments request, CancellationToken cancellationToken);
}
