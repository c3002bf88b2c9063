using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Hosting;

/// <summary>How soon others must notice that this node is gone.</summary>
/// <param name="KeepAlive">A cut link is noticed within one and a half of it.</param>
/// <param name="WillDelay">How long the broker waits with the will.</param>
/// <param name="LongestReconnect">The longest wait between two tries to reach the broker.</param>
internal sealed record Presence(TimeSpan KeepAlive, TimeSpan WillDelay, TimeSpan LongestReconnect);

/// <summary>Follows what other nodes keep at the broker; registered by the feature that does. Called on the connection's thread: nothing here waits or
/// throws.</summary>
internal interface IRetainedSubscriber
{
    /// <summary>What is followed as long as the connection stands.</summary>
    IReadOnlyList<string> TopicFilters { get; }

    /// <summary>What is promised to those who follow this node.</summary>
    Presence Presence { get; }

    /// <summary>What this node's <c>info</c> says beside the usual.</summary>
    IReadOnlyList<Measure> Describe();

    /// <summary>Raised when <see cref="Describe"/> has something new, or someone overwrote what this node keeps: its birth is published again.</summary>
    event Action? Changed;

    /// <summary>The connection stands; nothing was published yet.</summary>
    void OnConnected();

    /// <summary>The connection ended.</summary>
    void OnDisconnected();

    /// <summary>Takes a message in.</summary>
    /// <returns>Whether it was one of these.</returns>
    bool TryAccept(string topic, ReadOnlyMemory<byte> payload, bool isRetained);
}

/// <summary>Where a feature keeps retained messages of its own, and asks for those of others.</summary>
internal interface IRetainedMessages
{
    /// <summary>Who this installation is to brokers, whatever its name.</summary>
    string ClientId { get; }

    /// <summary>Keeps a state at the broker.</summary>
    void Publish(string topic, byte[] json, TimeSpan? expiry);

    /// <summary>Follows a filter until <see cref="Leave"/> or the connection's end; what is retained there comes at once.</summary>
    void Follow(string filter);

    /// <summary>Ends it.</summary>
    void Leave(string filter);
}
