using System.Runtime.InteropServices;

namespace AutoCore.Daemon.Mqtt.Link;

/// <summary>What is told to the library before and when it connects.</summary>
internal sealed unsafe partial class MosquittoSession
{
    private int Configure()
    {
        Mosquitto.OnConnect(_client, &Connected);
        Mosquitto.OnDisconnect(_client, &Disconnected);
        Mosquitto.OnPublish(_client, &Published);
        Mosquitto.OnSubscribe(_client, &Subscribed);
        Mosquitto.OnMessage(_client, &Received);
        Mosquitto.OnLog(_client, &Logged);
        var result = Mosquitto.SetOption(_client, Mosquitto.OptionProtocol, _settings.Protocol);
        if (result == Mosquitto.Success)
            result = Mosquitto.SetOption(_client, Mosquitto.OptionNoDelay, 1);
        if (result == Mosquitto.Success && _settings.UserName is { } user)
            result = Mosquitto.SetUser(_client, user, _settings.Password);
        if (result == Mosquitto.Success && _settings.Tls is { } tls)
            result = SetTls(tls);
        return result == Mosquitto.Success && _settings.Will is { } will ? SetWill(will) : result;
    }

    private int SetTls(MqttTlsOptions tls)
    {
        const string systemAuthorities = "/etc/ssl/certs";
        var result = Mosquitto.SetTls(_client, tls.CaFile, tls.CaFile is null ? systemAuthorities : null, tls.ClientCertificateFile, tls.ClientKeyFile, 0);
        return result == Mosquitto.Success ? Mosquitto.SetTlsOptions(_client, verifyPeer: 1, null, null) : result;
    }

    private int SetWill(MqttMessage will)
    {
        nint properties = 0;
        if (IsMqtt5)
            _ = Mosquitto.AddProperty(ref properties, Mosquitto.PropertyWillDelay, (uint)_settings.WillDelay.TotalSeconds);
        // The library owns the properties from here on.
        fixed (byte* payload = will.Payload.Span)
            return Mosquitto.SetWill(_client, will.Topic, will.Payload.Length, payload, 1, will.Retain, properties);
    }

    private int Connect()
    {
        if (IsMqtt5)
            KeepSessionForWillDelay();
        var result = Mosquitto.Connect(_client, _settings.Host, _settings.Port, (int)_settings.KeepAlive.TotalSeconds, null);
        // What the system said is more than the library's "a system call returned an error".
        const int systemError = 14;
        if (result == systemError)
            _libraryError ??= Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
        return result;
    }

    /// <summary>
    /// A broker sends the will at once when the session ends with the connection, so the session must outlast the delay. Only the blocking call
    /// takes properties; without a host it stores them and does nothing else.
    /// </summary>
    private void KeepSessionForWillDelay()
    {
        nint properties = 0;
        _ = Mosquitto.AddProperty(ref properties, Mosquitto.PropertySessionExpiry, (uint)_settings.WillDelay.TotalSeconds * 2);
        _ = Mosquitto.ConnectBlocking(_client, null, _settings.Port, (int)_settings.KeepAlive.TotalSeconds, null, properties);
        Mosquitto.FreeProperties(ref properties);
    }
}
