using AutoCore.Core.SdCard;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Clock;
using AutoCore.Policies.Health;
using AutoCore.Policies.SdCard;

namespace AutoCore.Daemon.SdCard;

/// <summary>Watches the card itself: what is written to it each day, by whom, how long it will last, and whether it fails.</summary>
/// <param name="read">Reads the kernel's counters.</param>
/// <param name="file">Keeps the totals.</param>
/// <param name="options">The card's endurance.</param>
/// <param name="context">What every worker needs.</param>
internal sealed class SdCardService(Func<CardFigures> read, WearFile file, SdCardOptions options, WorkerContext context)
    : PeriodicWorker("card", TimeSpan.FromMinutes(1), context)
{
    /// <summary>Rare, because it writes to the card; the clean stop keeps the rest.</summary>
    private static readonly TimeSpan KeepInterval = TimeSpan.FromHours(6);

    private readonly WearMeter _meter = new(file.TryRead(), CardProbe.ReadBootId());
    private long _keptAt = context.Time.GetTimestamp();
    private long _errors;

    protected override Task RunOnceAsync(CancellationToken stoppingToken)
    {
        var now = Time.GetUtcNow();
        var figures = read();
        var believed = Board.FindFact<ClockVerdict>().IsBelieved;
        var count = _meter.Add(figures, believed ? DateOnly.FromDateTime(now.UtcDateTime) : null);
        var years = count is { } counted ? WearPolicy.LifeYears(counted, options.EnduranceTbw) : null;
        var registers = figures.Registers;
        var rating = CardPolicy.Rate(figures.Errors, years, registers);
        Board.Post(new(Group, figures.Problem is not null && rating < Rating.Warning ? Rating.Warning : rating, now,
            new("written_mb_today", count?.Today / 1e6),
            new("daemon_written_mb_today", count?.DaemonToday / 1e6),
            new("errors", figures.Errors),
            new("written_mb_per_day", count is { } c ? WearPolicy.BytesPerDay(c) / 1e6 : null),
            new("life_years", years),
            new("life_used_percent", registers.LifeUsedPercent),
            new("reserve_level", registers.ReserveLevel),
            new("problem", figures.Problem),
            new("device", figures.Device),
            new("model", registers.Model),
            new("manufacturer", registers.Manufacturer),
            new("made", registers.Made)));
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
            file.TryWrite(state);
        _keptAt = Time.GetTimestamp();
    }

    private void TellErrors(CardFigures figures)
    {
        var errors = figures.Errors ?? 0;
        var device = figures.Device ?? "the card";
        if (errors > _errors)
            Board.Raise(SdCardEvents.Critical, new("device", device), new("errors", errors));
        else if (errors == 0 && _errors > 0 && figures.Errors is not null)
            Board.Raise(SdCardEvents.Sound, new Measure("device", device));
        Board.Settle(SdCardEvents.Card, isWrong: figures.Errors is not 0);
        _errors = errors;
    }
}
