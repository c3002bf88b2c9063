using AutoCore.Core.Alerts;
using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.Logging;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.Clock;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Alerts;

/// <summary>
/// Tells people. A pass takes what the board said, decides what is news, brings it onto the card, and sends what is due. It wakes for what happens and for
/// what is due, and otherwise rests.
/// </summary>
internal sealed class AlertsService : PeriodicWorker
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);

    /// <summary>By then every feature has posted what it has.</summary>
    private static readonly TimeSpan SettlesAfter = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan DisconnectWithin = TimeSpan.FromSeconds(1);

    private readonly AlertSubscriber _receiveLimit = new();
    private readonly AlertOutbox _outbox;
    private readonly AlertHandler _handler;
    private readonly List<AlertChannel> _channels;
    private readonly CancellationTokenSource _finish = new();
    private readonly ILogger<AlertsService> _log;
    private readonly long _started;
    private string? _unsaved;
    private bool _isSettled;
    private bool _isEnding;

    public AlertsService(AlertsOptions options, HostingOptions hosting, AlertTables tables, AlertSenders senders, WorkerContext context,
        ILogger<AlertsService> log)
        : base("alerts", Idle, context)
    {
        _log = log;
        _outbox = new AlertOutbox(tables, options);
        var shared = new AlertContext(_outbox, Time, hosting.Node, log);
        _channels = [.. options.Lanes.Select(w => new AlertChannel(w, senders, shared))];
        _handler = new AlertHandler(_outbox, _channels, Time);
        Board.Raised += OnRaised;
        Board.Posted += OnPosted;
        Board.Settled += OnSettled;
        _started = Time.GetTimestamp();
    }

    /// <summary>Whether a message is on its way.</summary>
    public bool IsSending => _channels.Exists(w => !w.Attempt.IsCompleted);

    public override void Dispose()
    {
        _finish.Dispose();
        base.Dispose();
    }

    protected override Task RunOnceAsync(CancellationToken stoppingToken)
    {
        Save();
        Sort();
        foreach (var channel in _channels)
            channel.Prepare(IsQuiet(channel));
        Save();
        foreach (var channel in _channels)
            channel.Launch(Wake, _finish.Token);
        Post();
        Rest();
        return Task.CompletedTask;
    }

    protected override async Task FinishAsync()
    {
        Board.Raised -= OnRaised;
        Board.Posted -= OnPosted;
        Board.Settled -= OnSettled;
        Volatile.Write(ref _isEnding, true);
        Sort();
        Save();
        await Task.WhenAny(Task.WhenAll(_channels.Select(w => w.Attempt)), Task.Delay(DisconnectWithin, Time));
        await _finish.CancelAsync();
        foreach (var channel in _channels.Where(w => w.Attempt.IsCompletedSuccessfully))
            channel.Conclude();
        Save();
    }

    private void OnRaised(BoardEvent happened)
    {
        // An alert about alerts would never end.
        if (happened.Definition == HealthEvents.RatingChanged && happened.Find("group") == Group)
            return;
        _receiveLimit.Add(new(happened, null));
        Wake();
    }

    private void OnPosted(HealthReading reading)
    {
        if (!_handler.HasIncidents || reading.Rating != Rating.Ok || reading.IsCamera || reading.Group == Group)
            return;
        _receiveLimit.Add(new(null, reading.Group));
        Wake();
    }

    private void OnSettled(AlertState state)
    {
        if (!_handler.HasIncidents && (state.Severity is null || state.Stays.Count == 0))
            return;
        _receiveLimit.Add(new(null, State: state));
        Wake();
    }

    private void Wake()
    {
        if (!Volatile.Read(ref _isEnding))
            SetPace(Soon);
    }

    /// <summary>Every event becomes entries of the ways that want it, or nothing.</summary>
    private void Sort()
    {
        var (news, lost) = _receiveLimit.Take();
        foreach (var (happened, wellGroup, state) in news)
        {
            if (happened is not null)
                _handler.Take(happened);
            else if (state is not null)
                _handler.TakeState(state);
            else
                _handler.TakeWell(wellGroup!);
        }
        if (lost > 0)
            _log.Write(AlertsEvents.Dropped, new Measure("count", lost));
        if (_isSettled || Time.GetElapsedTime(_started) < SettlesAfter || _unsaved is not null)
            return;
        _isSettled = true;
        _handler.TakeGroups(Board.Readings.Select(r => r.Group));
    }

    private void Save()
    {
        var problem = _outbox.Save();
        if (problem is not null && _unsaved is null)
            _log.Write(AlertsEvents.NotSaved, new Measure("reason", problem));
        else if (problem is null && _unsaved is not null)
            _log.Write(AlertsEvents.Saved);
        _unsaved = problem;
    }

    private void Rest()
    {
        var due = _channels.Min(w => w.UntilDue(IsQuiet(w))) ?? Idle;
        SetPace(due < Soon ? Soon : due > Idle ? Idle : due);
        if (_receiveLimit.HasAny || _channels.Exists(w => w.HasEnded))
            SetPace(Soon);
    }

    /// <summary>A clock that is in doubt does not know when people sleep: then nothing waits.</summary>
    private bool IsQuiet(AlertChannel channel) =>
        channel.QuietHours is { } quiet && Board.FindFact<ClockVerdict>().IsBelieved && quiet.Contains(TimeOnly.FromTimeSpan(Time.GetLocalNow().TimeOfDay));

    private void Post()
    {
        var failing = _channels.Find(w => w.IsFailing);
        var rating = failing is not null || _unsaved is not null ? Rating.Warning : Rating.Ok;
        Board.Post(new("alerts", rating, Time.GetUtcNow(),
        [
            new("waiting", _outbox.Count), new("sent", _channels.Sum(w => w.Sent)), new("given_up", _channels.Sum(w => w.GivenUp)),
                new("dropped", _outbox.Dropped),
            new("last_sent_ts", _channels.Max(w => w.LastSentAt)?.ToUnixTimeSeconds()),
            new("problem", failing is not null ? $"{failing.Name}: {failing.Problem}" : _unsaved),
        ]));
    }
}
