namespace AutoCore.CameraFarm.Behaviour;

/// <summary>How long a camera thinks before its first byte.</summary>
public sealed class Latency
{
    public static readonly Latency None = new(_ => TimeSpan.Zero);

    /// <summary>The request is read and never answered.</summary>
    public static readonly Latency Never = new(_ => Timeout.InfiniteTimeSpan);

    private readonly Func<int, TimeSpan> ofRequest;

    private Latency(Func<int, TimeSpan> ofRequest) => this.ofRequest = ofRequest;

    public static Latency Fixed(TimeSpan time) => new(_ => time);

    public static Latency Milliseconds(int milliseconds) => Fixed(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>Evenly spread between two times; the same seed gives the same series.</summary>
    public static Latency Between(TimeSpan least, TimeSpan most, int seed) =>
        new(request => least + ((most - least) * new Random(unchecked((seed * 7919) + request)).NextDouble()));

    /// <summary>Mostly <paramref name="usual"/>, but <paramref name="slow"/> at every <paramref name="every"/>th request.</summary>
    public static Latency Spikes(TimeSpan usual, TimeSpan slow, int every) => new(request => request % every == every - 1 ? slow : usual);

    /// <summary>Of the request counted from 0; infinite: never.</summary>
    public TimeSpan Of(int request) => ofRequest(request);
}
