using AutoCore.Policies.Alerts;

namespace AutoCore.Daemon.Alerts;

/// <summary>Brings one message to the far side. Every outcome is a result; only cancellation throws.</summary>
internal interface IAlertSender
{
    /// <summary>One attempt.</summary>
    Task<Delivery> SendAsync(AlertMessage message, CancellationToken cancellationToken);
}
