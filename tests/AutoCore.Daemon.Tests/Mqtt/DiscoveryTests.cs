using System.Text;
using System.Text.Json;
using AutoCore.Core;
using AutoCore.Core.Health;
using AutoCore.Core.Mqtt;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Mqtt;
using AutoCore.Policies.Health;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Daemon.Tests.Mqtt;

public sealed class DiscoveryTests
{
    private const string Shop = """
        "Sources": [ { "Site": "Shop", "Name": "P1", "Url": "http://a/" }, { "Site": "Shop", "Name": "P2", "Url": "http://b/" },
            { "Site": "Águas Claras", "Name": "P+1", "Url": "http://c/" } ]
        """;

    [Fact]
    public void Announce_AllGroups_IsAcceptedByHomeAssistantsSchema()
    {
        using var fixture = new MqttFixture();
        PostAllGroups(fixture.Board);
        fixture.Get<Announcer>().Announce();

        var (topic, message) = DeviceMessage(fixture.TakeSent());

        Assert.Empty(HomeAssistantSchema.CheckDevice(topic, message));
        Assert.True(message.GetProperty("components").EnumerateObject().Count() > 40);
    }

    [Fact]
    public void Announce_EveryKeyOfTheCatalogue_IsAcceptedAndFitsAnOrdinaryPacket()
    {
        using var fixture = new MqttFixture("""
            "Requests": [ "capture", "backup", "cleanup-dry-run" ]
            """, handlers: [new Handler("capture"), new Handler("backup"), new Handler("cleanup-dry-run")]);
        foreach (var group in GroupCatalogue.All)
            fixture.Board.Post(Reading(group.Name, [.. group.Keys.Where(k => k.Kind != KeyKind.Text).Select(k => new Measure(k.Name.TrimEnd('*'), 1))]));
        fixture.Get<Announcer>().Announce();
        var sent = fixture.TakeSent();

        var (topic, message) = DeviceMessage(sent);
        Assert.Empty(HomeAssistantSchema.CheckDevice(topic, message));
        Assert.InRange(sent[topic].Payload.Length, 20_000, MqttOptions.OrdinaryPacketBytes);
        // What the machine alone is told.
        Assert.DoesNotContain(sent.Keys, t => t.EndsWith("/mqtt", StringComparison.Ordinal));
        Assert.DoesNotContain("mqtt_", Encoding.UTF8.GetString(sent["autocore/pi/health"].Payload.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Announce_EveryTemplate_ReadsAKeyThatItsPayloadHas()
    {
        using var fixture = new MqttFixture();
        PostAllGroups(fixture.Board);
        fixture.Get<Announcer>().Announce();
        var sent = fixture.TakeSent();

        foreach (var entity in DeviceMessage(sent).Message.GetProperty("components").EnumerateObject().Select(c => c.Value))
        {
            var payload = JsonDocument.Parse(sent[entity.GetProperty("state_topic").GetString()!].Payload).RootElement;
            foreach (var key in HomeAssistantSchema.KeysReadBy(entity))
                Assert.True(payload.TryGetProperty(key, out _), $"{entity.GetProperty("unique_id")} reads {key}");
        }
    }

    [Fact]
    public void Announce_HostRenamed_KeepsTopicIdentifiersAndUniqueIds()
    {
        var (before, after) = (Announced("pi"), Announced("raspberry"));

        Assert.Equal(before.Topic, after.Topic);
        Assert.Equal(before.Message.GetProperty("device").GetProperty("identifiers").ToString(), after.Message.GetProperty("device").GetProperty("identifiers")
            .ToString());
        Assert.Equal(UniqueIds(before.Message), UniqueIds(after.Message));
        Assert.Equal(UniqueIds(before.Message).Count, UniqueIds(before.Message).Distinct().Count());

        static (string Topic, JsonElement Message) Announced(string node)
        {
            using var fixture = new MqttFixture(node: node);
            PostAllGroups(fixture.Board);
            fixture.Get<Announcer>().Announce();
            return DeviceMessage(fixture.TakeSent());
        }
    }

    [Fact]
    public void PublishHealth_MountIsGone_RemovesItsEntitiesAndClearsItsTopic()
    {
        using var fixture = new MqttFixture();
        PostAllGroups(fixture.Board);
        fixture.Get<Announcer>().Announce();
        fixture.TakeSent();

        fixture.Board.Post(Reading("disk/third", new Measure("used_percent", 1)));
        fixture.Board.Remove("disk/root");
        fixture.Get<Announcer>().PublishHealth();
        var sent = fixture.TakeSent();

        Assert.True(sent["autocore/pi/health/disk/root"].Payload.IsEmpty);
        Assert.Equal("""{"platform":"sensor"}""", DeviceMessage(sent).Message.GetProperty("components").GetProperty("disk_root_used_percent").ToString());
        Assert.Empty(HomeAssistantSchema.CheckDevice(DeviceMessage(sent).Topic, DeviceMessage(sent).Message));
    }

    [Fact]
    public void PublishHealth_NothingNew_DoesNotAnnounceAgain()
    {
        using var fixture = new MqttFixture();
        PostAllGroups(fixture.Board);
        fixture.Get<Announcer>().Announce();
        fixture.TakeSent();

        fixture.Get<Announcer>().PublishHealth();
        Assert.DoesNotContain(fixture.TakeSent().Keys, IsDiscovery);

        fixture.Board.Post(Reading("backup", new("kept", 7), new("size_mb", 12)));
        fixture.Get<Announcer>().PublishHealth();
        Assert.True(DeviceMessage(fixture.TakeSent()).Message.GetProperty("components").TryGetProperty("backup_size_mb", out _));
    }

    [Fact]
    public void PublishHealth_EarlierRunHadMore_KeepsItUntilTheStartHasSettledAndRemovesItThen()
    {
        const string Old = """{"platform":"sensor","name":"x","unique_id":"y"}""";
        using var fixture = new MqttFixture();
        PostAllGroups(fixture.Board);
        fixture.Get<Announcer>().Announce();
        var topic = DeviceMessage(fixture.TakeSent()).Topic;
        fixture.Receive(topic, $$$"""{"components":{"disk_old_used_percent":{{{Old}}},"cpu_load_1m":{{{Old}}}}}""", isRetained: true);

        // At once: a run that ends now must not have made the broker forget it.
        var kept = Components(fixture);
        Assert.Equal(Old, kept.GetProperty("disk_old_used_percent").GetRawText());
        Assert.True(kept.GetProperty("cpu_load_1m").TryGetProperty("state_topic", out _));

        fixture.Clock.Advance(TimeSpan.FromMinutes(9));
        fixture.Get<Announcer>().PublishHealth();
        Assert.DoesNotContain(fixture.TakeSent().Keys, IsDiscovery);

        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        fixture.Get<Announcer>().PublishHealth();
        Assert.Equal("""{"platform":"sensor"}""", Components(fixture).GetProperty("disk_old_used_percent").GetRawText());
    }

    [Fact]
    public void PublishHealth_RestartedTwiceWithinTenMinutes_StillRemovesWhatIsGone()
    {
        var retained = "";
        foreach (var (hasNeighbour, minutes) in ((bool, int)[])[(true, 1), (false, 1), (false, 1), (false, 11)])
        {
            using var fixture = new MqttFixture();
            PostAllGroups(fixture.Board);
            if (hasNeighbour)
                fixture.Board.Post(Reading("neighbours/old-thing", new Measure("memory_mb", 1)));
            fixture.Get<Announcer>().Announce();
            if (retained.Length > 0)
                fixture.Receive($"homeassistant/device/{fixture.Get<ClientIdentity>().ClientId}/config", retained, isRetained: true);
            fixture.Clock.Advance(TimeSpan.FromMinutes(minutes));
            fixture.Get<Announcer>().PublishHealth();
            retained = Encoding.UTF8.GetString(fixture.TakeSent().Single(m => IsDiscovery(m.Key)).Value.Payload.Span);
            Assert.Contains("neighbours_old_thing_memory_mb", retained, StringComparison.Ordinal);
        }

        Assert.Equal("""{"platform":"sensor"}""", JsonDocument.Parse(retained).RootElement.GetProperty("components")
            .GetProperty("neighbours_old_thing_memory_mb").GetRawText());
    }

    [Fact]
    public void Receive_AFloodOfComponents_IsBounded()
    {
        using var fixture = new MqttFixture();
        var topic = $"homeassistant/device/{fixture.Get<ClientIdentity>().ClientId}/config";

        var entries = Enumerable.Range(0, 5000).Select(i => $$"""
            "a{{i}}":{"platform":"sensor"},"b{{i}}":{"platform":"sensor","name":"x"},"{{new string('c', 300)}}{{i}}":{"platform":"sensor"}
            """);
        fixture.Receive(topic, "{\"components\":{" + string.Join(',', entries) + "}}", isRetained: true);

        Assert.Equal(400 + 2, Components(fixture).EnumerateObject().Count());
    }

    [Fact]
    public void Announce_OneMount_IsOneDisk()
    {
        using var fixture = new MqttFixture();
        fixture.Board.Post(Reading("disk", new Measure("used_percent", 42.5)));
        fixture.Board.Post(Reading("disk/root", new Measure("used_percent", 42.5)));
        fixture.Get<Announcer>().Announce();
        var sent = fixture.TakeSent();

        var ids = DeviceMessage(sent).Message.GetProperty("components").EnumerateObject().Select(c => c.Name).ToList();
        Assert.Equal(["disk_problem", "disk_used_percent"], ids.Where(id => id.StartsWith("disk", StringComparison.Ordinal)));
        // Its topics stay.
        Assert.Contains("autocore/pi/health/disk/root", sent.Keys);

        fixture.Board.Post(Reading("disk/usb", new Measure("used_percent", 1)));
        fixture.Get<Announcer>().PublishHealth();
        Assert.True(Components(fixture).TryGetProperty("disk_root_used_percent", out _));
    }

    [Fact]
    public void Announce_AllowedRequests_AreButtonsWithTheirResultsAsEvents()
    {
        using var fixture = new MqttFixture("""
            "Requests": [ "capture" ]
            """, handlers: [new Handler("capture"), new Handler("backup")]);
        fixture.Get<Announcer>().Announce();
        var (topic, message) = DeviceMessage(fixture.TakeSent());

        Assert.Empty(HomeAssistantSchema.CheckDevice(topic, message));
        var components = message.GetProperty("components");
        Assert.Equal(
            ["request_capture", "response_capture"], components.EnumerateObject().Select(c => c.Name).Where(id => id.StartsWith('r') && id != "rating"));
        var button = components.GetProperty("request_capture");
        Assert.Equal(("Capture now", "autocore/pi/request/capture"), (button.GetProperty("name").GetString(), button.GetProperty("command_topic").GetString()));
        Assert.Equal("autocore/pi/response/capture", components.GetProperty("response_capture").GetProperty("state_topic").GetString());

        // What the button sends is taken, and its answer is one of the event's types.
        fixture.Receive("autocore/pi/request/capture", button.GetProperty("payload_press").GetString()!);
        var types = components.GetProperty("response_capture").GetProperty("event_types").EnumerateArray().Select(t => t.GetString());
        Assert.True(SpinWait.SpinUntil(() => fixture.Get<Outbox>().Has(t => t == "autocore/pi/response/capture"), TimeSpan.FromSeconds(30)));
        Assert.Contains(JsonDocument.Parse(fixture.TakeSent()["autocore/pi/response/capture"].Payload).RootElement.GetProperty("status").GetString(), types);
    }

    [Theory]
    [InlineData("device")]
    [InlineData("components")]
    public void Announce_PictureCameras_AreImagesWithAButtonForEach(string style)
    {
        using var fixture = new MqttFixture($$"""
            "Requests": [ "capture" ], "PictureCameras": [ "Shop/P1", "Águas Claras/P+1" ], "HomeAssistant": { "Style": "{{style}}" }
            """, handlers: [new Handler("capture")], cameras: Shop);
        fixture.Get<Announcer>().Announce();
        var sent = fixture.TakeSent();

        var entities = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (style == "device")
        {
            var (topic, message) = DeviceMessage(sent);
            Assert.Empty(HomeAssistantSchema.CheckDevice(topic, message));
            entities = message.GetProperty("components").EnumerateObject().ToDictionary(c => c.Name, c => c.Value);
        }
        foreach (var (topic, message) in sent.Where(m => style == "components" && IsDiscovery(m.Key)))
        {
            entities[topic.Split('/')[^2]] = JsonDocument.Parse(message.Payload).RootElement;
            Assert.Empty(HomeAssistantSchema.CheckEntity(topic, entities[topic.Split('/')[^2]]));
        }

        Assert.Equal("autocore/pi/cameras/Shop/P1/picture", entities["cameras_shop_p1_picture"].GetProperty("image_topic").GetString());
        Assert.Equal("autocore/pi/cameras/Águas Claras/P_1/picture", entities["cameras__guas_claras_p_1_picture"].GetProperty("image_topic").GetString());
        var button = entities["cameras__guas_claras_p_1_capture"];
        Assert.Equal("autocore/pi/request/capture", button.GetProperty("command_topic").GetString());
        Assert.Equal("""{"site":"Águas Claras","camera":"P+1"}""", button.GetProperty("payload_press").GetString());
        // One that is not in the list has neither.
        Assert.DoesNotContain(entities.Keys, id => id.Contains("_p2_", StringComparison.Ordinal));
    }

    [Fact]
    public void Announce_PictureCamerasAndNoRequests_HaveNoButton()
    {
        using var fixture = new MqttFixture("""
            "PictureCameras": [ "Shop/P1" ]
            """, handlers: [new Handler("capture")], cameras: Shop);
        fixture.Get<Announcer>().Announce();

        var platforms = Components(fixture).EnumerateObject().Select(c => c.Value.GetProperty("platform").GetString()).ToList();
        Assert.Contains("image", platforms);
        Assert.DoesNotContain("button", platforms);
    }

    [Fact]
    public void Announce_StyleComponents_SendsOneMessageForEachEntity()
    {
        using var fixture = new MqttFixture("""
            "HomeAssistant": { "Style": "components" }
            """);
        PostAllGroups(fixture.Board);
        fixture.Get<Announcer>().Announce();

        var messages = fixture.TakeSent().Where(m => IsDiscovery(m.Key)).ToList();

        Assert.True(messages.Count > 40);
        Assert.DoesNotContain(messages, m => m.Key.Contains("/device/", StringComparison.Ordinal));
        Assert.All(messages, m => Assert.Empty(HomeAssistantSchema.CheckEntity(m.Key, JsonDocument.Parse(m.Value.Payload).RootElement)));
    }

    [Fact]
    public void Receive_AnnouncementOfTheOtherStyle_IsRemoved()
    {
        using var fixture = new MqttFixture("""
            "HomeAssistant": { "Style": "components" }
            """);
        var topic = $"homeassistant/device/{fixture.Get<ClientIdentity>().ClientId}/config";

        fixture.Receive(topic, """{"components":{}}""", isRetained: true);

        Assert.True(fixture.TakeSent()[topic].Payload.IsEmpty);
    }

    [Fact]
    public void Announce_Off_SendsNoDiscoveryAndRemovesWhatAnEarlierRunAnnounced()
    {
        using var fixture = new MqttFixture("""
            "HomeAssistant": { "Enabled": false }
            """);
        fixture.Get<Announcer>().Announce();
        Assert.DoesNotContain(fixture.TakeSent().Keys, IsDiscovery);
        var topic = $"homeassistant/device/{fixture.Get<ClientIdentity>().ClientId}/config";

        fixture.Receive(topic, """{"components":{}}""", isRetained: true);

        Assert.True(fixture.TakeSent()[topic].Payload.IsEmpty);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1]")]
    [InlineData("""{"components":3}""")]
    [InlineData("""{"components":{"a":null,"b":{"platform":4}}}""")]
    [InlineData("""{"components":{"\ud800":{"platform":"sensor"}}}""")]
    public void Receive_SomeoneElsesBytesOnTheDiscoveryTopic_AreIgnored(string payload)
    {
        using var fixture = new MqttFixture();

        fixture.Receive($"homeassistant/device/{fixture.Get<ClientIdentity>().ClientId}/config", payload, isRetained: true);
        fixture.Clock.Advance(TimeSpan.FromHours(1));
        fixture.Get<Announcer>().PublishHealth();

        Assert.Empty(HomeAssistantSchema.CheckDevice(DeviceMessage(fixture.TakeSent()).Topic, DeviceMessage(Announce(fixture)).Message));
    }

    [Fact]
    public void Receive_HomeAssistantStarts_AnnouncesAgainWithinOneToThirtySeconds()
    {
        using var fixture = new MqttFixture();
        PostAllGroups(fixture.Board);
        fixture.TakeSent();

        fixture.Receive("homeassistant/status", "offline");
        fixture.Receive("homeassistant/status", "online", isRetained: true);
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(fixture.TakeSent());

        fixture.Receive("homeassistant/status", "online");
        fixture.Clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Empty(fixture.TakeSent());
        fixture.Clock.Advance(TimeSpan.FromSeconds(29.1));
        var sent = fixture.TakeSent();
        Assert.Equal("online", Encoding.UTF8.GetString(sent["autocore/pi/status"].Payload.Span));
        Assert.Contains(sent.Keys, IsDiscovery);
        Assert.Contains("autocore/pi/health/memory", sent.Keys);
    }

    /// <summary>Every group of the contract with all its keys.</summary>
    internal static void PostAllGroups(HealthBoard board)
    {
        board.Post(
            Reading("disk", new("used_percent", 42.5), new("free_mb", 9000), new("inodes_used_percent", 3), new("hours_to_critical", 100),
                new("read_only", 0)));
        board.Post(
            Reading("disk/root", new("used_percent", 42.5), new("free_mb", 9000), new("inodes_used_percent", 3), new("hours_to_critical", 100),
                new("read_only", 0)));
        board.Post(
            Reading("disk/usb", new("used_percent", 10), new("free_mb", 9000), new("inodes_used_percent", 3), new("hours_to_critical", 100),
                new("read_only", 0)));
        board.Post(Reading("memory", new("available_mb", 200), new("total_mb", 512), new("swap_used_mb", 0)));
        board.Post(Reading("sqlite", new("p99_ms", 1.5), new("p50_ms", 0.5), new("size_mb", 3), new("wal_mb", 0.1)));
        board.Post(
            Reading("cameras", new("success_percent", 100), new("total", 12), new("stored", 12), new("failed", 0), new("round_seconds", 2.5),
                new("last_round_ts", 1_790_000_000), new("frozen", 0)));
        board.Post(Reading("card", new("written_mb_today", 120), new("daemon_written_mb_today", 2), new("errors", 0)));
        board.Post(Reading("boot", new Measure("seconds", 31)));
        board.Post(Reading("uptime", new Measure("days", 40)));
        board.Post(Reading("clock", new Measure("synchronized", 1)));
        board.Post(Reading("backup", new("kept", 7), new("last_verified_ts", 1_790_000_000)));
        board.Post(Reading("cpu", new("temperature_celsius", 48.5), new("load_1m", 0.2), new("throttled", 0)));
        board.Post(Reading("neighbours/autocore-gateway", new("memory_mb", 40), new("swap_mb", 0)));
    }

    private static HealthReading Reading(string group, params Measure[] measures) =>
        new(group, Rating.Ok, new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero), measures);

    /// <summary>The components of the device's message, sent anew.</summary>
    private static JsonElement Components(MqttFixture fixture) => DeviceMessage(fixture.TakeSent()).Message.GetProperty("components");

    private static bool IsDiscovery(string topic) => topic.StartsWith("homeassistant/", StringComparison.Ordinal);

    private static Dictionary<string, MqttMessage> Announce(MqttFixture fixture)
    {
        fixture.Get<Announcer>().Announce();
        return fixture.TakeSent();
    }

    private static (string Topic, JsonElement Message) DeviceMessage(Dictionary<string, MqttMessage> sent)
    {
        var (topic, message) = Assert.Single(sent, m => m.Key.StartsWith("homeassistant/device/", StringComparison.Ordinal));
        Assert.True(message.Retain);
        return (topic, JsonDocument.Parse(message.Payload).RootElement);
    }

    private static List<string> UniqueIds(JsonElement message) =>
        [.. message.GetProperty("components").EnumerateObject().Select(c => c.Value.GetProperty("unique_id").GetString()!)];

    private sealed class Handler(string verb) : IRequestHandler
    {
        public string Verb => verb;

        public Task<RequestOutcome> RunAsync(RequestArguments request, CancellationToken cancellationToken) => Task.FromResult(new RequestOutcome(true, "done"));
    }
}
