namespace AutoCore.Policies.Mqtt;

/// <summary>
/// When a connection is looked at: a broker drops a client after one and a half keep-alives, and with the default of 30 s a dead connection is to be
/// noticed within 40.
/// </summary>
public static class KeepAlivePolicy
{
    /// <summary>An answer may take this long however short the keep-alive is.</summary>
    public static readonly TimeSpan ShortestAnswer = TimeSpan.FromSeconds(5);

    /// <summary>The broker's Server Keep Alive binds where it is shorter; a longer one would only let a dead connection go unnoticed.</summary>
    /// <param name="own">What this client asked for.</param>
    /// <param name="serverSeconds">What the broker answered; 0: nothing.</param>
    public static TimeSpan Agree(TimeSpan own, int serverSeconds) =>
        serverSeconds > 0 && TimeSpan.FromSeconds(serverSeconds) < own ? TimeSpan.FromSeconds(serverSeconds) : own;

    /// <summary>Silence of either side after which this client pings.</summary>
    public static TimeSpan PingAfter(TimeSpan keepAlive) => keepAlive * 2 / 3;

    /// <summary>How long the answer to a ping may take.</summary>
    public static TimeSpan AnswerWithin(TimeSpan keepAlive) => keepAlive / 3 > ShortestAnswer ? keepAlive / 3 : ShortestAnswer;
}
