using AutoCore.Daemon.Mqtt.Link;
using MQTTnet.Packets;

namespace AutoCore.Daemon.Tests.Mqtt;

public sealed class ReceiveLimitTests : IDisposable
{
    private readonly ReceiveLimit _receiveLimit = new();

    public void Dispose() => _receiveLimit.Dispose();

    [Theory]
    [InlineData(0, 1000)]
    [InlineData(200_000, 5)]
    public async Task AdmitAsync_LiveMessagesBeyondTheBound_AreDroppedAndCounted(int bytes, int room)
    {
        for (var i = 0; i < room; i++)
            Assert.True(await _receiveLimit.AdmitAsync(Message(bytes), default));

        Assert.False(await _receiveLimit.AdmitAsync(Message(bytes), default));
        Assert.False(await _receiveLimit.AdmitAsync(Message(bytes), default));
        Assert.Equal(2, _receiveLimit.TakeDropped());
        Assert.Equal(0, _receiveLimit.TakeDropped());

        _receiveLimit.Release(new("t", new byte[bytes], false));
        Assert.True(await _receiveLimit.AdmitAsync(Message(bytes), default));
    }

    /// <summary>A flood of live requests that are to be kept would hold up the acknowledgements behind it.</summary>
    [Fact]
    public async Task AdmitAsync_LiveMessageThatIsMarkedAsPublished_IsDroppedAsOthers()
    {
        using var limit = new ReceiveLimit(["t"]);
        for (var i = 0; i < 1000; i++)
            Assert.True(await limit.AdmitAsync(Message(0, retain: true), default));

        Assert.False(await limit.AdmitAsync(Message(0, retain: true), default));
        Assert.Equal(1, limit.TakeDropped());
    }

    [Fact]
    public async Task AdmitAsync_RetainedMessageBeyondTheBound_WaitsForRoom()
    {
        for (var i = 0; i < 1000; i++)
            Assert.True(await _receiveLimit.AdmitAsync(Message(0), default));

        var waiting = _receiveLimit.AdmitAsync(Message(0, retain: true), default).AsTask();
        Assert.False(waiting.IsCompleted);
        _receiveLimit.Release(new("t", Array.Empty<byte>(), false));

        Assert.True(await waiting.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(0, _receiveLimit.TakeDropped());
    }

    private static MqttPublishPacket Message(int bytes, bool retain = false) => new() { Topic = "t", Payload = new(new byte[bytes]), Retain = retain };
}
