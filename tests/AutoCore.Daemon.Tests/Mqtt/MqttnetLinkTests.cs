using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using AutoCore.Daemon.Mqtt;
using AutoCore.Daemon.Mqtt.Link;
using AutoCore.Policies.Mqtt;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Mqtt;

/// <summary>The library behind its fence, against real brokers and broken networks.</summary>
public sealed class MqttnetLinkTests : IDisposable
{
    private readonly MqttnetLink _link = new(TimeProvider.System);
    private readonly CancellationTokenSource _finish = new();
    private readonly Traffic _traffic = new();

    public void Dispose()
    {
        _finish.Cancel();
        _link.Dispose();
        _finish.Dispose();
    }

    [Fact]
    public async Task RunAsync_NobodyListens_IsUnreachableAndSaysWhy()
    {
        var end = await RunAsync(Settings(PrivateMosquitto.FreePort()));

        Assert.Equal(LinkEndCause.Unreachable, end.Cause);
        Assert.Contains("refused", end.Reason, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task RunAsync_NobodyListensForTls_IsUnreachable()
    {
        var end = await RunAsync(Settings(PrivateMosquitto.FreePort()) with { Tls = new(true, null, null, null) });

        Assert.Equal(LinkEndCause.Unreachable, end.Cause);
    }

    [Fact]
    public async Task RunAsync_NameDoesNotExist_IsUnreachable()
    {
        var end = await RunAsync(Settings(1883) with { Host = "broker.invalid" });

        Assert.Equal(LinkEndCause.Unreachable, end.Cause);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_ServerNeverAnswers_EndsAtTheDeadline(bool tls)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        var end =
            await RunAsync(
            Settings(((IPEndPoint)silent.LocalEndpoint).Port) with
            {
                ConnectWithin = TimeSpan.FromMilliseconds(300),
                Tls = tls ? new(true, null, null, null) : null
            });

        Assert.Equal(LinkEndCause.Unreachable, end.Cause);
        Assert.Contains("no answer within", end.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ServerTalksSomethingElse_EndsWithoutHarm()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var running = RunAsync(Settings(((IPEndPoint)other.LocalEndpoint).Port));
        using (var client = await other.AcceptTcpClientAsync())
            await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());

        Assert.Equal(LinkEndCause.Unreachable, (await running).Cause);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public async Task RunAsync_WrongPassword_IsRefused(int protocol)
    {
        await using var broker = await PrivateMosquitto.StartNewAsync(new MosquittoOptions { UserName = "pi", Password = "correct horse" });

        var end = await RunAsync(Settings(broker.Port) with { Protocol = protocol, UserName = "pi", Password = "wrong" });

        Assert.Equal(LinkEndCause.Refused, end.Cause);
        Assert.Contains("authori", end.Reason, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public async Task RunAsync_TlsWithPasswordAndClientCertificate_CarriesMessagesBothWays(int protocol)
    {
        await using var broker = await PrivateMosquitto.StartNewAsync(
            new MosquittoOptions { Tls = true, RequireClientCertificate = true, UserName = "pi", Password = "correct horse" });
        var files = broker.Certificates!;
        _traffic.Waiting.Enqueue(MqttMessage.Event("echo", [.. Enumerable.Repeat((byte)'x', 100_000)]));

        var running = RunAsync(Settings(broker.Port) with
        {
            Protocol = protocol,
            UserName = "pi",
            Password = "correct horse",
            Tls = new(true, files.CaFile, files.ClientCertificateFile, files.ClientKeyFile),
            Subscriptions = ["echo", "other"],
        });
        await using var other = new ChildProcess(new("mosquitto_pub",
            ["-h", broker.Host, "-p", $"{broker.Port}", "-u", "pi", "-P", "correct horse", "--cafile", files.CaFile, "--cert", files.ClientCertificateFile,
                "--key", files.ClientKeyFile, "-r", "-q", "1", "-t", "other", "-m", "hello"]));

        await Eventually.TrueAsync(() => _traffic.Received.Any(m => m.Topic == "other" && Encoding.UTF8.GetString(m.Payload.Span) == "hello"));
        // MQTT 5 can keep own messages away, 3.1.1 cannot: they are told apart by their retain flag.
        if (protocol == 4)
            await Eventually.TrueAsync(() => _traffic.Received.Any(m => m is { Topic: "echo", Payload.Length: 100_000, IsRetained: false }));
        await _finish.CancelAsync();
        Assert.Equal(LinkEndCause.Stopped, (await running).Cause);
        Assert.Empty(_traffic.Undelivered);
    }

    [Fact]
    public async Task RunAsync_CertificateOfAnUnknownAuthority_IsUntrusted()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync(new MosquittoOptions { Tls = true });
        using var folder = new TemporaryFolder();

        var end = await RunAsync(Settings(broker.Port) with { Tls = new(true, TestCertificates.WriteTo(folder.Path).CaFile, null, null) });

        Assert.Equal(LinkEndCause.Untrusted, end.Cause);
        Assert.Equal(0, _traffic.Connects);
    }

    [Fact]
    public async Task RunAsync_CertificateForAnotherName_IsUntrusted()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync(new MosquittoOptions { Tls = true });

        var end = await RunAsync(Settings(broker.Port) with { Host = "127.0.0.2", Tls = new(true, broker.Certificates!.CaFile, null, null) });

        Assert.Contains(end.Cause, (LinkEndCause[])[LinkEndCause.Untrusted, LinkEndCause.Unreachable]);
        Assert.Equal(0, _traffic.Connects);
    }

    [Fact]
    public async Task RunAsync_ExpiredCertificate_IsUntrusted()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync(new MosquittoOptions { Tls = true, Expired = true });

        var end = await RunAsync(Settings(broker.Port) with { Tls = new(true, broker.Certificates!.CaFile, null, null) });

        Assert.Equal(LinkEndCause.Untrusted, end.Cause);
        Assert.Equal(0, _traffic.Connects);
    }

    [Fact]
    public async Task RunAsync_BrokerSpeaksOnlyMqtt311_NamesTheSetting()
    {
        using var broker = new TcpListener(IPAddress.Loopback, 0);
        broker.Start();
        var running = RunAsync(Settings(((IPEndPoint)broker.LocalEndpoint).Port));
        using var client = await broker.AcceptTcpClientAsync();
        Assert.InRange(await client.GetStream().ReadAtLeastAsync(new byte[1024], 10), 10, 1024);

        // CONNACK of 3.1.1: unacceptable protocol version.
        await client.GetStream().WriteAsync(new byte[] { 0x20, 2, 0, 1 });

        Assert.Contains("Mqtt:Protocol", (await running).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_BrokerSaysSessionTakenOver_EndsAsThat()
    {
        using var broker = new TcpListener(IPAddress.Loopback, 0);
        broker.Start();
        var running = RunAsync(Settings(((IPEndPoint)broker.LocalEndpoint).Port));
        using var client = await broker.AcceptTcpClientAsync();
        Assert.InRange(await client.GetStream().ReadAtLeastAsync(new byte[1024], 10), 10, 1024);

        // CONNACK, then DISCONNECT with reason 142.
        await client.GetStream().WriteAsync(new byte[] { 0x20, 3, 0, 0, 0, 0xE0, 2, 142, 0 });

        Assert.Equal(LinkEndCause.TakenOver, (await running).Cause);
    }

    [Fact]
    public async Task RunAsync_FirstAddressOfTheNameIsDead_TheNextOneIsTaken()
    {
        Assert.SkipUnless(File.Exists("/etc/hosts") && File.ReadLines("/etc/hosts").Any(l => l.StartsWith("127.", StringComparison.Ordinal) && l.Contains("localhost")),
            "localhost is no name here");
        // The broker listens at 127.0.0.1 alone, and the name is ::1 as well where the machine has it.
        await using var broker = await PrivateMosquitto.StartNewAsync();

        var running = RunAsync(Settings(broker.Port) with { Host = "localhost" });

        await Eventually.TrueAsync(() => _traffic.Connects == 1);
        await _finish.CancelAsync();
        Assert.Equal(LinkEndCause.Stopped, (await running).Cause);
    }

    [Fact]
    public async Task RunAsync_BrokerWithoutRetainedMessages_SaysSoAndIsServedWithout()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync(new MosquittoOptions { More = ["retain_available false"] });
        await using var subscriber = await MqttSubscriber.StartAsync(broker, "state");

        var refused = await RunAsync(Settings(broker.Port));
        var limits = BrokerLimits.None.Learn(refused.ReasonCode);
        Assert.False(limits.KeepsRetained);
        _traffic.Waiting.Enqueue(MqttMessage.State("state", "1"u8.ToArray()));
        var running = RunAsync(Settings(broker.Port) with { Limits = limits });

        await subscriber.WaitForAsync("state", "1");
        await _finish.CancelAsync();
        Assert.Equal(LinkEndCause.Stopped, (await running).Cause);
    }

    [Fact]
    public async Task RunAsync_SecondClientWithTheSameId_TheFirstIsLost()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();
        var running = RunAsync(Settings(broker.Port));
        await Eventually.TrueAsync(() => _traffic.Connects == 1);
        using var second = new MqttnetLink(TimeProvider.System);
        using var finish = new CancellationTokenSource();

        var secondRunning = second.RunAsync(Settings(broker.Port), new Traffic(), finish.Token);

        // Mosquitto 2.0.11 closes without a reason, newer ones give it.
        Assert.Contains((await running).Cause, (LinkEndCause[])[LinkEndCause.Lost, LinkEndCause.TakenOver]);
        await finish.CancelAsync();
        Assert.Equal(LinkEndCause.Stopped, (await secondRunning).Cause);
    }

    [Fact]
    public async Task RunAsync_PacketsAreDropped_IsLostWithinTwiceTheKeepAlive()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();
        await using var proxy = new FrozenProxy(broker.Port);
        var running = RunAsync(Settings(proxy.Port) with { KeepAlive = TimeSpan.FromSeconds(5) });
        await Eventually.TrueAsync(() => _traffic.Connects == 1);

        proxy.Freeze();
        _traffic.Waiting.Enqueue(MqttMessage.Event("a", [1]));
        _traffic.Waiting.Enqueue(MqttMessage.Event("b", [2]));
        _link.Wake();

        Assert.Equal(LinkEndCause.Lost, (await running).Cause);
        Assert.Equal(["a", "b"], _traffic.Undelivered.Select(m => m.Topic));
    }

    [Fact]
    public async Task RunAsync_AskedToFinishWhileBrokerIsFrozen_EndsAtTheDeadline()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();
        await using var proxy = new FrozenProxy(broker.Port);
        var running = RunAsync(Settings(proxy.Port) with { DisconnectWithin = TimeSpan.FromMilliseconds(200) });
        await Eventually.TrueAsync(() => _traffic.Connects == 1);
        proxy.Freeze();

        await _finish.CancelAsync();

        Assert.Equal(LinkEndCause.Stopped, (await running).Cause);
    }

