using AutoCore.Daemon.Configuration;

namespace AutoCore.Daemon.Alerts;

/// <summary>Makes the sender of a way.</summary>
internal sealed class AlertSenders(Secrets secrets, AlertHttp http, TimeProvider time)
{
    public IAlertSender For(AlertWayOptions way) => way.Type switch
    {
        AlertWayType.Mail => new MailSender(way),
        AlertWayType.Program => new ProgramSender(way),
        _ => new WebhookSender(way, secrets, http, time),
    };
}
