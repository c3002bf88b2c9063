using AutoCore.Daemon.Configuration;
using AutoCore.Daemon.Health;
using AutoCore.Daemon.Storage;

namespace AutoCore.Daemon.Alerts;

/// <summary>Whether each way has what it needs: its secrets, its program. Nothing is sent.</summary>
internal sealed class AlertsCheck(AlertsOptions options, Secrets secrets) : IDoctorCheck
{
    public string Subject => "alerts";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Finding>>([.. options.Ways.Select(Look)]);

    private Finding Look(AlertWayOptions way)
    {
        var subject = $"{Subject} by {way.Name}";
        if (!way.IsWeb)
        {
            return File.Exists(way.ProgramPath) && Posix.MayRun(way.ProgramPath)
                ? Finding.Ok(subject, $"{way.ProgramPath} is there", "autocore alert test tries it")
                : Finding.Critical(subject, $"{way.ProgramPath} is not there, or may not be run", way.Type == AlertWayType.Mail ? "apt install msmtp-mta, or name another program" : "Install it, or correct Program");
        }
        var address = secrets.Find(way.UrlKey!);
        if (address.Problem is { } missing)
            return Finding.Critical(subject, missing, $"Add a line {way.UrlKey}=https://… to the secrets file");
        if (!Uri.TryCreate(address.Value, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
            return Finding.Critical(subject, $"the secret {way.UrlKey} is no http or https address", "Copy the whole address from the service");
        if (way.TokenKey is not null && secrets.Find(way.TokenKey).Problem is { } noToken)
            return Finding.Critical(subject, noToken, $"Add a line {way.TokenKey}=… to the secrets file");
        return url.Scheme == "https" || url.IsLoopback
            ? Finding.Ok(subject, $"the address at {url.Host} is there", "autocore alert test tries it")
            : Finding.Warning(subject, $"what goes to {url.Host} can be read on the way: its address begins with http", "Use https if the server has it");
    }
}
