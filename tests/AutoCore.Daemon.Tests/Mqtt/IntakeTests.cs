using AutoCore.Daemon.Mqtt.Link;
using MQTTnet.Packets;

namespace AutoCore.Daemon.Tests.Mqtt;

public sealed class IntakeTests : IDisposable
{
    private readonly Intake _intake = new();

    public void Dispose() => _intake.Dispose();

    [Theory]
    [InlineData(0, 1000)]
    [InlineData(200_000, 5)]
    public async Task AdmitAsync_LiveMessagesBeyondTheBound_AreDroppedAndCounted(int bytes, int room)
    {
        for (var i = 0; i < room; i++)
            Assert.True(await _intake.AdmitAsync(Message(bytes), default));

        Assert.False(await _intake.AdmitAsync(Message(bytes), default));
        Assert.False(await _intake.AdmitAsync(Message(bytes), default));
        Assert.Equal(2, _intake.TakeDropped());
        Assert.Equal(0, _intake.TakeDropped());

        _intake.Release(new("t", new byte[bytes], false));
        Assert.True(await _intake.AdmitAsync(Message(bytes), default));
    }

    [Fact]
    public async Task AdmitAsync_RetainedMessageBeyondTheBound_WaitsForRoom()
    {
        for (var i = 0; i < 1000; i++)
            Assert.True(await _intake.AdmitAsync(Message(0), default));

        var waiting = _intake.AdmitAsync(Message(0, retain: true), default).AsTask();
        Assert.False(waiting.IsCompleted);
        _intake.Release(new("t", Array.Empty<byte>(), false));

        Assert.True(await waiting.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(0, _intake.TakeDropped());
    }

    private static MqttPublishPacket Message(int bytes, bool retain = false) => new() { Topic = "t", Payload = new(new byte[bytes]), Retain = retain };
}
