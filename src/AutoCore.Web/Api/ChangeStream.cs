using AutoCore.Web.Data;
using AutoCore.Web.Hosting;

namespace AutoCore.Web.Api;

/// <summary>
/// Live changes as server-sent events: <c>status</c> with the whole state, <c>event</c> for what happens, <c>cameras</c> and <c>fleet</c> as a sign to read
/// anew. After five seconds without any, <c>beat</c> with the time: who has gone is found out, and who listens knows that nothing was missed.
/// </summary>
internal sealed class ChangeStream(StatusSource status, EventSource events, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private const int MostListeners = 32;
    private const int MostEventsAtOnce = 100;

    private int _listeners;

    /// <summary>Sends changes until the client goes or the program ends.</summary>
    public async Task SendAsync(HttpContext context)
    {
        if (Interlocked.Increment(ref _listeners) > MostListeners)
        {
            Interlocked.Decrement(ref _listeners);
            context.Response.Headers.RetryAfter = "30";
            await context.WriteProblemAsync(StatusCodes.Status503ServiceUnavailable, $"{MostListeners} others listen already");
            return;
        }
        try
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            await ListenAsync(context, ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The client has gone, or the program ends: its next request finds another one.
        }
        finally
        {
            Interlocked.Decrement(ref _listeners);
        }
    }

    private async Task ListenAsync(HttpContext context, CancellationToken ending)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store, no-transform";
        // nginx holds an answer back until its buffer is full, which a few changes a minute never do.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        if (context.Features.Get<HeadRequest>() is not null)
            return;
        var last = LastSeen(context.Request) ?? (events.Recent(1) is [var newest] ? newest.At : DateTimeOffset.UnixEpoch);
        await WriteAsync(context, $"retry: 5000\n\n{Beat()}", ending);
        await foreach (var changes in status.ChangesAsync(ending))
        {
            var text = new StringBuilder(changes.Count == 0 ? Beat() : "");
            foreach (var change in changes)
                text.Append(MessageOf(change, ref last));
            await WriteAsync(context, text.ToString(), ending);
        }
    }

    private string MessageOf(StateChange change, ref DateTimeOffset last) => change switch
    {
        StateChange.Status => StatusMessage(),
        StateChange.Events => EventMessages(ref last),
        StateChange.Cameras => "event: cameras\ndata: {}\n\n",
        _ => "event: fleet\ndata: {}\n\n",
    };

    private string Beat() => string.Create(CultureInfo.InvariantCulture, $"event: beat\ndata: {{\"ts\":{time.GetUtcNow().ToUnixTimeSeconds()}}}\n\n");

    private string StatusMessage() => status.Read() is { } state ? $"event: status\ndata: {state.Json.GetRawText()}\n\n" : "";

    /// <summary>What happened since the last one that was sent, oldest first.</summary>
    private string EventMessages(ref DateTimeOffset last)
    {
        var text = new StringBuilder();
        var since = last;
        foreach (var happened in events.Recent(MostEventsAtOnce).Where(e => e.At > since).Reverse())
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"event: event\nid: {happened.At.ToUnixTimeMilliseconds()}\ndata: {JsonSerializer.Serialize(StateEndpoints.Answer(happened), ApiJson.Default.EventAnswer)}\n\n");
            last = happened.At;
        }
        return text.ToString();
    }

    /// <summary>A client that lost its connection says which event it had last.</summary>
    private static DateTimeOffset? LastSeen(HttpRequest request) =>
        request.Headers["Last-Event-ID"] is [{ } id] && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at < 253_402_300_799_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(at)
            : null;

    private static async Task WriteAsync(HttpContext context, string text, CancellationToken ending)
    {
        await context.Response.WriteAsync(text, ending);
        await context.Response.Body.FlushAsync(ending);
    }
}
