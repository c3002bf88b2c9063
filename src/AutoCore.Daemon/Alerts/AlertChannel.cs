using AutoCore.Core.Alerts;
using AutoCore.Core.Logging;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.Hosting;

namespace AutoCore.Daemon.Alerts;

/// <summary>What all ways share.</summary>
internal sealed record AlertContext(AlertOutbox Outbox, TimeProvider Time, string Node, ILogger Log);

/// <summary>
/// One channel, or one recipient of mail: at most one message at a time is on its way. While the channel fails, newer entries join the message that waits; one
/// that is refused for its own sake waits by itself, and the others go past it. Other channels, and whoever raised the events, never wait.
/// </summary>
internal sealed class AlertChannel(AlertChannelOptions options, AlertSenders senders, AlertContext context)
{
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(1);

    private readonly long _started = context.Time.GetTimestamp();
    private readonly List<MessageInHand> _inHand = [];
    private Task<Delivery>? _sending;
    private MessageInHand? _onTheWay;
    private MessageInHand? _blocking;
    private AlertMessage? _message;
    private MessageRate _rate = MessageRate.Full(options.Timing.MessagesPerHour, TimeSpan.Zero);
    private TimeSpan? _oldestSince;
    private DeliveryVerdict _last;
    private string? _problem;

    /// <summary>The channel's name.</summary>
    public string Name => options.Name;

    /// <summary>What its queue is called.</summary>
    public string Key => options.Key;

    /// <summary>When only what is bad enough goes out, or null.</summary>
    public DayHours? QuietHours => options.Timing.QuietHours;

    /// <summary>Failed attempts in a row.</summary>
    public int Failures { get; private set; }

    /// <summary>Whether someone should look: it fails, or gave something up and has delivered nothing since, in this run or an earlier one.</summary>
    public bool IsFailing => context.Outbox.GaveUpFor(Key) is not null || DeliveryPolicy.IsFailing(_last, Failures);

    /// <summary>Why the last attempt failed; null after a good one.</summary>
    public string? Problem => _problem ?? context.Outbox.GaveUpFor(Key);

    /// <summary>Messages delivered.</summary>
    public long Sent { get; private set; }

    /// <summary>Messages given up.</summary>
    public long GivenUp { get; private set; }

    /// <summary>When the last message was delivered, UTC.</summary>
    public DateTimeOffset? LastSentAt { get; private set; }

    /// <summary>Whether an attempt has ended that nobody has looked at.</summary>
    public bool HasEnded => _sending is { IsCompleted: true };

    /// <summary>The attempt that runs.</summary>
    public Task Attempt => _sending ?? Task.CompletedTask;

    /// <summary>Whether an entry is for this channel.</summary>
    public bool Wants(AlertEntry entry) => entry.Severity >= options.Timing.MinimumSeverity;

    /// <summary>Looks at the attempt that ended, and makes the next message; nothing is sent before the outbox is saved.</summary>
    /// <param name="isQuiet">Whether only what is bad enough goes out.</param>
    public void Prepare(bool isQuiet)
    {
        Conclude();
        if (_sending is not null)
            return;
        TakeLeft();
        if (Ready(isQuiet) is not { Count: > 0 } ready)
            return;
        if (_blocking is { } waiting)
            Join(waiting, ready);
        else if (UntilNext() <= TimeSpan.Zero)
            Compose(ready);
    }

    /// <summary>Looks at the attempt that ended.</summary>
    public void Conclude()
    {
        if (_sending is { IsCompleted: true } ended)
            Finish(ended);
    }

