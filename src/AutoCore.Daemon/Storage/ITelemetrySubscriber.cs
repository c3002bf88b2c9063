namespace AutoCore.Daemon.Storage;

/// <summary>Takes in what devices publish: the broker's connection hands it over, telemetry stores it.</summary>
internal interface ITelemetrySubscriber
{
    /// <summary>The topic filters to subscribe to; none: nothing is taken in.</summary>
    IReadOnlyList<string> TopicFilters { get; }

    /// <summary>Takes one message in. Never waits and never throws: what cannot be stored is counted.</summary>
    /// <param name="topic">The full topic.</param>
    /// <param name="payload">The message, only valid during the call.</param>
    void Accept(string topic, ReadOnlySpan<byte> payload);
}