    [Fact]
    public async Task RunAsync_ManyMessages_AllArriveInOrder()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();
        await using var subscriber = await MqttSubscriber.StartAsync(broker, "many");
        for (var i = 0; i < 500; i++)
            _traffic.Waiting.Enqueue(MqttMessage.Event("many", Encoding.UTF8.GetBytes($"{i}")));

        var running = RunAsync(Settings(broker.Port));

        await subscriber.WaitForAsync("many", "499");
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"{i}"), subscriber.Messages.Select(m => m.Payload));
        await _finish.CancelAsync();
        await running;
    }

    /// <summary>Clearing a retained request (<c>mosquitto_pub -r -n</c>) began a round of all cameras.</summary>
    [Theory]
    [InlineData(5, true)]
    [InlineData(4, false)]
    public async Task RunAsync_LiveMessageThatIsToBeKept_IsMarkedWhereThatIsWanted_ByMqtt5(int protocol, bool isMarked)
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();
        var running = RunAsync(Settings(broker.Port) with { Protocol = protocol, Subscriptions = ["request", "other"], RetainAsPublished = ["request"] });
        await Eventually.TrueAsync(() => broker.Log.Count(static l => l.Contains("Sending SUBACK to autocore_test", StringComparison.Ordinal)) == 2);

        foreach (var topic in new[] { "request", "other" })
        {
            await using var publisher = new ChildProcess(new("mosquitto_pub", ["-h", broker.Host, "-p", $"{broker.Port}", "-q", "1", "-t", topic, "-r", "-n"]));
            Assert.Equal(0, await publisher.WaitForExitAsync());
        }

        await Eventually.TrueAsync(() => _traffic.Received.Count == 2);
        Assert.Equal([("request", 0, isMarked), ("other", 0, false)], _traffic.Received.Select(static m => (m.Topic, m.Payload.Length, m.IsRetained)));
        await _finish.CancelAsync();
        await running;
    }

    [Fact]
    public async Task RunAsync_ManyOpenFiles_StillCarriesMessages()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();
        await using var subscriber = await MqttSubscriber.StartAsync(broker, "late");
        var files = Enumerable.Range(0, 1100).Select(_ => new FileStream("/dev/null", FileMode.Open, FileAccess.Read)).ToList();
        try
        {
            _traffic.Waiting.Enqueue(MqttMessage.Event("late", "here"u8.ToArray()));
            var running = RunAsync(Settings(broker.Port));

            await subscriber.WaitForAsync("late", "here");
            await _finish.CancelAsync();
            Assert.Equal(LinkEndCause.Stopped, (await running).Cause);
        }
        finally
        {
            files.ForEach(f => f.Dispose());
        }
    }

    private static LinkSettings Settings(int port) => new("127.0.0.1", port, 5, "autocore_test")
    {
        Will = MqttMessage.Word("status", "offline"u8),
        DisconnectMessage = MqttMessage.Word("status", "offline"u8),
    };

    private Task<LinkEnd> RunAsync(LinkSettings settings) => _link.RunAsync(settings, _traffic, _finish.Token).WaitAsync(TimeSpan.FromSeconds(60));

    private sealed class Traffic : IMqttTraffic
    {
        private int _connects;

        public ConcurrentQueue<MqttMessage> Waiting { get; } = new();

        public ConcurrentQueue<InboundMessage> Received { get; } = new();

        public IReadOnlyList<MqttMessage> Undelivered { get; private set; } = [];

        public int Connects => Volatile.Read(ref _connects);

        public void OnConnected() => Interlocked.Increment(ref _connects);

        public MqttMessage? Next(int unanswered) => Waiting.TryDequeue(out var message) ? message : null;

        public void OnReceived(InboundMessage message) => Received.Enqueue(message);

        public void OnRefused(string topic, string reason) => throw new InvalidOperationException($"{topic}: {reason}");

        public void OnUndelivered(IReadOnlyList<MqttMessage> messages) => Undelivered = messages;
    }
}
