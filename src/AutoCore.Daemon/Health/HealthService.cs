using AutoCore.Core.Health;
using AutoCore.Core.Mqtt;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Health;

/// <summary>Reads the machine's own figures, rates them, and writes the state: a change of a rating at once.</summary>
internal sealed class HealthService : PeriodicWorker
{
    /// <summary>The other workers' first readings come a moment after the start; the state shows them without waiting for a whole interval.</summary>
    private const int QuickPasses = 5;
    private static readonly TimeSpan QuickInterval = TimeSpan.FromSeconds(1);

    private readonly SystemProbe _probe;
    private readonly BootProbe _boot;
    private readonly StatusFile _status;
    private readonly TimeSpan _interval;
    private int _passes;
    private bool _cameraChanged;

    public HealthService(SystemProbe probe, BootProbe boot, StatusFile status, MqttOptions mqtt, WorkerContext context)
        : base("health", mqtt.PublishInterval, context)
    {
        _probe = probe;
        _boot = boot;
        _status = status;
        _interval = mqtt.PublishInterval;
        Board.Raised += NoteRatingChange;
        Board.Posted += NoteCamera;
    }

    protected override async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        var now = Time.GetUtcNow();
        var memory = _probe.ReadMemory();
        Board.Post(new("memory", HealthPolicy.RateMemory(memory.AvailableMb), now,
            new("available_mb", memory.AvailableMb), new("total_mb", memory.TotalMb), new("swap_used_mb", memory.SwapUsedMb)));
        var days = _probe.ReadUptimeDays();
        Board.Post(new("uptime", HealthPolicy.RateUptime(days), now, new Measure("days", days)));
        var cpu = _probe.ReadCpu();
        Board.Post(new("cpu", HealthPolicy.RateCpu(cpu.Load1m, cpu.TemperatureCelsius, cpu.Throttled), now,
            new("temperature_celsius", cpu.TemperatureCelsius), new("load_1m", cpu.Load1m), new("throttled", cpu.Throttled is { } slowed ? (slowed ? 1 : 0) : (double?)null)));
        var seconds = await _boot.ReadAsync(stoppingToken);
        Board.Post(new("boot", HealthPolicy.RateBoot(seconds), now, new Measure("seconds", seconds)));
        _status.TryWrite();
        TryWriteCameras();
        SetPace(++_passes < QuickPasses && QuickInterval < _interval ? QuickInterval : _interval);
    }

    protected override Task FinishAsync()
    {
        Board.Raised -= NoteRatingChange;
        Board.Posted -= NoteCamera;
        TryWriteCameras();
        return Task.CompletedTask;
    }

    private void NoteCamera(HealthReading reading)
    {
        if (reading.IsCamera)
            Volatile.Write(ref _cameraChanged, true);
    }

    /// <summary>A round posts all of them: they are written once behind it, and not at all while none is captured.</summary>
    private void TryWriteCameras()
    {
        if (Interlocked.Exchange(ref _cameraChanged, false))
            _status.TryWriteCameras();
    }

    /// <summary>A change is in the state at once: nobody waits for the next pass to learn that a card is dying.</summary>
    private void NoteRatingChange(BoardEvent happened)
    {
        if (happened.Definition == HealthEvents.RatingChanged)
            _status.TryWrite();
    }
}
