using System.Text.Json;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Mqtt;
using AutoCore.Policies.Health;
using AutoCore.Policies.Mqtt;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Mqtt;

public sealed class RequestDispatcherTests
{
    private const string Allowed = """
        "Requests": [ "capture" ]
        """;

    private readonly Handler _capture = new("capture");
    private readonly Handler _backup = new("backup");

    [Fact]
    public async Task Take_AllowedRequest_AnswersWithTheTransaction()
    {
        using var fixture = new MqttFixture(Allowed, handlers: [_capture, _backup]);

        fixture.Receive("autocore/pi/request/capture", """{"transaction":"abc"}""");
        _capture.Finish(new(true, "12 of 12 stored", new Measure("stored", 12)));

        var answer = await AnswerAsync(fixture, "capture");
        Assert.Equal(("ok", "abc", 12),
            (answer.GetProperty("status").GetString(), answer.GetProperty("transaction").GetString(), answer.GetProperty("stored").GetInt32()));
    }

    [Theory]
    [InlineData("autocore/pi/request/backup")]
    [InlineData("autocore/pi/request/reboot")]
    [InlineData("autocore/other/request/capture")]
    [InlineData("autocore/pi/request/capture/now")]
    public void Take_AnythingElse_TriggersNothing(string topic)
    {
        using var fixture = new MqttFixture(Allowed, handlers: [_capture, _backup]);

        fixture.Receive(topic, "{}");

        Assert.Equal((0, 0), (_capture.Runs, _backup.Runs));
        Assert.Empty(fixture.TakeSent());
    }

    [Fact]
    public void Take_RetainedRequest_IsIgnored()
    {
        using var fixture = new MqttFixture(Allowed, handlers: _capture);

        fixture.Receive("autocore/pi/request/capture", "{}", isRetained: true);
        fixture.Receive("autocore/pi/request/capture", "", isRetained: true);

        Assert.Equal(0, _capture.Runs);
        Assert.Empty(fixture.TakeSent());
    }

