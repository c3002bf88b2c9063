using System.Net.Sockets;
using AutoCore.Daemon.Configuration;
using AutoCore.Daemon.Health;

namespace AutoCore.Daemon.Mqtt;

/// <summary>Looks whether the broker answers, and whether its password is there.</summary>
internal sealed class BrokerCheck(MqttOptions options, Secrets secrets, TimeProvider time) : IDoctorCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public string Subject => "broker";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        if (options.Host is not { } host)
            return [Finding.Ok(Subject, "none configured: nothing is published")];
        var findings = new List<Finding> { await ConnectAsync(host, cancellationToken) };
        if (options.UserName is not null && secrets.Find(options.PasswordKey).Problem is { } problem)
            findings.Add(Finding.Critical("broker password", problem, $"Write {options.PasswordKey}=… into the secrets file, or take Mqtt:UserName out"));
        return findings;
    }

    private async Task<Finding> ConnectAsync(string host, CancellationToken cancellationToken)
    {
        var place = $"{host}:{options.Port}";
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(host, options.Port, cancellationToken).AsTask().WaitAsync(Patience, time, cancellationToken);
            return Finding.Ok(Subject, $"{place} answers");
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            var reason = e is TimeoutException ? $"no answer within {Patience.TotalSeconds:0} s" : e.Message;
            return Finding.Critical(Subject, $"{place} cannot be reached: {reason}", "Is it running (systemctl status mosquitto), does Mqtt:Host and Mqtt:Port name it, does its firewall let this machine in?");
        }
    }
}
