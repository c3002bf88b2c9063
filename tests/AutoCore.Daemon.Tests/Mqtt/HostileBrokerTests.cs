using System.Collections.Concurrent;
using System.Text;
using AutoCore.Daemon.Mqtt;
using AutoCore.Daemon.Mqtt.Link;
using AutoCore.Policies.Mqtt;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Mqtt;

/// <summary>Brokers that send what no broker should, or allow less than others; each ends or limits one connection, and says why.</summary>
public sealed class HostileBrokerTests : IDisposable
{
    private const int Publish = 3;
    private const int Subscribe = 8;
    private const int PingRequest = 12;

    private readonly MqttnetLink _link = new(TimeProvider.System);
    private readonly CancellationTokenSource _finish = new();
    private readonly Traffic _traffic = new();
    private readonly ScriptedBroker _broker = new();

    public void Dispose()
    {
        _finish.Cancel();
        _broker.Dispose();
        _link.Dispose();
        _finish.Dispose();
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(4, 5)]
    [InlineData(5, 65_535)]
    [InlineData(4, 65_535)]
    public async Task Publish_AnnouncedTooLarge_EndsTheConnectionAndNamesTheTopic(int protocol, int topicLength)
    {
        var running = RunAsync(protocol);
        await _broker.AcceptAsync(ScriptedBroker.Accept(protocol));
        var topic = new string('t', topicLength);

        await _broker.SendAsync([0x31, 0xFF, 0xFF, 0xFF, 0x7F, (byte)(topicLength >> 8), (byte)topicLength, .. Encoding.UTF8.GetBytes(topic)]);
        var end = await running;

        Assert.Equal(LinkEndCause.Lost, end.Cause);
        Assert.Equal(new(topic, 268_435_455), end.Oversized);
        Assert.Empty(_traffic.Received);
    }

    [Fact]
    public async Task Publish_AsLargeAsIsRead_IsTaken()
    {
        var running = RunAsync(4);
        await _broker.AcceptAsync(ScriptedBroker.Accept(4));

        // 262144 bytes: two of the topic's length, one of the topic, the rest is payload.
        await _broker.SendAsync([0x30, 0x80, 0x80, 0x10, 0, 1, (byte)'t', .. new byte[LinkSettings.MostPacketBytes - 3]]);

        await Eventually.TrueAsync(() => _traffic.Received.Any(m => m.Payload.Length == LinkSettings.MostPacketBytes - 3));
        await _finish.CancelAsync();
        Assert.Equal(LinkEndCause.Stopped, (await running).Cause);
    }

    [Fact]
    public async Task Connect_SaysTheKeepAliveAndTheLargestPacket()
    {
        _ = RunAsync(5);

        var connect = await _broker.AcceptAsync(ScriptedBroker.Accept(5));

        // Length of the protocol's name, the name, version, flags, keep-alive, length of the properties, properties.
        var keepAlive = Array.IndexOf(connect, (byte)'Q') + 5;
        Assert.Equal(30, (connect[keepAlive] << 8) | connect[keepAlive + 1]);
        Assert.True(connect.AsSpan().IndexOf((byte[])[0x27, 0, 4, 0, 0]) > 0);
    }

