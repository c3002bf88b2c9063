using AutoCore.Core.Alerts;
using AutoCore.Policies.Alerts;

namespace AutoCore.Daemon.Alerts;

/// <summary>Runs a program of the user's choice, the text on its standard input.</summary>
internal sealed class ProgramSender(AlertChannelOptions channel) : IAlertSender
{
    public Task<Delivery> SendAsync(AlertMessage message, CancellationToken cancellationToken) =>
        ProgramRun.RunAsync(channel.ProgramPath, [.. channel.Arguments.Select(a => WebhookBody.Argument(a, message))], message.Text, cancellationToken);
}