    [Fact]
    public async Task Take_SecondWhileTheFirstRuns_IsBusyAndRunsOnce()
    {
        using var fixture = new MqttFixture(Allowed, handlers: _capture);
        fixture.Receive("autocore/pi/request/capture", """{"transaction":1}""");
        await Eventually.TrueAsync(() => _capture.Runs == 1);

        fixture.Receive("autocore/pi/request/capture", """{"transaction":2}""");
        var answer = await AnswerAsync(fixture, "capture");

        Assert.Equal(("busy", 2), (answer.GetProperty("status").GetString(), answer.GetProperty("transaction").GetInt32()));
        Assert.Equal(1, _capture.Runs);
        _capture.Finish(new(true, "done"));
        Assert.Equal(1, (await AnswerAsync(fixture, "capture")).GetProperty("transaction").GetInt32());
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"transaction":{"a":1}}""")]
    [InlineData("""{"transaction":"\ud800"}""")]
    [InlineData("""{"transaction":"0123456789012345678901234567890123456789012345678901234567890123456789"}""")]
    public async Task Take_NoUsableTransaction_AnswersWithout(string payload)
    {
        using var fixture = new MqttFixture(Allowed, handlers: _capture);
        fixture.Receive("autocore/pi/request/capture", payload);
        _capture.Finish(new(true, "done"));

        Assert.False((await AnswerAsync(fixture, "capture")).TryGetProperty("transaction", out _));
    }

    [Fact]
    public async Task Take_HandlerThrows_AnswersFailedAndTakesTheNext()
    {
        using var fixture = new MqttFixture(Allowed, handlers: _capture);
        fixture.Receive("autocore/pi/request/capture", "{}");
        _capture.Fail("no room");

        var answer = await AnswerAsync(fixture, "capture");
        Assert.Equal(("failed", "no room"), (answer.GetProperty("status").GetString(), answer.GetProperty("message").GetString()));
        fixture.Receive("autocore/pi/request/capture", "{}");
        await Eventually.TrueAsync(() => _capture.Runs == 2);
    }

    [Fact]
    public async Task Take_TwoCameras_AreWorkedOnTogether_AndTheSameOneIsBusy()
    {
        using var fixture = new MqttFixture(Allowed, handlers: _capture);
        fixture.Receive("autocore/pi/request/capture", """{"site":"Shop","camera":"P1"}""");
        fixture.Receive("autocore/pi/request/capture", """{"site":"Shop","camera":"P2"}""");
        await Eventually.TrueAsync(() => _capture.Runs == 2);

        fixture.Receive("autocore/pi/request/capture", """{"site":"Shop","camera":"P2","transaction":"again"}""");
        var busy = await AnswerAsync(fixture, "capture");

        Assert.Equal(("busy", "Shop", "P2", "again"), (busy.GetProperty("status").GetString(), busy.GetProperty("site").GetString(),
            busy.GetProperty("camera").GetString(), busy.GetProperty("transaction").GetString()));
        Assert.Equal(2, _capture.Runs);
    }

    [Theory]
    [InlineData("""{"site":"Nowhere","camera":"P1","transaction":5}""", "no camera Nowhere", 5)]
    [InlineData("""{"site":["Shop"],"transaction":6}""", "site is no name", 6)]
    [InlineData("""{"camera":"P1"}""", "site is not", null)]
    [InlineData("""{"site":"Shop" """, "no JSON object", null)]
    [InlineData("[1,2]", "no JSON object", null)]
    [InlineData("now!", "no JSON object", null)]
    [InlineData(" ", "blanks alone", null)]
    [InlineData("{\0\"\0s\0i\0t\0e\0", "UTF-16", null)]
    [InlineData("""{"site":"Shop","camera":true,"transaction":8}""", "camera is no name", 8)]
    public async Task Take_NamesThatAreNone_AreAnsweredAndRunNothing(string payload, string message, int? transaction)
    {
        using var fixture = new MqttFixture(Allowed, handlers: _capture);

        fixture.Receive("autocore/pi/request/capture", payload);
        var answer = await AnswerAsync(fixture, "capture");

        Assert.Equal("failed", answer.GetProperty("status").GetString());
        Assert.Contains(message, answer.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(transaction, answer.TryGetProperty("transaction", out var echoed) ? echoed.GetInt32() : null);
        Assert.Equal(0, _capture.Runs);
    }

    [Fact]
    public async Task Take_ManyAtOnce_HaveTheirTurnOneASecond_AndAFloodIsRefused()
    {
        var spaced = new Handler("capture") { Spacing = TimeSpan.FromSeconds(1) };
        using var fixture = new MqttFixture(Allowed, handlers: spaced);

        for (var i = 0; i < 12; i++)
            fixture.Receive("autocore/pi/request/capture", $$"""{"site":"Shop","camera":"P{{i}}","transaction":{{i}}}""");

        // The first at once, ten wait, the twelfth is told.
        var refused = await AnswerAsync(fixture, "capture");
        Assert.Equal((11, "busy", 1),
            (refused.GetProperty("transaction").GetInt32(), refused.GetProperty("status").GetString(), refused.GetProperty("again_seconds").GetInt32()));
        Assert.Contains("busy, again in 1 s", refused.GetProperty("message").GetString(), StringComparison.Ordinal);
        await Eventually.TrueAsync(() => spaced.Runs == 1 && fixture.Clock.ActiveTimers == 10);
        for (var second = 1; second <= 10; second++)
        {
            fixture.Clock.Advance(TimeSpan.FromSeconds(1));
            await Eventually.TrueAsync(() => spaced.Runs == 1 + second);
        }
    }

    /// <summary>Of 300 requests at once 82 had no answer, and took the events' places: they waited in the same queue of 200.</summary>
    [Fact]
    public void Take_ThreeHundredAtOnce_AreAllAnsweredOrWorkedOn_AndDisplaceNoEvent()
    {
        var spaced = new Handler("capture") { Spacing = TimeSpan.FromSeconds(1) };
        using var fixture = new MqttFixture(Allowed, handlers: spaced);
        var outbox = fixture.Get<Outbox>();
        fixture.TakeSent();
        outbox.Add(MqttMessage.Event("autocore/pi/event", "{}"u8.ToArray()));

        for (var i = 0; i < 300; i++)
            fixture.Receive("autocore/pi/request/capture", $$"""{"site":"Shop","camera":"P{{i}}","transaction":{{i}}}""");

        var answered = new List<int>();
        var events = 0;
        while (outbox.Take() is { } message)
        {
            if (message.Topic == "autocore/pi/response/capture")
                answered.Add(JsonDocument.Parse(message.Payload).RootElement.GetProperty("transaction").GetInt32());
            else
                events += message.Topic == "autocore/pi/event" ? 1 : 0;
        }
        // One is worked on, ten wait for their turn.
        Assert.Equal(Enumerable.Range(11, 289), answered);
        Assert.Equal((1, 0), (events, outbox.TakeDropped()));
    }

    private static async Task<JsonElement> AnswerAsync(MqttFixture fixture, string verb)
    {
        JsonElement? answer = null;
        await Eventually.TrueAsync(
            () => (answer = fixture.TakeSent()
                .TryGetValue($"autocore/pi/response/{verb}", out var message) ? JsonDocument.Parse(message.Payload).RootElement : null) is not null);
        return answer!.Value;
    }

    private sealed class Handler(string verb) : IRequestHandler
    {
        private TaskCompletionSource<RequestOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _runs;

        public string Verb => verb;

        public int Runs => Volatile.Read(ref _runs);

        public void Finish(RequestOutcome outcome) => _outcome.SetResult(outcome);

        public void Fail(string reason) => _outcome.SetException(new IOException(reason));

        public TimeSpan Spacing { get; init; }

        public RequestScope Scope(RequestArguments request) => request.Site is null ? RequestScope.Whole
            : request.Site == "Shop" ? new([$"{request.Site}/{request.Camera}"]) : new([], $"no camera {request.Site}");

        public async Task<RequestOutcome> RunAsync(RequestArguments request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _runs);
            return await _outcome.Task;
        }
    }
}