    [Fact]
    public async Task ServerKeepAlive_ShorterThanAskedFor_IsKept()
    {
        _ = RunAsync(5);
        await _broker.AcceptAsync(ScriptedBroker.Accept(5, 0x13, 0, 1));

        // With the 30 s that were asked for the first ping would come after 20.
        await _broker.ReadPacketAsync(PingRequest).WaitAsync(TimeSpan.FromSeconds(15));
        await _broker.SendAsync(0xD0, 0);
        await _broker.ReadPacketAsync(PingRequest).WaitAsync(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Pings_Unanswered_AreALostConnection()
    {
        var running = RunAsync(5);
        await _broker.AcceptAsync(ScriptedBroker.Accept(5, 0x13, 0, 1));

        var end = await running;

        Assert.Equal(LinkEndCause.Lost, end.Cause);
        Assert.Contains("does not answer", end.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeadConnection_IntoWhichUnacknowledgedMessagesGoAllTheTime_IsNoticed()
    {
        var running = RunAsync(5);
        // A keep-alive of one second, and QoS 0.
        await _broker.AcceptAsync(ScriptedBroker.Accept(5, 0x13, 0, 1, 0x24, 0));

        while (!running.IsCompleted)
        {
            _traffic.Waiting.Enqueue(new("t", "x"u8.ToArray(), false));
            _link.Wake();
            await Task.Delay(100);
        }

        Assert.Contains("does not answer", (await running).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PingResponses_ThatNobodyAskedFor_EndTheConnection()
    {
        var running = RunAsync(5);
        await _broker.AcceptAsync(ScriptedBroker.Accept(5));

        await _broker.SendAsync(0xD0, 0, 0xD0, 0);

        Assert.Equal(LinkEndCause.Lost, (await running).Cause);
    }

    [Theory]
    [InlineData(0x40)]
    [InlineData(0x50)]
    [InlineData(0x90)]
    [InlineData(0xB0)]
    public async Task AnswersToRequestsThatNobodySent_WithoutEnd_EndTheConnection(byte type)
    {
        var running = RunAsync(4);
        await _broker.AcceptAsync(ScriptedBroker.Accept(4));

        await _broker.SendAsync([.. Enumerable.Range(1, 200).SelectMany(i => type == 0x90 ? new byte[] { type, 3, 1, (byte)i, 0 } : [type, 2, 1, (byte)i])]);

        Assert.Equal(LinkEndCause.Lost, (await running).Cause);
    }

    [Fact]
    public async Task ReceiveMaximumOfOne_OneMessageAtATime()
    {
        for (var i = 0; i < 3; i++)
            _traffic.Waiting.Enqueue(new($"t{i}", "x"u8.ToArray(), false));
        _ = RunAsync(5);
        await _broker.AcceptAsync(ScriptedBroker.Accept(5, 0x21, 0, 1));

        for (var i = 0; i < 3; i++)
        {
            var message = await _broker.ReadPacketAsync(Publish);
            Assert.Equal((byte)('0' + i), message[5]);
            // The next one is not handed over before this one is answered.
            Assert.Equal(2 - i, _traffic.Waiting.Count);
            await _broker.AcknowledgeAsync(message);
        }
    }

    [Fact]
    public async Task NoRetainedMessagesAndQosZero_AreServedAsTheyAllow()
    {
        _traffic.Waiting.Enqueue(MqttMessage.Clear("gone"));
        _traffic.Waiting.Enqueue(MqttMessage.State("t", "x"u8.ToArray()));
        _ = RunAsync(5);
        await _broker.AcceptAsync(ScriptedBroker.Accept(5, 0x24, 0, 0x25, 0));

        var message = await _broker.ReadPacketAsync(Publish);

        Assert.Equal(0x30, message[0]);
        Assert.Equal((byte)'t', message[4]);
        Assert.Equal(new(false, 0, 0, 0, true), _traffic.Limits);
    }

    [Fact]
    public async Task LargestPacketOfTheBroker_WhatIsLargerIsRefusedWithItsSize_TheRestGoes()
    {
        _traffic.Waiting.Enqueue(new("large", new byte[200], false));
        _traffic.Waiting.Enqueue(new("small", "x"u8.ToArray(), false));
        _ = RunAsync(5);
        await _broker.AcceptAsync(ScriptedBroker.Accept(5, 0x27, 0, 0, 0, 100));

        Assert.Equal((byte)'s', (await _broker.ReadPacketAsync(Publish))[4]);
        var (topic, reason) = Assert.Single(_traffic.Refused);
        Assert.Equal("large", topic);
        Assert.Contains("213 bytes", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoWildcards_FiltersWithThemAreLeftOut()
    {
        _ = RunAsync(5, "a/+", "b");
        await _broker.AcceptAsync(ScriptedBroker.Accept(5, 0x28, 0));

        var subscribe = await _broker.ReadPacketAsync(Subscribe);

        Assert.Equal((byte)'b', subscribe[^2]);
        Assert.Equal("a/+", Assert.Single(_traffic.Refused).Topic);
    }

    [Fact]
    public async Task ConnectionClosed_WhatWasUnansweredIsNamedInOrder()
    {
        _traffic.Waiting.Enqueue(new("first", "x"u8.ToArray(), false));
        _traffic.Waiting.Enqueue(new("second", "x"u8.ToArray(), false));
        _traffic.Waiting.Enqueue(new("third", "x"u8.ToArray(), false));
        var running = RunAsync(4);
        await _broker.AcceptAsync(ScriptedBroker.Accept(4));

        await _broker.AcknowledgeAsync(await _broker.ReadPacketAsync(Publish));
        await _broker.ReadPacketAsync(Publish);
        await _broker.ReadPacketAsync(Publish);
        _broker.Close();
        var end = await running;

        Assert.Equal(LinkEndCause.Lost, end.Cause);
        Assert.Equal(["second", "third"], end.Unanswered.Select(r => r.Name));
        Assert.Equal(1, end.Answered);
        Assert.Equal(["second", "third"], _traffic.Undelivered.Select(m => m.Topic));
    }

    [Theory]
    [InlineData(1, LinkEndCause.Unreachable)]
    [InlineData(2, LinkEndCause.Refused)]
    [InlineData(3, LinkEndCause.Unreachable)]
    [InlineData(4, LinkEndCause.Refused)]
    [InlineData(5, LinkEndCause.Refused)]
    public async Task ConnackOf311_EachCode_HasItsCause(byte code, LinkEndCause cause)
    {
        var running = RunAsync(4);

        await _broker.AcceptAsync(0x20, 2, 0, code);

        Assert.Equal(cause, (await running).Cause);
    }

    [Theory]
    [InlineData("invalid UTF-8", new byte[] { 0x30, 5, 0, 2, 0xFF, 0xFE, 0 })]
    [InlineData("no topic", new byte[] { 0x30, 3, 0, 0, 0 })]
    [InlineData("a wildcard in a topic", new byte[] { 0x30, 6, 0, 3, (byte)'a', (byte)'/', (byte)'#', 0 })]
    public async Task Publish_WithATopicThatIsNone_IsPassedOver(string what, byte[] packet)
    {
        Assert.NotEmpty(what);
        _ = RunAsync(5);
        await _broker.AcceptAsync(ScriptedBroker.Accept(5));

        await _broker.SendAsync([.. packet, 0x30, 4, 0, 1, (byte)'t', 0]);

        await Eventually.TrueAsync(() => !_traffic.Received.IsEmpty);
        Assert.Equal("t", Assert.Single(_traffic.Received).Topic);
    }

    [Theory]
    [InlineData("a packet type that is none", new byte[] { 0x00, 0x00 })]
    [InlineData("a length of five bytes", new byte[] { 0x30, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F })]
    [InlineData("an acknowledgement of nothing", new byte[] { 0x40, 2, 0x12, 0x34 })]
    [InlineData("a PINGREQ", new byte[] { 0xC0, 0 })]
    [InlineData("half a PUBLISH", new byte[] { 0x30, 2, 0, 9 })]
    public async Task Malformed_EndsTheConnection(string what, byte[] packet)
    {
        Assert.NotEmpty(what);
        var running = RunAsync(5);
        await _broker.AcceptAsync(ScriptedBroker.Accept(5));

        await _broker.SendAsync(packet);

        Assert.Equal(LinkEndCause.Lost, (await running).Cause);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public async Task Connection_EndsInTheMomentInWhichItIsAccepted_IsNoticedAtOnce(int protocol)
    {
        // With the default keep-alive the first ping would notice it after 20 s.
        var running = RunAsync(protocol, "a");

        await _broker.AcceptAsync([.. ScriptedBroker.Accept(protocol), 0x30, 0xFF, 0xFF, 0xFF, 0x7F, 0, 1, (byte)'t']);

        Assert.Equal(LinkEndCause.Lost, (await running.WaitAsync(TimeSpan.FromSeconds(15))).Cause);
    }

    private Task<LinkEnd> RunAsync(int protocol, params string[] filters)
    {
        var settings = new LinkSettings("127.0.0.1", _broker.Port, protocol, "autocore_test") { Subscriptions = filters };
        return _link.RunAsync(settings, _traffic, _finish.Token).WaitAsync(TimeSpan.FromSeconds(60));
    }

    private sealed class Traffic : IMqttTraffic
    {
        public ConcurrentQueue<MqttMessage> Waiting { get; } = new();

        public ConcurrentQueue<InboundMessage> Received { get; } = new();

        public ConcurrentQueue<(string Topic, string Reason)> Refused { get; } = new();

        public IReadOnlyList<MqttMessage> Undelivered { get; private set; } = [];

        public BrokerLimits Limits { get; private set; }

        public void OnLimits(BrokerLimits limits) => Limits = limits;

        public void OnConnected()
        {
        }

        public MqttMessage? Next(int unanswered) => Waiting.TryDequeue(out var message) ? message : null;

        public void OnReceived(InboundMessage message) => Received.Enqueue(message);

        public void OnRefused(string topic, string reason) => Refused.Enqueue((topic, reason));

        public void OnUndelivered(IReadOnlyList<MqttMessage> messages) => Undelivered = messages;
    }
}
