using AutoCore.Policies.Alerts;

namespace AutoCore.Daemon.Alerts;

/// <summary>Runs a program of the user's choice, the text on its standard input.</summary>
internal sealed class ProgramSender(AlertWayOptions way) : IAlertSender
{
    public Task<Delivery> SendAsync(AlertMessage message, CancellationToken cancellationToken) =>
        ProgramRun.RunAsync(way.ProgramPath, [.. way.Arguments.Select(a => WebhookBody.Argument(a, message))], message.Text, cancellationToken);
}
