using AutoCore.Core.Alerts;
using AutoCore.Core.Storage;
using AutoCore.Policies.Alerts;

namespace AutoCore.Daemon.Alerts;

/// <summary>Brings one message to the far side of a channel. Every outcome is a result; only cancellation throws.</summary>
internal sealed class AlertSenders(Secrets secrets, AlertHttp http, TimeProvider time)
{
    /// <summary>One attempt.</summary>
    public Task<Delivery> SendAsync(AlertChannelOptions channel, AlertMessage message, CancellationToken cancellationToken) => channel.Type switch
    {
        AlertChannelType.Mail => MailAsync(channel, message, cancellationToken),
        // A program of the user's choice gets the text on its standard input.
        AlertChannelType.Program => ProgramRun.RunAsync(channel.ProgramPath, [.. channel.Arguments.Select(a => WebhookBody.Argument(a, message))], message.Text,
            cancellationToken),
        _ => new WebhookSender(channel, secrets, http, time).SendAsync(message, cancellationToken),
    };

    /// <summary>Mail goes to the system's <c>sendmail</c>: recipients as arguments behind <c>--</c>, the message on standard input.</summary>
    private static async Task<Delivery> MailAsync(AlertChannelOptions channel, AlertMessage message, CancellationToken cancellationToken)
    {
        var delivery = await ProgramRun.RunAsync(channel.ProgramPath, [.. channel.Arguments, "-i", "-f", channel.From!, "--", .. channel.To],
            MailText.Compose(message, channel.From!, channel.To), cancellationToken);
        return channel.Recipient is { } recipient ? delivery with { Reason = $"{recipient}: {delivery.Reason}" } : delivery;
    }
}
