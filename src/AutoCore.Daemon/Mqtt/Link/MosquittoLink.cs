namespace AutoCore.Daemon.Mqtt.Link;

/// <summary>The link by libmosquitto, the Eclipse client library that every Debian has.</summary>
internal sealed class MosquittoLink(TimeProvider time) : IMqttLink, IDisposable
{
    private readonly SocketWait _wait = new();

    public Task<LinkEnd> RunAsync(LinkSettings settings, IMqttTraffic traffic, CancellationToken finish) =>
        // A thread of its own, not one of the pool: looking up a name blocks for as long as it likes.
        Task.Factory.StartNew(() => Run(settings, traffic, finish), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Wake() => _wait.Wake();

    public void Dispose() => _wait.Dispose();

    private LinkEnd Run(LinkSettings settings, IMqttTraffic traffic, CancellationToken finish)
    {
        try
        {
            using var registration = finish.Register(_wait.Wake);
            using var session = new MosquittoSession(settings, traffic, _wait, time);
            return session.Run(finish);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return new(Policies.Mqtt.LinkEndCause.LibraryMissing, e is DllNotFoundException ? "libmosquitto.so.1 is not installed" : "libmosquitto.so.1 is older than 2.0");
        }
    }
}
