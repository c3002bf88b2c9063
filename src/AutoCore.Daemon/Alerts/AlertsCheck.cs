using AutoCore.Core.Alerts;
using AutoCore.Core.Health;
using AutoCore.Core.Storage;

namespace AutoCore.Daemon.Alerts;

/// <summary>Whether each channel has what it needs: its secrets, its program. Nothing is sent.</summary>
internal sealed class AlertsCheck(AlertsOptions options, Secrets secrets) : DoctorCheck
{
    public override string Subject => "alerts";

    protected override IEnumerable<Finding> Look(CancellationToken cancellationToken) => options.Channels.Select(Look);

    private Finding Look(AlertChannelOptions channel)
    {
        var subject = $"{Subject} by {channel.Name}";
        if (!channel.IsWeb)
        {
            return File.Exists(channel.ProgramPath) && Posix.MayRun(channel.ProgramPath)
                ? Finding.Ok(subject, $"{channel.ProgramPath} is there", "autocore alert test tries it")
                : Finding.Critical(subject, $"{channel.ProgramPath} is not there, or may not be run",
                    channel.Type == AlertChannelType.Mail ? "apt install msmtp-mta, or name another program" : "Install it, or correct Program");
        }
        var address = secrets.Find(channel.UrlKey!);
        if (address.Problem is { } missing)
            return Finding.Critical(subject, missing, $"Add a line {channel.UrlKey}=https://… to the secrets file");
        if (WebhookAddress.FindProblem(channel, address.Value!) is { } wrong)
            return Finding.Critical(subject, wrong, "Copy the whole address from the service");
        var url = new Uri(address.Value!.Trim());
        if (channel.TokenKey is not null && secrets.Find(channel.TokenKey).Problem is { } noToken)
            return Finding.Critical(subject, noToken, $"Add a line {channel.TokenKey}=… to the secrets file");
        return url.Scheme == "https" || url.IsLoopback
            ? Finding.Ok(subject, $"the address at {url.Host} is there", "autocore alert test tries it")
            : Finding.Warning(subject, $"what goes to {url.Host} can be read on the way: its address begins with http", "Use https if the server has it");
    }
}
