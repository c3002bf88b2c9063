using AutoCore.Daemon.Health;
using AutoCore.Daemon.Mqtt;
using AutoCore.Daemon.Mqtt.Link;
using AutoCore.Policies.Health;
using AutoCore.Policies.Mqtt;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Mqtt;

/// <summary>The one owner of reconnects, with a link that ends as the test wants and a clock that the test moves.</summary>
public sealed class MqttConnectionTests : IDisposable
{
    private readonly FakeLink _link = new();
    private readonly MqttHouse _house;
    private readonly CancellationTokenSource _stopping = new();

    public MqttConnectionTests() => _house = new(link: _link);

    public void Dispose()
    {
        _stopping.Cancel();
        _house.Dispose();
        _stopping.Dispose();
    }

    [Theory]
    [InlineData(LinkEndCause.Unreachable)]
    [InlineData(LinkEndCause.Refused)]
    [InlineData(LinkEndCause.Untrusted)]
    [InlineData(LinkEndCause.Lost)]
    public async Task RunAsync_TenMinutesOfFailures_IsNoStorm(LinkEndCause cause)
    {
        _link.EndAtOnceWith = cause;
        _ = _house.Get<MqttConnection>().RunAsync(_stopping.Token);

        await PassAsync(TimeSpan.FromMinutes(10));

        Assert.InRange(_link.Attempts, 9, 26);
    }

    [Fact]
    public async Task RunAsync_AnHourWithoutBroker_KeepsTheNewestStatesAndEventsAndNoMoreMemory()
    {
        _link.EndAtOnceWith = LinkEndCause.Unreachable;
        var running = _house.Get<MqttConnection>().RunAsync(_stopping.Token);
        PostAnHour();
        var waiting = _house.Get<Outbox>().Count;
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var hour = 0; hour < 10; hour++)
            PostAnHour();
        await PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(waiting, _house.Get<Outbox>().Count);
        // Ten hours of events, states and attempts: what is kept does not grow. The allowance is for other tests' garbage in the same process.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4_000_000);
        Assert.False(running.IsCompleted);

        void PostAnHour()
        {
            for (var i = 0; i < 3600; i++)
            {
                _house.Board.Post(new("memory", i % 2 == 0 ? Rating.Critical : Rating.Ok, _house.Clock.GetUtcNow(), new Measure("available_mb", i)));
                _house.Get<Announcer>().PublishHealth();
            }
        }
    }

    [Fact]
    public async Task RunAsync_BrokerComesBack_AnnouncesThePresentNotThePast()
    {
        _link.EndAtOnceWith = LinkEndCause.Unreachable;
        _ = _house.Get<MqttConnection>().RunAsync(_stopping.Token);
        _house.Board.Post(new("memory", Rating.Ok, _house.Clock.GetUtcNow(), new Measure("available_mb", 1)));
        _house.Board.Post(new("memory", Rating.Ok, _house.Clock.GetUtcNow(), new Measure("available_mb", 2)));
        var attempts = _link.Attempts;
        _link.EndAtOnceWith = null;

        await PassAsync(ReconnectPolicy.Longest);
        Assert.Equal(attempts + 1, _link.Attempts);
        _link.Accept();
        var sent = _house.TakeSent();

        Assert.Equal("online"u8, sent["autocore/pi/status"].Payload.Span);
        Assert.Contains("\"available_mb\":2", System.Text.Encoding.UTF8.GetString(sent["autocore/pi/health/memory"].Payload.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_LinkStoodForAMinute_BackoffStartsAnew()
    {
        _link.EndAtOnceWith = LinkEndCause.Unreachable;
        _ = _house.Get<MqttConnection>().RunAsync(_stopping.Token);
        await PassAsync(TimeSpan.FromMinutes(10));
        _link.EndAtOnceWith = null;
        await PassAsync(ReconnectPolicy.Longest);
        _link.Accept();
        await PassAsync(ReconnectPolicy.StableAfter);
        var attempts = _link.Attempts;

        _link.End(LinkEndCause.Lost);
        await Eventually.TrueAsync(() => _house.Clock.ActiveTimers > 0);
        await PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(attempts + 1, _link.Attempts);
    }

    [Fact]
    public async Task RunAsync_AcceptedConnectionsEndAtOnce_SaysThatAnotherClientTakesOver()
    {
        _link.AcceptAtOnce = true;
        _link.EndAtOnceWith = LinkEndCause.Lost;
        _ = _house.Get<MqttConnection>().RunAsync(_stopping.Token);

        await PassAsync(TimeSpan.FromMinutes(1));

        Assert.Contains(_house.Log.Lines, line => line.EventName == "mqtt-taken-over");
    }

    [Fact]
    public async Task RunAsync_LibraryMissing_NamesThePackageAndEndsQuietly()
    {
        _link.EndAtOnceWith = LinkEndCause.LibraryMissing;

        await _house.Get<MqttConnection>().RunAsync(_stopping.Token);

        var line = Assert.Single(_house.Log.Lines, l => l.EventName == "mqtt-library-missing");
        Assert.Contains("apt-get install libmosquitto1", line.Text, StringComparison.Ordinal);
        Assert.Equal(1, _link.Attempts);
    }

    /// <summary>Lets time pass in steps, each wait of the connection seen.</summary>
    private async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            await _link.SettleAsync(_house.Clock);
            _house.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        await _link.SettleAsync(_house.Clock);
    }

    private sealed class FakeLink : IMqttLink
    {
        private TaskCompletionSource<LinkEnd>? _running;
        private IMqttTraffic? _traffic;
        private int _attempts;

        public LinkEndCause? EndAtOnceWith { get; set; }

        public bool AcceptAtOnce { get; set; }

        public int Attempts => Volatile.Read(ref _attempts);

        public Task<LinkEnd> RunAsync(LinkSettings settings, IMqttTraffic traffic, CancellationToken finish)
        {
            Interlocked.Increment(ref _attempts);
            _traffic = traffic;
            if (AcceptAtOnce)
                traffic.OnConnected();
            if (EndAtOnceWith is { } cause)
                return Task.FromResult(new LinkEnd(cause, "for the test"));
            _running = new();
            return _running.Task;
        }

        public void Wake()
        {
        }

        public void Accept() => _traffic!.OnConnected();

        public void End(LinkEndCause cause) => _running!.SetResult(new(cause, "for the test"));

        /// <summary>The connection either waits on the clock or has a link that stands.</summary>
        public Task SettleAsync(TestClock clock) => Eventually.TrueAsync(() => clock.ActiveTimers > 0 || _running is { Task.IsCompleted: false });
    }
}
