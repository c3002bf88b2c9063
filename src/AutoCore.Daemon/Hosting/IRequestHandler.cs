using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Hosting;

/// <summary>What came of a request.</summary>
/// <param name="IsDone">Whether what was asked was done.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Facts">Its figures, keys in snake_case.</param>
internal sealed record RequestOutcome(bool IsDone, string Message, params IReadOnlyList<Measure> Facts);

/// <summary>Something that may be asked of the running daemon over MQTT, registered by the feature that does it; allowed only if <c>Mqtt:Requests</c> lists
/// it.</summary>
internal interface IRequestHandler
{
    /// <summary>The word in the topic: <c>capture</c>, <c>backup</c>, <c>cleanup-dry-run</c>.</summary>
    string Verb { get; }

    /// <summary>Does it; a request carries nothing but the wish.</summary>
    Task<RequestOutcome> RunAsync(CancellationToken cancellationToken);
}
