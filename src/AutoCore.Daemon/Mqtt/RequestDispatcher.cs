using System.Collections.Concurrent;
using System.Text.Json;
using AutoCore.Core.Health;
using AutoCore.Core.Logging;
using AutoCore.Core.Mqtt;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Health;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Mqtt;

/// <summary>
/// Answers requests that the settings allow, each verb one at a time: on <c>request/VERB</c> comes nothing but the wish and a transaction, on
/// <c>response/VERB</c> goes what came of it with that transaction. A retained request is from the past and ignored.
/// </summary>
internal sealed class RequestDispatcher(
    MqttOptions options, MqttTopics topics, IEnumerable<IRequestHandler> handlers, Outbox outbox, TimeProvider time, ILogger<RequestDispatcher> log)
{
    private const int LongestTransaction = 64;

    private readonly Dictionary<string, IRequestHandler> _handlers = handlers
        .Where(h => options.Requests.Contains(h.Verb, StringComparer.Ordinal)).ToDictionary(h => topics.Request(h.Verb), StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, bool> _running = new(StringComparer.Ordinal);

    /// <summary>The topics of what is allowed.</summary>
    public IReadOnlyCollection<string> Filters => _handlers.Keys;

    /// <summary>What is allowed.</summary>
    public IEnumerable<string> Verbs => _handlers.Values.Select(h => h.Verb);

    /// <summary>Takes a request in and returns at once.</summary>
    /// <returns>Whether the message was one of these.</returns>
    public bool TryTake(InboundMessage message, CancellationToken stoppingToken)
    {
        if (!_handlers.TryGetValue(message.Topic, out var handler))
            return false;
        if (message.IsRetained)
            return true;
        var transaction = ReadTransaction(message.Payload);
        if (_running.TryAdd(handler.Verb, true))
            _ = AnswerAsync(handler, transaction, stoppingToken);
        else
            Respond(handler.Verb, transaction, "busy", new(false, "the same request is being worked on"));
        return true;
    }

#pragma warning disable CA1031 // A handler is another feature's: what it throws is its answer, and must not end the connection.
    private async Task AnswerAsync(IRequestHandler handler, JsonElement? transaction, CancellationToken stoppingToken)
    {
        // Off the connection's thread before the handler does anything.
        await Task.Yield();
        log.Write(MqttEvents.Requested, new Measure("verb", handler.Verb));
        RequestOutcome outcome;
        try
        {
            outcome = await handler.RunAsync(stoppingToken);
        }
        catch (Exception e)
        {
            log.WriteFailure(MqttEvents.RequestFailed, e, new("verb", handler.Verb), new("reason", e.Message));
            outcome = new(false, e.Message);
        }
        _running.TryRemove(handler.Verb, out _);
        Respond(handler.Verb, transaction, outcome.IsDone ? "ok" : "failed", outcome);
    }
#pragma warning restore CA1031

    private void Respond(string verb, JsonElement? transaction, string status, RequestOutcome outcome) =>
        outbox.Add(MqttMessage.Event(topics.Response(verb), HealthJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("ts", time.GetUtcNow().ToUnixTimeSeconds());
            json.WriteString("status", status);
            HealthJson.WriteMeasures(json, outcome.Facts);
            json.WriteString("message", outcome.Message);
            if (transaction is { } echoed)
            {
                json.WritePropertyName("transaction");
                echoed.WriteTo(json);
            }
            json.WriteEndObject();
        })));

    /// <summary>The transaction of a JSON object: a short text or a number; anything else is not echoed.</summary>
    private static JsonElement? ReadTransaction(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var request = JsonDocument.Parse(payload);
            return request.RootElement.ValueKind == JsonValueKind.Object && request.RootElement.TryGetProperty("transaction", out var transaction)
                && transaction.ValueKind is JsonValueKind.String or JsonValueKind.Number && transaction.GetRawText().Length <= LongestTransaction
                && (transaction.ValueKind == JsonValueKind.Number || transaction.GetString() is not null)
                ? transaction.Clone()
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter: text that is no Unicode is found only when it is read.
            return null;
        }
    }
}
