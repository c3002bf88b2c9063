using AutoCore.Daemon.Health;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.Clock;
using AutoCore.Policies.Health;
using AutoCore.Policies.SdCard;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.SdCard;

/// <summary>Watches the card itself: what is written to it each day, by whom, how long it will last, and whether it fails.</summary>
internal sealed partial class SdCardService : PeriodicWorker
{
    /// <summary>Rare, because it writes to the card; the clean stop keeps the rest.</summary>
    private static readonly TimeSpan KeepInterval = TimeSpan.FromHours(6);

    private readonly Func<CardFigures> _read;
    private readonly WearFile _file;
    private readonly SdCardOptions _options;
    private readonly ILogger<SdCardService> _log;
    private readonly WearMeter _meter;
    private long _keptAt;
    private long _errors;

    /// <param name="read">Reads the kernel's counters.</param>
    /// <param name="file">Keeps the totals.</param>
    /// <param name="options">The card's endurance.</param>
    /// <param name="context">The house.</param>
    /// <param name="log">The log.</param>
    public SdCardService(Func<CardFigures> read, WearFile file, SdCardOptions options, WorkerContext context, ILogger<SdCardService> log)
        : base("card", TimeSpan.FromMinutes(1), context)
    {
        _read = read;
        _file = file;
        _options = options;
        _log = log;
        _meter = new(file.TryRead(), CardProbe.ReadBootId());
        _keptAt = Time.GetTimestamp();
    }

    protected override Task RunOnceAsync(CancellationToken stoppingToken)
    {
        var now = Time.GetUtcNow();
        var figures = _read();
        var believed = Board.FindFact<ClockVerdict>().IsBelieved;
        var count = _meter.Add(figures, believed ? DateOnly.FromDateTime(now.UtcDateTime) : null);
        var years = count is { } counted ? WearPolicy.LifeYears(counted, _options.EnduranceTbw) : null;
        Board.Post(new(Group, CardPolicy.Rate(figures.Errors, years), now,
            new("written_mb_today", count?.Today / 1e6),
            new("daemon_written_mb_today", count?.DaemonToday / 1e6),
            new("errors", figures.Errors),
            new("written_mb_per_day", count is { } c ? WearPolicy.BytesPerDay(c) / 1e6 : null),
            new("life_years", years),
            new("device", figures.Device)));
        TellErrors(figures);
        if (Time.GetElapsedTime(_keptAt) >= KeepInterval)
            Keep();
        return Task.CompletedTask;
    }

    protected override Task FinishAsync()
    {
        Keep();
        return Task.CompletedTask;
    }

    private void Keep()
    {
        if (_meter.State is { } state)
            _file.TryWrite(state);
        _keptAt = Time.GetTimestamp();
    }

    private void TellErrors(CardFigures figures)
    {
        var errors = figures.Errors ?? 0;
        if (errors > _errors)
        {
            Log.Critical(_log, figures.Device ?? "the card", errors);
            Board.Raise(new("card-critical", Time.GetUtcNow(), Rating.Critical,
                $"{figures.Device}: the file system counted {errors} errors: back up now, check it (fsck) and replace the card", new Measure("errors", errors)));
        }
        else if (errors == 0 && _errors > 0 && figures.Errors is not null)
        {
            Log.Sound(_log, figures.Device ?? "the card");
            Board.Raise(new("card-sound", Time.GetUtcNow(), Rating.Ok, $"{figures.Device}: the file system counts no errors any more"));
        }
        Board.Settle(AlertFamily.Card, isWrong: figures.Errors is not 0);
        _errors = errors;
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.CardCritical, LogLevel.Critical, "{Device}: the file system counted {Errors} errors: back up now, check it (fsck) and replace the card", EventName = "card-critical")]
        public static partial void Critical(ILogger log, string device, long errors);

        [LoggerMessage(LogEvents.CardSound, LogLevel.Information, "{Device}: the file system counts no errors any more", EventName = "card-sound")]
        public static partial void Sound(ILogger log, string device);
    }
}
