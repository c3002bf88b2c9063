using AutoCore.Core.Logging;
using AutoCore.Core.Web;
using AutoCore.Policies.Health;

namespace AutoCore.Web.Hosting;

/// <summary>Ends a program that its socket can start again, once nobody has asked for anything for a while.</summary>
internal sealed class IdleExit(OpenRequests requests, ListeningSockets sockets, WebOptions options, IHostApplicationLifetime lifetime, TimeProvider time,
    ILogger<IdleExit> log) : BackgroundService
{
    private static readonly TimeSpan ShortestLook = TimeSpan.FromMilliseconds(100);
    private PeriodicTimer? _timer;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (!sockets.IsActivated)
            return Task.CompletedTask;
        _timer = new(options.IdleExit / 10 is var look && look < ShortestLook ? ShortestLook : look, time);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _timer?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _timer!.WaitForNextTickAsync(stoppingToken) && requests.IdleFor < options.IdleExit)
            {
                // Somebody is there, or was a moment ago.
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
        log.Write(WebEvents.Idle, new Measure("time", options.IdleExit));
        lifetime.StopApplication();
    }
}
