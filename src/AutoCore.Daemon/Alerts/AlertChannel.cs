using AutoCore.Core.Alerts;
using AutoCore.Core.Logging;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.Hosting;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Alerts;

/// <summary>What all ways share.</summary>
internal sealed record AlertContext(AlertOutbox Outbox, TimeProvider Time, string Node, ILogger Log);

/// <summary>
/// One channel: at most one message at a time is on its way, the same until the far side has it or will never take it. Other channels, and whoever raised the
/// events, never wait for it.
/// </summary>
internal sealed class AlertChannel
{
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(1);

    private readonly AlertChannelOptions _options;
    private readonly IAlertSender _sender;
    private readonly AlertContext _context;
    private readonly long _started;
    private Task<Delivery>? _sending;
    private AlertMessage? _message;
    private MessageRate _rate;
    private TimeSpan _notBefore;
    private TimeSpan? _oldestSince;

    public AlertChannel(AlertChannelOptions options, IAlertSender sender, AlertContext context)
    {
        (_options, _sender, _context) = (options, sender, context);
        _started = context.Time.GetTimestamp();
        _rate = MessageRate.Full(options.Timing.MessagesPerHour, TimeSpan.Zero);
    }

    /// <summary>The channel's name.</summary>
    public string Name => _options.Name;

    /// <summary>When only what is bad enough goes out, or null.</summary>
    public DayHours? QuietHours => _options.Timing.QuietHours;

    /// <summary>Failed attempts in a row.</summary>
    public int Failures { get; private set; }

    /// <summary>Why the last attempt failed; null after a good one.</summary>
    public string? Problem { get; private set; }

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
    public bool Wants(AlertEntry entry) => entry.Severity >= _options.Timing.MinimumSeverity;

    /// <summary>Looks at the attempt that ended, and chooses the next message; nothing is sent before the outbox is saved.</summary>
    /// <param name="isQuiet">Whether only what is bad enough goes out.</param>
    public void Prepare(bool isQuiet)
    {
        Conclude();
        if (_sending is not null || _message is not null)
            return;
        var left = _context.Outbox.InHand(Name);
        if (left.Count > 0)
            Take(left, left[0].Message!);
        else if (Ready(isQuiet) is { Count: > 0 } ready && UntilNext() <= TimeSpan.Zero)
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
        if (_message is null || _sending is not null || Now < _notBefore)
            return;
        _sending = _sender.SendAsync(_message, stoppingToken);
        _ = _sending.ContinueWith(_ => ended(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>When to look again; null if nothing waits.</summary>
    public TimeSpan? UntilDue(bool isQuiet)
    {
        if (_sending is not null)
            return SoonAgain;
        if (_message is not null)
            return Left(_notBefore);
        return Ready(isQuiet).Count > 0 ? UntilNext() : null;
    }

    private TimeSpan Now => _context.Time.GetElapsedTime(_started);

    private List<QueuedAlert> Ready(bool isQuiet)
    {
        var ready = _context.Outbox.Waiting(Name).Where(a => !isQuiet || a.Entry.Severity >= _options.Timing.QuietSeverity).ToList();
        _oldestSince = ready.Count == 0 ? null : _oldestSince ?? Now;
        return ready;
    }

    private TimeSpan UntilNext()
    {
        var grouped = Left((_oldestSince ?? Now) + _options.Timing.GroupFor);
        var rated = _rate.Wait(Now);
        return grouped > rated ? grouped : rated;
    }

    private TimeSpan Left(TimeSpan until) => until > Now ? until - Now : TimeSpan.Zero;

    private void Compose(List<QueuedAlert> ready)
    {
        var id = Guid.NewGuid().ToString("N");
        _context.Outbox.Assign(ready, id);
        _rate = _rate.Spend(Now);
        _oldestSince = null;
        Take(ready, id);
    }

    private void Take(IReadOnlyList<QueuedAlert> alerts, string id) =>
        _message = AlertMessage.Of(id, _context.Node, [.. alerts.Select(a => a.Entry)], _context.Time.LocalTimeZone, _options.MaxTextBytes);

    private void Finish(Task<Delivery> ended)
    {
        _sending = null;
        var delivery = ended.IsCompletedSuccessfully ? ended.Result : Delivery.Later(ended.Exception?.GetBaseException().Message ?? "broken off");
        if (delivery.Verdict == DeliveryVerdict.Delivered)
        {
            _context.Log.Write(AlertsEvents.Sent, new("way", Name), new("count", _message!.Count), new("answer", delivery.Reason),
                new("attempts", Failures + 1));
            Sent++;
            LastSentAt = _context.Time.GetUtcNow();
            Drop();
            return;
        }
        Failures++;
        Problem = delivery.Reason;
        if (DeliveryPolicy.GivesUp(delivery.Verdict, Failures))
        {
            _context.Log.Write(AlertsEvents.GivenUp, new("way", Name), new("reason", delivery.Reason), new("title", _message!.Title),
                new("text", _message.Text));
            GivenUp++;
            Drop();
            Problem = delivery.Reason;
            return;
        }
        var wait = DeliveryPolicy.NextAttempt(delivery, Failures, Random.Shared.NextDouble());
        _notBefore = Now + wait;
        if (BackoffPolicy.ShouldReport(Failures))
            _context.Log.Write(AlertsEvents.Failed, new("way", Name), new("reason", delivery.Reason), new("failures", Failures), new("pause", wait));
    }

    private void Drop()
    {
        _context.Outbox.Remove(Name, _message!.Id);
        (_message, Failures, Problem, _notBefore) = (null, 0, null, TimeSpan.Zero);
    }
}
