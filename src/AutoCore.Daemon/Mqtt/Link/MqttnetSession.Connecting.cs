using System.Net;
using System.Security.Authentication;
using AutoCore.Policies.Mqtt;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace AutoCore.Daemon.Mqtt.Link;

/// <content>How a connection begins, how it is watched, and how it ends.</content>
internal sealed partial class MqttnetSession
{
    private const int UnacceptableVersionOf311 = 1;

    /// <summary>The library tells the end with its reason, mostly at once.</summary>
    private static readonly TimeSpan EndIsToldWithin = TimeSpan.FromSeconds(1);

    /// <returns>The end, or null if the broker accepted the connection.</returns>
    private async Task<LinkEnd?> ConnectAsync(CancellationToken finish)
    {
        using var deadline = new CancellationTokenSource(_settings.ConnectWithin, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(finish, deadline.Token);
#pragma warning disable CA1031 // Whatever the network, TLS or the library throws: there is no connection, and the reason is told.
        try
        {
            var answer = await _client.ConnectAsync(Options(), either.Token);
            if (answer.ResultCode != MqttClientConnectResultCode.Success)
                return EndOf(answer);
            if (IsMqtt5)
                _limits = LimitsOf(answer);
            return null;
        }
        catch (Exception e)
        {
            return finish.IsCancellationRequested ? new(LinkEndCause.Stopped, "stopped")
                : deadline.IsCancellationRequested ? new(LinkEndCause.Unreachable, $"no answer within {_settings.ConnectWithin.TotalSeconds:0.#} s")
                : Reasons(e).OfType<AuthenticationException>().FirstOrDefault() is { } untrusted ? new(LinkEndCause.Untrusted, untrusted.Message)
                : new(IsAboutCertificates(e) ? LinkEndCause.Untrusted : LinkEndCause.Unreachable, Reasons(e).Last().Message);
        }
#pragma warning restore CA1031
    }

    private static BrokerLimits LimitsOf(MqttClientConnectResult answer) => new(
        answer.RetainAvailable, (int)answer.MaximumQoS, answer.MaximumPacketSize ?? 0, answer.ReceiveMaximum ?? 0, answer.WildcardSubscriptionAvailable);

    private LinkEnd EndOf(MqttClientConnectResult answer)
    {
        var code = (int)answer.ResultCode;
        if (IsMqtt5 && (answer.ResultCode == MqttClientConnectResultCode.UnsupportedProtocolVersion || code == UnacceptableVersionOf311))
            return new(LinkEndCause.Refused, "the broker does not speak MQTT 5: set Mqtt:Protocol to 4") { ReasonCode = code };
        var isRefusal = answer.ResultCode is MqttClientConnectResultCode.ClientIdentifierNotValid or MqttClientConnectResultCode.BadUserNameOrPassword
            or MqttClientConnectResultCode.NotAuthorized or MqttClientConnectResultCode.Banned or MqttClientConnectResultCode.BadAuthenticationMethod;
        return new(isRefusal ? LinkEndCause.Refused : LinkEndCause.Unreachable, answer.ReasonString ?? Words(answer.ResultCode)) { ReasonCode = code };
    }

    private MqttClientOptions Options() => new()
    {
        ProtocolVersion = IsMqtt5 ? MqttProtocolVersion.V500 : MqttProtocolVersion.V311,
        ClientId = _settings.ClientId,
        CleanSession = true,
        // One option of MQTT 5 on 3.1.1 would be an error, and is left out of the packet anyway.
        ValidateFeatures = false,
        // See MqttnetAdapter.
        KeepAlivePeriod = TimeSpan.Zero,
        Timeout = _settings.KeepAlive,
        // Some brokers close at a packet that comes in two pieces.
        AllowPacketFragmentation = false,
        MaximumPacketSize = LinkSettings.MostPacketBytes,
        Credentials = _settings.UserName is { } user ? new MqttClientCredentials(user, PasswordBytes) : null,
        // A broker sends the will at once when the session ends with the connection: it must outlast the delay.
        SessionExpiryInterval = IsMqtt5 ? (uint)_settings.WillDelay.TotalSeconds * 2 : 0,
        WillTopic = _settings.Will?.Topic,
        WillPayload = _settings.Will?.Payload.ToArray(),
        WillRetain = _settings.Will is { Retain: true } && _limits.KeepsRetained,
        WillQualityOfServiceLevel = (MqttQualityOfServiceLevel)_limits.Qos(AcknowledgedQos),
        WillDelayInterval = IsMqtt5 ? (uint)_settings.WillDelay.TotalSeconds : 0,
        // Only named: BrokerStream makes the connection.
        ChannelOptions = new MqttClientTcpOptions { RemoteEndpoint = new DnsEndPoint(_settings.Host, _settings.Port) },
    };

    private byte[]? PasswordBytes => _settings.Password is { } password ? Encoding.UTF8.GetBytes(password) : null;

    private bool IsPinging => _ping is { IsCompletedSuccessfully: false };

    private void Ping()
    {
        if (IsPinging || Adapter.Silence < KeepAlivePolicy.PingAfter(Adapter.KeepAlive))
            return;
        _pingAt = _time.GetTimestamp();
        Forget(_ping = _client.PingAsync(_ended.Token));
    }

    /// <returns>The end, or null if the connection stands as far as can be seen.</returns>
    private LinkEnd? FindEnd(bool isDisconnecting)
    {
        if (_disconnected is { } told)
            return EndOf(told);
        if (Adapter.End is { } seen && _time.GetElapsedTime(seen.At) > EndIsToldWithin)
            return new(CauseOf(seen.ReasonCode), seen.Reason) { ReasonCode = seen.ReasonCode };
        if (IsPinging && _time.GetElapsedTime(_pingAt) > KeepAlivePolicy.AnswerWithin(Adapter.KeepAlive))
            return new(LinkEndCause.Lost, "the broker does not answer") { IsSilent = true };
        // The library waits for an acknowledgement for as long as the connection seems to stand.
        if (!isDisconnecting && _requests.Count > 0 && _time.GetElapsedTime(_requests[0].At) > _settings.KeepAlive)
            return new(LinkEndCause.Lost, "the broker acknowledges nothing") { IsSilent = IsPinging };
        return null;
    }

    private TimeSpan NextLook()
    {
        if (Adapter.End is { } seen)
            return EndIsToldWithin - _time.GetElapsedTime(seen.At);
        var left = IsPinging
            ? KeepAlivePolicy.AnswerWithin(Adapter.KeepAlive) - _time.GetElapsedTime(_pingAt)
            : KeepAlivePolicy.PingAfter(Adapter.KeepAlive) - Adapter.Silence;
        if (_requests.Count == 0)
            return left;
        var answered = _settings.KeepAlive - _time.GetElapsedTime(_requests[0].At);
        return answered < left ? answered : left;
    }

    private static LinkEnd EndOf(MqttClientDisconnectedEventArgs told)
    {
        var code = (int)told.Reason;
        var reason = told.Exception is { } e ? Reasons(e).Last().Message : code >= 128 ? Words(told.Reason) : "the broker closed the connection";
        return new(CauseOf(code), told.ReasonString ?? reason) { ReasonCode = code };
    }

    private static LinkEndCause CauseOf(int reasonCode) =>
        reasonCode == (int)MqttClientDisconnectReason.SessionTakenOver ? LinkEndCause.TakenOver : LinkEndCause.Lost;

    private long SendDisconnectMessage()
    {
        if (_settings.DisconnectMessage is { } disconnectMessage)
            Publish(disconnectMessage);
        return _time.GetTimestamp();
    }

    private async Task<LinkEnd> CloseAsync()
    {
        using var within = new CancellationTokenSource(_settings.DisconnectWithin, _time);
#pragma warning disable CA1031 // The broker does not take the farewell: it is an end all the same.
        try
        {
            await _client.DisconnectAsync(new(), within.Token).WaitAsync(within.Token);
        }
        catch (Exception)
        {
        }
#pragma warning restore CA1031
        return new(LinkEndCause.Stopped, "stopped");
    }

    /// <summary>With TLS 1.3 a broker that does not want the client's certificate says so after the handshake.</summary>
    private bool IsAboutCertificates(Exception e) =>
        _settings.Tls is not null && Reasons(e).Any(r => r.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Exception> Reasons(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
            yield return e;
    }

    /// <summary><c>NotAuthorized</c> as people write it.</summary>
    private static string Words(Enum code) =>
        string.Concat(code.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));
}
