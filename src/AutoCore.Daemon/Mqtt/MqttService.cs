using AutoCore.Core.Logging;
using AutoCore.Core.Mqtt;
using AutoCore.Daemon.Hosting;

namespace AutoCore.Daemon.Mqtt;

/// <summary>Publishes health at every interval over a connection that looks after itself; without a broker it says so once and rests.</summary>
internal sealed class MqttService : PeriodicWorker
{
    private static readonly TimeSpan WithoutBroker = TimeSpan.FromDays(1);
    private static readonly TimeSpan DisconnectWithin = TimeSpan.FromSeconds(2);

    private readonly MqttOptions _options;
    private readonly MqttConnection _connection;
    private readonly Announcer _announcer;
    private readonly BrokerHealth _health;
    private readonly ILogger<MqttService> _log;
    private readonly CancellationTokenSource _finish = new();
    private Task? _running;

    public MqttService(
        MqttOptions options, MqttConnection connection, Announcer announcer, BrokerHealth health, WorkerContext context, ILogger<MqttService> log)
        : base("mqtt", options.PublishInterval, context)
    {
        (_options, _connection, _announcer, _health, _log) = (options, connection, announcer, health, log);
        if (options.Host is not null)
            announcer.Start();
    }

    public override void Dispose()
    {
        _finish.Dispose();
        base.Dispose();
    }

    protected override async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        if (_options.Host is null)
        {
            if (_running is null)
                _log.Write(MqttEvents.Off);
            _running = Task.CompletedTask;
            SetPace(WithoutBroker);
            return;
        }
        _running ??= _connection.RunAsync(_finish.Token);
        if (_running.IsFaulted)
        {
            // Told as this pass's failure; the next one connects anew.
            var failed = _running;
            _running = null;
            await failed;
        }
        _health.Post();
        _announcer.PublishHealth();
    }

    protected override async Task FinishAsync()
    {
        _announcer.Stop();
        await _finish.CancelAsync();
        if (_running is { } running)
            await running.WaitAsync(DisconnectWithin, Time);
    }
}