    /// <summary>Begins the attempt that is due.</summary>
    /// <param name="ended">Called when it has ended, on any thread.</param>
    /// <param name="stoppingToken">Breaks it off; the message stays in the outbox.</param>
    public void Launch(Action ended, CancellationToken stoppingToken)
    {
        if (_sending is not null || Next() is not { } next || Now < next.NotBefore)
            return;
        var entries = context.Outbox.Of(Key, next.Id);
        var form = MessageForm.For(options.MaxTextBytes, options.IsWeb ? entries.Max(e => e.Refusals) : 0, next.IsTooLarge);
        _onTheWay = next;
        context.Outbox.Hold(Key, next.Id);
        _message = Compose(next.Id, entries, form);
        _sending = senders.SendAsync(options, _message, stoppingToken);
        _ = _sending.ContinueWith(_ => ended(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>When to look again; null if nothing waits.</summary>
    public TimeSpan? UntilDue(bool isQuiet)
    {
        if (_sending is not null)
            return SoonAgain;
        var retry = Next() is { } next ? Left(next.NotBefore) : (TimeSpan?)null;
        var news = _blocking is null && Ready(isQuiet).Count > 0 ? UntilNext() : (TimeSpan?)null;
        return retry is { } a && news is { } b ? (a < b ? a : b) : retry ?? news;
    }

    private TimeSpan Now => context.Time.GetElapsedTime(_started);

    /// <summary>The message that is tried next: nothing goes past one that waits for the channel itself; else the one that is due first.</summary>
    private MessageInHand? Next() => _blocking ?? _inHand.MinBy(m => m.NotBefore);

    /// <summary>What an earlier run had made, and perhaps sent.</summary>
    private void TakeLeft()
    {
        foreach (var id in context.Outbox.Messages(Key))
        {
            if (!_inHand.Exists(m => m.Id == id))
                _inHand.Add(new(id, Now) { MayHaveArrived = true });
        }
        // The entries of one may all have gone from a full queue.
        _inHand.RemoveAll(m => context.Outbox.Of(Key, m.Id).Count == 0);
        if (_blocking is not null && !_inHand.Contains(_blocking))
            _blocking = null;
    }

    private List<QueuedAlert> Ready(bool isQuiet)
    {
        var ready = context.Outbox.Waiting(Key).Where(a => !isQuiet || a.Entry.Severity >= options.Timing.QuietSeverity).ToList();
        _oldestSince = ready.Count == 0 ? null : _oldestSince ?? Now;
        return ready;
    }

    private TimeSpan UntilNext()
    {
        var grouped = Left((_oldestSince ?? Now) + options.Timing.GroupFor);
        var rated = _rate.Wait(Now);
        return grouped > rated ? grouped : rated;
    }

    private TimeSpan Left(TimeSpan until) => until > Now ? until - Now : TimeSpan.Zero;

    private void Compose(List<QueuedAlert> ready)
    {
        var id = Guid.NewGuid().ToString("N");
        context.Outbox.Assign(ready, id);
        _rate = _rate.Spend(Now);
        _oldestSince = null;
        _inHand.Add(new(id, Now));
    }

    /// <summary>Newer entries go with the message that waits, and it waits no longer than they should. One that may have arrived stays as it is for a while, and
    /// is another one with them.</summary>
    private void Join(MessageInHand waiting, List<QueuedAlert> ready)
    {
        if (!waiting.MayHaveArrived)
        {
            context.Outbox.Assign(ready, waiting.Id);
            var soon = waiting.NotedAt + DeliveryPolicy.LongestForNews;
            if (!waiting.IsAskedToWait && soon < waiting.NotBefore)
                waiting.NotBefore = soon;
        }
        else if (waiting.Failures >= DeliveryPolicy.AttemptsAlone && Now >= waiting.NotBefore)
        {
            var id = Guid.NewGuid().ToString("N");
            context.Outbox.Assign([.. context.Outbox.Of(Key, waiting.Id), .. ready], id);
            waiting.Id = id;
        }
        else
        {
            return;
        }
        _oldestSince = null;
    }

    private AlertMessage Compose(string id, IReadOnlyList<QueuedAlert> alerts, MessageForm form) =>
        AlertMessage.Of(id, context.Node, [.. alerts.Select(a => a.Entry)], context.Time.LocalTimeZone, form);

    private void Finish(Task<Delivery> ended)
    {
        var (message, sent) = (_onTheWay!, _message!);
        (_sending, _onTheWay, _message) = (null, null, null);
        context.Outbox.Hold(Key, null);
        var delivery = ended.IsCompletedSuccessfully ? ended.Result : Delivery.NoAnswer(ended.Exception?.GetBaseException().Message ?? "broken off");
        if (delivery.Verdict == DeliveryVerdict.Delivered)
        {
            context.Log.Write(AlertsEvents.Sent, new("way", Name), new("count", sent.Count), new("answer", delivery.Reason),
                new("attempts", message.Failures + 1));
            Sent++;
            LastSentAt = context.Time.GetUtcNow();
            (Failures, _problem) = (0, null);
            context.Outbox.SetGaveUp(Key, null);
            Drop(message, context.Outbox.Of(Key, message.Id));
            return;
        }
        Failures++;
        message.Failures++;
        (_problem, _last) = (delivery.Reason, delivery.Verdict);
        context.Outbox.NoteFailure(Key, message.Id, !DeliveryPolicy.IsOfTheChannel(delivery.Verdict), Now - message.NotedAt);
        GiveUp(message, delivery);
        if (_inHand.Contains(message))
            Defer(message, delivery);
    }

    private void Defer(MessageInHand message, Delivery delivery)
    {
        var wait = DeliveryPolicy.NextAttempt(delivery, message.Failures, Random.Shared.NextDouble());
        (message.NotedAt, message.NotBefore) = (Now, Now + wait);
        (message.MayHaveArrived, message.IsAskedToWait) = (delivery.MayHaveArrived, delivery.RetryAfter is not null);
        message.IsTooLarge |= delivery.IsTooLarge;
        _blocking = DeliveryPolicy.IsOfTheChannel(delivery.Verdict) ? message : null;
        if (BackoffPolicy.ShouldReport(message.Failures))
            context.Log.Write(AlertsEvents.Failed, new("way", Name), new("reason", delivery.Reason), new("failures", message.Failures), new("pause", wait));
    }

    /// <summary>Entries that have been tried often or long enough: the others of the message go on.</summary>
    private void GiveUp(MessageInHand message, Delivery delivery)
    {
        var gone = context.Outbox.Of(Key, message.Id)
            .Where(a => DeliveryPolicy.GivesUp(delivery.Verdict, a.Refusals, a.Waited, options.Timing.GiveUpAfter)).ToList();
        if (gone.Count == 0)
            return;
        var lost = Compose(message.Id, gone, new(options.MaxTextBytes));
        context.Log.Write(AlertsEvents.GivenUp, new("way", Name), new("reason", delivery.Reason), new("title", lost.Title), new("text", lost.Text));
        GivenUp++;
        context.Outbox.SetGaveUp(Key, delivery.Reason);
        Drop(message, gone);
    }

    private void Drop(MessageInHand message, IReadOnlyCollection<QueuedAlert> alerts)
    {
        context.Outbox.Remove(Key, alerts);
        if (context.Outbox.Of(Key, message.Id).Count > 0)
            return;
        _inHand.Remove(message);
        if (_blocking == message)
            _blocking = null;
    }
}
