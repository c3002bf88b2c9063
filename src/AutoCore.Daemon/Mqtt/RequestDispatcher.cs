using AutoCore.Core.Health;
using AutoCore.Core.Logging;
using AutoCore.Core.Mqtt;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Health;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Daemon.Mqtt;

/// <summary>
/// Answers requests that the settings allow, each thing one at a time: on <c>request/VERB</c> comes what is wanted and a transaction, on
/// <c>response/VERB</c> goes what came of it with that transaction. A retained request is from the past and ignored, and by MQTT 5 so is a live
/// one that is to be kept, or that clears such a one: an empty payload would mean everything.
/// </summary>
internal sealed class RequestDispatcher(
    MqttOptions options, MqttTopics topics, IEnumerable<IRequestHandler> handlers, Outbox outbox, TimeProvider time, ILogger<RequestDispatcher> log)
{
    private readonly Dictionary<string, Lane> _lanes = handlers.Where(h => options.Requests.Contains(h.Verb, StringComparer.Ordinal))
        .ToDictionary(h => topics.Request(h.Verb), h => new Lane(h, time), StringComparer.Ordinal);

    /// <summary>The topics of what is allowed.</summary>
    public IReadOnlyCollection<string> Filters => _lanes.Keys;

    /// <summary>What is allowed.</summary>
    public IEnumerable<string> Verbs => _lanes.Values.Select(h => h.Handler.Verb);

    /// <summary>Takes a request in and returns at once.</summary>
    /// <returns>Whether the message was one of these.</returns>
    public bool TryTake(InboundMessage message, CancellationToken stoppingToken)
    {
        if (!_lanes.TryGetValue(message.Topic, out var lane))
            return false;
        if (message.IsRetained)
            return true;
        var request = RequestArguments.Parse(message.Payload);
        var scope = request.Problem is null ? lane.Handler.Scope(request) : new([], request.Problem);
        if (scope.Problem is { } problem)
        {
            Respond(lane.Handler.Verb, request, "failed", new(false, problem));
            return true;
        }
        var limit = lane.Admit(scope.Subjects);
        if (limit.Admission == RequestAdmission.Taken)
        {
            _ = AnswerAsync(lane, request, scope.Subjects, limit.Wait, stoppingToken);
            return true;
        }
        Respond(lane.Handler.Verb, request, "busy", limit.Admission == RequestAdmission.Pending
            ? new(false, "the same request is being worked on: its answer comes when it is done")
            : new(false, $"too many requests: {RequestLimitPolicy.MostWaiting} are waiting; busy, again in {limit.Seconds} s",
                new Measure("again_seconds", limit.Seconds)));
        return true;
    }

#pragma warning disable CA1031 // A handler is another feature's: what it throws is its answer, and must not end the connection.
    private async Task AnswerAsync(Lane lane, RequestArguments request, IReadOnlyList<string> subjects, TimeSpan wait, CancellationToken stoppingToken)
    {
        // Off the connection's thread before the handler does anything.
        await Task.Yield();
        var verb = lane.Handler.Verb;
        log.Write(MqttEvents.Requested, new("verb", verb), new("site", request.Site), new("camera", request.Camera));
        RequestOutcome outcome;
        try
        {
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, time, stoppingToken);
            outcome = await lane.Handler.RunAsync(request, stoppingToken);
        }
        catch (Exception e)
        {
            log.WriteFailure(MqttEvents.RequestFailed, e, new("verb", verb), new("reason", e.Message));
            outcome = new(false, e.Message);
        }
        lane.Leave(subjects);
        Respond(verb, request, outcome.IsDone ? "ok" : "failed", outcome);
    }
#pragma warning restore CA1031

    private void Respond(string verb, RequestArguments request, string status, RequestOutcome outcome) =>
        outbox.Add(MqttMessage.Answer(topics.Response(verb), JsonBytes.WriteObject(json =>
        {
            json.WriteNumber("ts", time.GetUtcNow().ToUnixTimeSeconds());
            json.WriteString("status", status);
            // In the neutral form of foreign text.
            HealthJson.WriteMeasures(json, [new("site", request.Site), new("camera", request.Camera), .. outcome.Facts, new("message", outcome.Message)]);
            if (request.Transaction is { } echoed)
            {
                json.WritePropertyName("transaction");
                echoed.WriteTo(json);
            }
        })));

    /// <summary>A handler, and what it is working on.</summary>
    private sealed class Lane(IRequestHandler handler, TimeProvider time)
    {
        private readonly Lock _gate = new();
        private readonly HashSet<string> _pending = new(StringComparer.Ordinal);
        private TimeSpan? _last;

        public IRequestHandler Handler => handler;

        public RequestLimit Admit(IReadOnlyList<string> subjects)
        {
            lock (_gate)
            {
                var now = time.GetElapsedTime(0);
                var limit = RequestLimitPolicy.Decide(_pending.Overlaps(subjects), now - _last, handler.Spacing);
                if (limit.Admission == RequestAdmission.Taken)
                {
                    _last = now + limit.Wait;
                    _pending.UnionWith(subjects);
                }
                return limit;
            }
        }

        public void Leave(IReadOnlyList<string> subjects)
        {
            lock (_gate)
                _pending.ExceptWith(subjects);
        }
    }
}
