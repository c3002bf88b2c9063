using AutoCore.Policies.Alerts;

namespace AutoCore.Daemon.Alerts;

/// <summary>Hands mail to the system's <c>sendmail</c>: recipients as arguments behind <c>--</c>, the message on standard input.</summary>
internal sealed class MailSender(AlertWayOptions way) : IAlertSender
{
    public Task<Delivery> SendAsync(AlertMessage message, CancellationToken cancellationToken) =>
        ProgramRun.RunAsync(way.ProgramPath, [.. way.Arguments, "-i", "-f", way.From!, "--", .. way.To], MailText.Compose(message, way.From!, way.To), cancellationToken);
}
