using System.Text;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Mqtt;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Mqtt;

public sealed class PictureOutboxTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly MqttFixture _fixture = new("""
        "PictureCameras": [ "Shop/P1", "Shop/P2" ], "MaxPictureKb": 10
        """, cameras: """
        "Sources": [ { "Site": "Shop", "Name": "P1", "Url": "http://a/" }, { "Site": "Shop", "Name": "P2", "Url": "http://b/" },
            { "Site": "Shop", "Name": "P3", "Url": "http://c/" } ]
        """);

    private PictureOutbox Pictures => _fixture.Get<PictureOutbox>();

    private IPictureListener Listener => _fixture.Get<IPictureListener>();

    [Fact]
    public async Task Take_OneOfTheCameras_IsItsBytesOnItsTopic()
    {
        Listener.OnStored("Shop/P1", _folder.Write("a.jpg", "picture"), At);
        Listener.OnStored("Shop/P3", _folder.Write("c.jpg", "of nobody's interest"), At);

        var message = await TakeAsync();

        Assert.Equal(("autocore/pi/cameras/Shop/P1/picture", "picture", true, "image/jpeg", TimeSpan.FromDays(3)),
            (message.Topic, TextOf(message), message.Retain, message.ContentType, message.Expiry));
        Assert.Null(Pictures.Take());
    }

    [Fact]
    public async Task Take_SeveralOfOneCameraWait_IsTheNewestAlone()
    {
        for (var i = 0; i < 100; i++)
            Listener.OnStored("Shop/P1", _folder.Write($"{i}.jpg", $"{i}"), At.AddSeconds(i));
        // What is older says nothing.
        Listener.OnStored("Shop/P1", _folder.Write("old.jpg", "old"), At);

        Assert.Equal("99", TextOf(await TakeAsync()));
        Assert.Null(Pictures.Take());
    }

    [Fact]
    public async Task Announce_BrokerLostEverything_EachCamerasNewestHasItsTurnAgain()
    {
        Listener.OnStored("Shop/P1", _folder.Write("a.jpg", "a"), At);
        Listener.OnStored("Shop/P2", _folder.Write("b.jpg", "b"), At);
        Assert.Equal(["a", "b"], [TextOf(await TakeAsync()), TextOf(await TakeAsync())]);

        Pictures.Announce();
        Pictures.Announce();

        Assert.Equal(["a", "b"], new[] { TextOf(await TakeAsync()), TextOf(await TakeAsync()) }.Order());
        Assert.Null(Pictures.Take());
    }

    [Fact]
    public async Task Take_LargerThanAllowed_IsSkippedAndToldOnce()
    {
        Listener.OnStored("Shop/P1", _folder.Write("large.jpg", new string('x', 10_001)), At);
        Listener.OnStored("Shop/P2", _folder.Write("largest.jpg", new string('y', 10_000)), At);
        Assert.Equal("autocore/pi/cameras/Shop/P2/picture", (await TakeAsync()).Topic);
        Listener.OnStored("Shop/P1", _folder.Write("again.jpg", new string('x', 10_001)), At.AddSeconds(1));
        Listener.OnStored("Shop/P2", _folder.Write("b.jpg", "b"), At.AddSeconds(1));
        Assert.Equal("b", TextOf(await TakeAsync()));

        var told = Assert.Single(_fixture.Log.Lines, l => l.EventName == "mqtt-picture-too-large");
        Assert.Contains("Shop/P1 has 10001 bytes, and 10000 are published", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Take_FileIsGone_TheNextOneIsPublished()
    {
        Listener.OnStored("Shop/P1", _folder["gone.jpg"], At);
        Listener.OnStored("Shop/P2", _folder.Write("b.jpg", "b"), At);

        Assert.Equal("b", TextOf(await TakeAsync()));
    }

    public void Dispose()
    {
        _fixture.Dispose();
        _folder.Dispose();
    }

    private static string TextOf(MqttMessage message) => Encoding.UTF8.GetString(message.Payload.Span);

    private async Task<MqttMessage> TakeAsync()
    {
        MqttMessage? message = null;
        await Eventually.TrueAsync(() => (message = Pictures.Take()) is not null);
        return message!;
    }
}
