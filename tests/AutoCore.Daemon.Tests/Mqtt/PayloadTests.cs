using System.Text.Json;
using AutoCore.Daemon.Mqtt;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Tests.Mqtt;

public sealed class PayloadTests
{
    /// <summary>The words that the contract documents; a consumer of numbers only loses these and nothing else.</summary>
    private static readonly string[] Words =
        ["rating", "type", "severity", "group", "from", "to", "headline", "message", "version", "profile", "configuration_hash"];

    [Fact]
    public void AllPayloads_ReadAsTelegrafDoes_AreFlatAndLoseOnlyTheDocumentedWords()
    {
        using var fixture = new MqttFixture();
        DiscoveryTests.PostAllGroups(fixture.Board);
        fixture.Board.Post(new("memory", Rating.Critical, fixture.Clock.GetUtcNow(), new Measure("available_mb", 12)));
        fixture.Get<Announcer>().Announce();

        var payloads = fixture.TakeSent().Where(m => m.Key.StartsWith("autocore/", StringComparison.Ordinal) && m.Value.ContentType is not null).ToList();

        Assert.Contains(payloads, p => p.Key == "autocore/pi/event");
        Assert.Contains(payloads, p => p.Key == "autocore/pi/info");
        foreach (var (topic, message) in payloads)
        {
            var json = JsonDocument.Parse(message.Payload).RootElement;
            Assert.True(json.GetProperty("ts").TryGetInt64(out _), topic);
            foreach (var value in json.EnumerateObject())
            {
                Assert.Matches("^[a-z0-9_]+$", value.Name);
                Assert.True(
                    value.Value.ValueKind == JsonValueKind.Number
                    || (value.Value.ValueKind == JsonValueKind.String
                        && (Words.Contains(value.Name) || value.Name.EndsWith("_rating", StringComparison.Ordinal))),
                        $"{topic}: {value.Name} is {value.Value.ValueKind}");
            }
        }
    }

    [Fact]
    public void Publish_ValueThatCouldNotBeRead_IsLeftOut()
    {
        using var fixture = new MqttFixture();
        fixture.Board.Post(
            new("cpu", Rating.Unknown, fixture.Clock.GetUtcNow(), new("temperature_celsius", double.NaN), new("load_1m", double.PositiveInfinity),
                new("throttled", (double?)null)));

        var payload = JsonDocument.Parse(fixture.TakeSent()["autocore/pi/health/cpu"].Payload).RootElement;

        Assert.Equal(["ts", "rating"], payload.EnumerateObject().Select(p => p.Name));
        Assert.Equal("unknown", payload.GetProperty("rating").GetString());
    }

    [Fact]
    public void Post_RatingChanges_PublishesGroupWholeAndEventAtOnce()
    {
        using var fixture = new MqttFixture();
        fixture.Board.Post(new("disk", Rating.Ok, fixture.Clock.GetUtcNow(), new Measure("used_percent", 50)));
        fixture.TakeSent();

        fixture.Board.Post(new("disk", Rating.Ok, fixture.Clock.GetUtcNow(), new Measure("used_percent", 51)));
        Assert.Empty(fixture.TakeSent());

        fixture.Board.Post(new("disk", Rating.Critical, fixture.Clock.GetUtcNow(), new Measure("used_percent", 95)));
        var sent = fixture.TakeSent();
        Assert.Equal(95, Json(sent["autocore/pi/health/disk"]).GetProperty("used_percent").GetDouble());
        Assert.Equal("critical", Json(sent["autocore/pi/health"]).GetProperty("rating").GetString());
        var happened = Json(sent["autocore/pi/event"]);
        Assert.Equal(("rating-changed", "disk", "ok", "critical"), (Word("type"), Word("group"), Word("from"), Word("to")));
        Assert.False(sent["autocore/pi/event"].Retain);

        string Word(string key) => happened.GetProperty(key).GetString()!;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Post_Camera_HasATopicOfItsOwnIfPerCamera(bool perCamera)
    {
        using var fixture = new MqttFixture($"\"PerCamera\": {(perCamera ? "true" : "false")}");

        fixture.Board.Post(new("cameras/Shop/P1", Rating.Ok, fixture.Clock.GetUtcNow(), new("bytes", 102_344), new("attempts", 1)));
        var sent = fixture.TakeSent();

        Assert.Equal(perCamera, sent.TryGetValue("autocore/pi/cameras/Shop/P1", out var message));
        Assert.DoesNotContain("autocore/pi/health/cameras/Shop/P1", sent.Keys);
        if (perCamera)
            Assert.Equal(TimeSpan.FromHours(18), message!.Expiry);
    }

    private static JsonElement Json(MqttMessage message) => JsonDocument.Parse(message.Payload).RootElement;
}
