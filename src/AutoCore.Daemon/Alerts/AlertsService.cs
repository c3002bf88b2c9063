using AutoCore.Daemon.Health;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.Clock;
using AutoCore.Policies.Health;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Alerts;

/// <summary>
/// Tells people. A pass takes what the board said, decides what is news, brings it onto the card, and sends what is due. It wakes for what happens and for
/// what is due, and otherwise rests.
/// </summary>
internal sealed partial class AlertsService : PeriodicWorker
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);

    /// <summary>By then every feature has posted what it has.</summary>
    private static readonly TimeSpan SettlesAfter = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan FarewellWithin = TimeSpan.FromSeconds(1);

    private readonly AlertIntake _intake = new();
    private readonly AlertOutbox _outbox;
    private readonly AlertDesk _desk;
    private readonly List<AlertWay> _ways;
    private readonly CancellationTokenSource _finish = new();
    private readonly ILogger<AlertsService> _log;
    private readonly long _started;
    private string? _unsaved;
    private bool _isSettled;
    private bool _isEnding;

    public AlertsService(AlertsOptions options, HostingOptions hosting, AlertTables tables, AlertSenders senders, WorkerContext context, ILogger<AlertsService> log)
        : base("alerts", Idle, context)
    {
        _log = log;
        _outbox = new AlertOutbox(tables, options);
        var house = new AlertHouse(_outbox, Time, hosting.Node, log);
        _ways = [.. options.Ways.Select(w => new AlertWay(w, senders.For(w), house))];
        _desk = new AlertDesk(_outbox, _ways, Time);
        Board.Raised += OnRaised;
        Board.Posted += OnPosted;
        Board.Settled += OnSettled;
        _started = Time.GetTimestamp();
    }

    /// <summary>Whether a message is on its way.</summary>
    public bool IsSending => _ways.Exists(w => !w.Attempt.IsCompleted);

    public override void Dispose()
    {
        _finish.Dispose();
        base.Dispose();
    }

    protected override Task RunOnceAsync(CancellationToken stoppingToken)
    {
        Save();
        Sort();
        foreach (var way in _ways)
            way.Prepare(IsQuiet(way));
        Save();
        foreach (var way in _ways)
            way.Launch(Wake, _finish.Token);
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
        await Task.WhenAny(Task.WhenAll(_ways.Select(w => w.Attempt)), Task.Delay(FarewellWithin, Time));
        await _finish.CancelAsync();
        foreach (var way in _ways.Where(w => w.Attempt.IsCompletedSuccessfully))
            way.Conclude();
        Save();
    }

    private void OnRaised(BoardEvent happened)
    {
        _intake.Add(new(happened, null));
        Wake();
    }

    private void OnPosted(HealthReading reading)
    {
        if (!_desk.HasIncidents || reading.Rating != Rating.Ok || reading.IsCamera || reading.Group == Group)
            return;
        _intake.Add(new(null, reading.Group));
        Wake();
    }

    private void OnSettled(AlertState state)
    {
        if (!_desk.HasIncidents && (state.Severity is null || state.Stays.Count == 0))
            return;
        _intake.Add(new(null, State: state));
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
        var (news, lost) = _intake.Take();
        foreach (var (happened, wellGroup, state) in news)
        {
            if (happened is not null)
                _desk.Take(happened);
            else if (state is not null)
                _desk.TakeState(state);
            else
                _desk.TakeWell(wellGroup!);
        }
        if (lost > 0)
            Log.Dropped(_log, lost);
        if (_isSettled || Time.GetElapsedTime(_started) < SettlesAfter || _unsaved is not null)
            return;
        _isSettled = true;
        _desk.TakeGroups(Board.Readings.Select(r => r.Group));
    }

    private void Save()
    {
        var problem = _outbox.Save();
        if (problem is not null && _unsaved is null)
            Log.NotSaved(_log, problem);
        else if (problem is null && _unsaved is not null)
            Log.SavedAgain(_log);
        _unsaved = problem;
    }

    private void Rest()
    {
        var due = _ways.Min(w => w.UntilDue(IsQuiet(w))) ?? Idle;
        SetPace(due < Soon ? Soon : due > Idle ? Idle : due);
        if (_intake.HasAny || _ways.Exists(w => w.HasEnded))
            SetPace(Soon);
    }

    /// <summary>A clock that is in doubt does not know when people sleep: then nothing waits.</summary>
    private bool IsQuiet(AlertWay way) => way.QuietHours is { } quiet && Board.FindFact<ClockVerdict>().IsBelieved && quiet.Contains(TimeOnly.FromTimeSpan(Time.GetLocalNow().TimeOfDay));

    private void Post()
    {
        var failing = _ways.Find(w => w.Failures >= DeliveryPolicy.FailingAfter);
        var rating = failing is not null || _unsaved is not null ? Rating.Warning : Rating.Ok;
        Board.Post(new("alerts", rating, Time.GetUtcNow(),
        [
            new("waiting", _outbox.Count), new("sent", _ways.Sum(w => w.Sent)), new("given_up", _ways.Sum(w => w.GivenUp)), new("dropped", _outbox.Dropped),
            new("last_sent_ts", _ways.Max(w => w.LastSentAt)?.ToUnixTimeSeconds()),
            new("problem", failing is not null ? $"{failing.Name}: {failing.Problem}" : _unsaved),
        ]));
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.AlertsDropped, LogLevel.Warning, "{Count} events came faster than alerts could be made of them and were dropped", EventName = "alerts-dropped")]
        public static partial void Dropped(ILogger log, long count);

        [LoggerMessage(LogEvents.AlertsNotSaved, LogLevel.Warning, "alerts are kept in memory only: {Reason}. They are sent all the same, but a restart loses those that wait", EventName = "alerts-not-saved")]
        public static partial void NotSaved(ILogger log, string reason);

        [LoggerMessage(LogEvents.AlertsSaved, LogLevel.Information, "alerts are on the card again", EventName = "alerts-saved")]
        public static partial void SavedAgain(ILogger log);
    }
}
