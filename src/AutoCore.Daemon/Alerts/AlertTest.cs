using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Alerts;

/// <summary>What one way answered to the test.</summary>
internal sealed record AlertTestResult(AlertWayOptions Way, Delivery Delivery, TimeSpan Took);

/// <summary>One test alert through every way, at once and past the outbox.</summary>
internal sealed class AlertTest(AlertsOptions options, AlertSenders senders, HostingOptions hosting, TimeProvider time)
{
    /// <summary>Tries every way; the results in the order of the settings.</summary>
    public Task<AlertTestResult[]> RunAsync(CancellationToken cancellationToken) => Task.WhenAll(options.Ways.Select(w => TryAsync(w, cancellationToken)));

    private async Task<AlertTestResult> TryAsync(AlertWayOptions way, CancellationToken cancellationToken)
    {
        var entry = AlertEntry.Of("alert-test", time.GetUtcNow(), Rating.Ok, "a test: alerts reach you by this way");
        var message = AlertMessage.Of(Guid.NewGuid().ToString("N"), hosting.Node, [entry], time.LocalTimeZone, way.MaxTextBytes);
        var started = time.GetTimestamp();
        return new(way, await senders.For(way).SendAsync(message, cancellationToken), time.GetElapsedTime(started));
    }
}
