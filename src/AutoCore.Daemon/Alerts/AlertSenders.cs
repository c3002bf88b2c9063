using AutoCore.Core.Alerts;
using AutoCore.Core.Storage;

namespace AutoCore.Daemon.Alerts;

/// <summary>Makes the sender of a channel.</summary>
internal sealed class AlertSenders(Secrets secrets, AlertHttp http, TimeProvider time)
{
    public IAlertSender For(AlertChannelOptions channel) => channel.Type switch
    {
        AlertChannelType.Mail => new MailSender(channel),
        AlertChannelType.Program => new ProgramSender(channel),
        _ => new WebhookSender(channel, secrets, http, time),
    };
}
