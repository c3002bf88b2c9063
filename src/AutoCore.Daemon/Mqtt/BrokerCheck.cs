using AutoCore.Core.Health;
using AutoCore.Core.Mqtt;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Mqtt.Link;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Daemon.Mqtt;

/// <summary>Whether the broker takes a connection now: made once, under a client id of its own so that the daemon's session stays, and closed again.</summary>
internal sealed class BrokerCheck(MqttOptions options, ClientIdentity identity, Secrets secrets, IMqttLink link) : IDoctorCheck
{
    public string Subject => "broker";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        if (options.Host is null)
            return [Finding.Ok(Subject, "none is configured: nothing is published")];
        var password = options.UserName is null ? default : secrets.Find(options.PasswordKey);
        if (password.Problem is { } missing)
            return [Finding.Critical(Subject, missing, new LinkEnd(LinkEndCause.Refused, missing).Remedy)];
        using var finish = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var traffic = new NoTraffic(finish);
        var end = await link.RunAsync(LinkSettings.From(options, $"{identity.ClientId}_doctor", password.Value), traffic, finish.Token);
        if (!traffic.IsConnected)
            return [Finding.Critical(Subject, $"{options.Host}:{options.Port}: {end.Reason}", end.Remedy)];
        return [Finding.Ok(Subject, $"{options.Host}:{options.Port} accepts the connection"),
            .. traffic.Limits.Describe(MqttConnection.OrdinaryPacketBytes)
                .Select(text => Finding.Warning(Subject, text, "Change it at the broker, or leave it: everything else is published"))];
    }

    /// <summary>Carries nothing, and ends the connection as soon as it stands.</summary>
    private sealed class NoTraffic(CancellationTokenSource finish) : IMqttTraffic
    {
        public bool IsConnected { get; private set; }

        public BrokerLimits Limits { get; private set; }

        public void OnLimits(BrokerLimits limits) => Limits = limits;

        public void OnConnected()
        {
            IsConnected = true;
            finish.Cancel();
        }

        public MqttMessage? Next(int unanswered) => null;

        public void OnReceived(InboundMessage message)
        {
        }

        public void OnRefused(string topic, string reason)
        {
        }

        public void OnUndelivered(IReadOnlyList<MqttMessage> messages)
        {
        }
    }
}
