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
    private readonly MqttFixture _fixture;
    private readonly CancellationTokenSource _stopping = new();

    public MqttConnectionTests() => _fixture = new(link: _link);

    public void Dispose()
    {
        _stopping.Cancel();
        _fixture.Dispose();
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
        _ = _fixture.Get<MqttConnection>().RunAsync(_stopping.Token);

        await PassAsync(TimeSpan.FromMinutes(10));

        Assert.InRange(_link.Attempts, 9, 26);
    }

    [Fact]
    public async Task RunAsync_AnHourWithoutBroker_KeepsTheNewestStatesAndEventsAndNoMore()
    {
        _link.EndAtOnceWith = LinkEndCause.Unreachable;
        var running = _fixture.Get<MqttConnection>().RunAsync(_stopping.Token);
        PostAnHour();
        var waiting = _fixture.Get<Outbox>().Count;

        for (var hour = 0; hour < 10; hour++)
            PostAnHour();
        await PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(waiting, _fixture.Get<Outbox>().Count);
        Assert.False(running.IsCompleted);

        void PostAnHour()
        {
            for (var i = 0; i < 3600; i++)
            {
                _fixture.Board.Post(new("memory", i % 2 == 0 ? Rating.Critical : Rating.Ok, _fixture.Clock.GetUtcNow(), new Measure("available_mb", i)));
                _fixture.Get<Announcer>().PublishHealth();
            }
        }
    }

    [Fact]
    public async Task RunAsync_BrokerComesBack_AnnouncesThePresentNotThePast()
    {
        _link.EndAtOnceWith = LinkEndCause.Unreachable;
        _ = _fixture.Get<MqttConnection>().RunAsync(_stopping.Token);
        _fixture.Board.Post(new("memory", Rating.Ok, _fixture.Clock.GetUtcNow(), new Measure("available_mb", 1)));
        _fixture.Board.Post(new("memory", Rating.Ok, _fixture.Clock.GetUtcNow(), new Measure("available_mb", 2)));
        var attempts = _link.Attempts;
        _link.EndAtOnceWith = null;

        await PassAsync(ReconnectPolicy.Longest);
        Assert.Equal(attempts + 1, _link.Attempts);
        _link.Accept();
        var sent = _fixture.TakeSent();

        Assert.Equal("online"u8, sent["autocore/pi/status"].Payload.Span);
        Assert.Contains("\"available_mb\":2", System.Text.Encoding.UTF8.GetString(sent["autocore/pi/health/memory"].Payload.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_LinkStoodForAMinute_BackoffStartsAnew()
    {
        _link.EndAtOnceWith = LinkEndCause.Unreachable;
        _ = _fixture.Get<MqttConnection>().RunAsync(_stopping.Token);
        await PassAsync(TimeSpan.FromMinutes(10));
        _link.EndAtOnceWith = null;
        await PassAsync(ReconnectPolicy.Longest);
        _link.Accept();
        await PassAsync(ReconnectPolicy.StableAfter);
        var attempts = _link.Attempts;

        _link.End(LinkEndCause.Lost);
        await Eventually.TrueAsync(() => _fixture.Clock.ActiveTimers > 0);
        await PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(attempts + 1, _link.Attempts);
    }

    [Fact]
    public async Task RunAsync_AcceptedConnectionsEndAtOnce_SaysThatAnotherClientTakesOver()
    {
        _link.AcceptAtOnce = true;
        _link.EndAtOnceWith = LinkEndCause.Lost;
        _ = _fixture.Get<MqttConnection>().RunAsync(_stopping.Token);

        await PassAsync(TimeSpan.FromMinutes(1));

        Assert.Contains(_fixture.Log.Lines, line => line.EventName == "mqtt-taken-over");
    }

    [Fact]
    public async Task RunAsync_ConnectionsEndWhileSomethingIsUnanswered_NobodysCardIsCloned()
    {
        _link.AcceptAtOnce = true;
        _link.EndAtOnceWith = LinkEndCause.Lost;
        _link.Unanswered = [new("autocore/pi/health/memory", false, 100), new("autocore/pi/health/cpu", false, 100)];
        _ = _fixture.Get<MqttConnection>().RunAsync(_stopping.Token);

        await PassAsync(TimeSpan.FromMinutes(10));

        Assert.DoesNotContain(_fixture.Log.Lines, line => line.EventName is "mqtt-taken-over" or "mqtt-set-aside");
    }

    [Fact]
    public async Task RunAsync_SameTopicAloneUnansweredAtTwoBreaks_IsLeftOutForAnHour()
    {
        const string refused = "autocore/pi/health/memory";
        _fixture.Board.Post(new("memory", Rating.Ok, _fixture.Clock.GetUtcNow(), new Measure("available_mb", 1)));
        _fixture.Board.Post(new("cpu", Rating.Ok, _fixture.Clock.GetUtcNow(), new Measure("load", 1)));
        var connection = _fixture.Get<MqttConnection>();
        _ = connection.RunAsync(_stopping.Token);

        _link.Accept();
        Assert.Contains(refused, TakeAll());
        _link.End(LinkEndCause.Lost, [new("autocore/pi/health/cpu", false, 90), new(refused, false, 100)], answered: 3);
        await NextConnectionAsync();
        // What was unanswered goes last, and alone.
        var second = TakeAll(until: refused);
        Assert.Contains("autocore/pi/health", second);
        Assert.Null(connection.Next(1));
        _link.End(LinkEndCause.Lost, [new(refused, false, 100)], answered: 5);
        await NextConnectionAsync();

        var third = TakeAll();
        Assert.DoesNotContain(refused, third);
        Assert.Contains("autocore/pi/health/cpu", third);
        Assert.Contains(refused, Assert.Single(_fixture.Log.Lines, l => l.EventName == "mqtt-set-aside").Text, StringComparison.Ordinal);
        await PassAsync(SetAsidePolicy.Lasts);
        _link.End(LinkEndCause.Lost);
        await NextConnectionAsync();
        Assert.Contains(refused, TakeAll());

        List<string> TakeAll(string? until = null)
        {
            var topics = new List<string>();
            while ((until is null || !topics.Contains(until)) && connection.Next(0) is { } message)
                topics.Add(message.Topic);
            return topics;
        }

        async Task NextConnectionAsync()
        {
            var attempts = _link.Attempts;
            await Eventually.TrueAsync(() => _fixture.Clock.ActiveTimers > 0);
            _fixture.Clock.Advance(ReconnectPolicy.Longest);
            await Eventually.TrueAsync(() => _link.Attempts > attempts);
            _link.Accept();
        }
    }

    [Fact]
    public async Task RunAsync_NetworkSwallowsPacketsWhileOneIsUnanswered_NothingIsLeftOut()
    {
        _ = _fixture.Get<MqttConnection>().RunAsync(_stopping.Token);
        for (var i = 0; i < 3; i++)
        {
            var attempts = _link.Attempts;
            _link.Accept();
            _link.End(new(LinkEndCause.Lost, "for the test") { Unanswered = [new("autocore/pi/health", false, 100)], Answered = 5, IsSilent = true });
            await Eventually.TrueAsync(() => _fixture.Clock.ActiveTimers > 0);
            _fixture.Clock.Advance(ReconnectPolicy.Longest);
            await Eventually.TrueAsync(() => _link.Attempts > attempts);
        }

        Assert.DoesNotContain(_fixture.Log.Lines, line => line.EventName == "mqtt-set-aside");
    }

    [Fact]
    public async Task RunAsync_LimitThatARefusalTold_IsNamedOnceTheConnectionStands()
    {
        var connection = _fixture.Get<MqttConnection>();
        _ = connection.RunAsync(_stopping.Token);
        // Retain not supported.
        _link.End(new(LinkEndCause.Unreachable, "for the test") { ReasonCode = 0x9A });
        await Eventually.TrueAsync(() => _fixture.Clock.ActiveTimers > 0);

        connection.OnLimits(BrokerLimits.None with { KeepsRetained = false });
        connection.OnLimits(BrokerLimits.None with { KeepsRetained = false });

        Assert.Single(_fixture.Log.Lines, line => line.EventName == "mqtt-broker-limits");
    }

    [Fact]
    public async Task RunAsync_MessageTooLargeOnAFollowedTopic_TheNextConnectionLeavesOutItsFilter()
    {
        _ = _fixture.Get<MqttConnection>().RunAsync(_stopping.Token);
        _link.Accept();
        var filter = _link.Settings!.Subscriptions[0];

        _link.End(new(LinkEndCause.Lost, "for the test") { Oversized = new(filter, 100_000_000), Answered = 1 });
        await Eventually.TrueAsync(() => _fixture.Clock.ActiveTimers > 0);
        _fixture.Clock.Advance(ReconnectPolicy.Longest);
        await Eventually.TrueAsync(() => _link.Attempts == 2);

        Assert.DoesNotContain(filter, _link.Settings!.Subscriptions);
        Assert.NotEmpty(_link.Settings!.Subscriptions);
        Assert.Contains(filter, Assert.Single(_fixture.Log.Lines, l => l.EventName == "mqtt-message-too-large").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Announce_TheDiscovery_GoesLast()
    {
        _fixture.Board.Post(new("memory", Rating.Ok, _fixture.Clock.GetUtcNow(), new Measure("available_mb", 1)));
        _fixture.Get<MqttConnection>().OnConnected();

        var topics = new List<string>();
        while (_fixture.Get<Outbox>().Take() is { } message)
            topics.Add(message.Topic);

        Assert.StartsWith("homeassistant/", topics[^1], StringComparison.Ordinal);
        Assert.Contains("autocore/pi/health", topics);
    }

    /// <summary>Lets time pass in steps, each wait of the connection seen.</summary>
    private async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            await _link.SettleAsync(_fixture.Clock);
            _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        await _link.SettleAsync(_fixture.Clock);
    }

    private sealed class FakeLink : IMqttLink
    {
        private TaskCompletionSource<LinkEnd>? _running;
        private IMqttTraffic? _traffic;
        private int _attempts;

        public LinkEndCause? EndAtOnceWith { get; set; }

        public bool AcceptAtOnce { get; set; }

        public IReadOnlyList<LinkRequest> Unanswered { get; set; } = [];

        public LinkSettings? Settings { get; private set; }

        public int Attempts => Volatile.Read(ref _attempts);

        public Task<LinkEnd> RunAsync(LinkSettings settings, IMqttTraffic traffic, CancellationToken finish)
        {
            (_traffic, Settings) = (traffic, settings);
            if (AcceptAtOnce)
                traffic.OnConnected();
            if (EndAtOnceWith is { } cause)
            {
                Interlocked.Increment(ref _attempts);
                return Task.FromResult(new LinkEnd(cause, "for the test") { Unanswered = Unanswered });
            }
            _running = new();
            Interlocked.Increment(ref _attempts);
            return _running.Task;
        }

        public void Wake()
        {
        }

        public void Accept() => _traffic!.OnConnected();

        public void End(LinkEndCause cause, IReadOnlyList<LinkRequest>? unanswered = null, int answered = 0) =>
            End(new(cause, "for the test") { Unanswered = unanswered ?? [], Answered = answered });

        public void End(LinkEnd end) => _running!.SetResult(end);

        /// <summary>The connection either waits on the clock or has a link that stands.</summary>
        public Task SettleAsync(TestClock clock) => Eventually.TrueAsync(() => clock.ActiveTimers > 0 || _running is { Task.IsCompleted: false });
    }
}
