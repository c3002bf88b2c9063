using AutoCore.Core.Alerts;
using AutoCore.Policies.Alerts;

namespace AutoCore.Daemon.Alerts;

/// <summary>Hands mail to the system's <c>sendmail</c>: recipients as arguments behind <c>--</c>, the message on standard input.</summary>
internal sealed class MailSender(AlertChannelOptions channel) : IAlertSender
{
    public async Task<Delivery> SendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        var delivery = await ProgramRun.RunAsync(channel.ProgramPath, [.. channel.Arguments, "-i", "-f", channel.From!, "--", .. channel.To],
            MailText.Compose(message, channel.From!, channel.To), cancellationToken);
        return channel.Recipient is { } recipient ? delivery with { Reason = $"{recipient}: {delivery.Reason}" } : delivery;
    }
}
