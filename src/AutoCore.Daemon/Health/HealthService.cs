using AutoCore.Core.Cameras;
using AutoCore.Core.Health;
using AutoCore.Core.Mqtt;
using AutoCore.Daemon.Hosting;

namespace AutoCore.Daemon.Health;

/// <summary>Reads the machine's own figures, rates them, and writes the state: a change of a rating at once.</summary>
internal sealed class HealthService : PeriodicWorker
{
    /// <summary>The other workers' first readings come a moment after the start; the state shows them without waiting for a whole interval.</summary>
    private const int QuickPasses = 5;
    private static readonly TimeSpan QuickInterval = TimeSpan.FromSeconds(1);

    private readonly StatusFile _status;
    private readonly MetricsFile _metrics;
    private readonly TimeSpan _interval;
    private readonly IReadOnlyList<(IGroupProbe Probe, GroupSampler Sampler)> _groups;
    private int _passes;
    private bool _cameraChanged;

    public HealthService(IEnumerable<IGroupProbe> probes, StatusFile status, MetricsFile metrics, MqttOptions mqtt, WorkerContext context)
        : base("health", mqtt.PublishInterval, context)
    {
        _status = status;
        _metrics = metrics;
        _interval = mqtt.PublishInterval;
        _groups = [.. probes.Select(p => (p, new GroupSampler(p.Group, Time)))];
        Board.Raised += NoteRatingChange;
        Board.Posted += NoteCamera;
    }

    protected override async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        foreach (var (probe, sampler) in _groups)
        {
            var measures = await probe.ReadAsync(stoppingToken);
            if (measures.Count > 0)
                Board.Post(sampler.Read(Time.GetUtcNow(), measures));
        }
        WriteState();
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
        else if (reading.Group == CamerasGroups.Cameras.Name)
            WriteRound();
    }

    /// <summary>The sum of a round follows its cameras: who has mended a camera sees it at once.</summary>
    private void WriteRound()
    {
        TryWriteCameras();
        WriteState();
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
            WriteState();
    }

    private void WriteState()
    {
        _status.TryWrite();
        _metrics.TryWrite();
    }
}
