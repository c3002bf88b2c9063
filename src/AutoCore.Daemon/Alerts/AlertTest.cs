using AutoCore.Core.Alerts;
using AutoCore.Core.Hosting;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Alerts;

/// <summary>What one channel answered to the test.</summary>
internal sealed record AlertTestResult(AlertChannelOptions Channel, Delivery Delivery, TimeSpan Took);

/// <summary>One test alert through every channel, at once and past the outbox.</summary>
internal sealed class AlertTest(AlertsOptions options, AlertSenders senders, HostingOptions hosting, TimeProvider time)
{
    /// <summary>Tries every channel; the results in the order of the settings.</summary>
    public Task<AlertTestResult[]> RunAsync(CancellationToken cancellationToken) => Task.WhenAll(options.Lanes.Select(w => TryAsync(w, cancellationToken)));

    private async Task<AlertTestResult> TryAsync(AlertChannelOptions channel, CancellationToken cancellationToken)
    {
        var entry = AlertEntry.Of("alert-test", time.GetUtcNow(), Rating.Ok, "a test: alerts reach you by this way");
        var message = AlertMessage.Of(Guid.NewGuid().ToString("N"), hosting.Node, [entry], time.LocalTimeZone, new(channel.MaxTextBytes));
        var started = time.GetTimestamp();
        return new(channel, await senders.SendAsync(channel, message, cancellationToken), time.GetElapsedTime(started));
    }
}
