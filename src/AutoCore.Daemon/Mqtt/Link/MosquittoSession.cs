using System.Runtime.InteropServices;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Daemon.Mqtt.Link;

/// <summary>One connection by libmosquitto, made new each time so that nothing of a broken one is left; everything here runs on the link's thread.</summary>
internal sealed unsafe partial class MosquittoSession : IDisposable
{
    /// <summary>Messages handed to the library and not yet acknowledged; more would wait inside it, where nothing bounds them.</summary>
    private const int MostInFlight = 16;

    private const int AcknowledgedQos = 1;

    /// <summary>The keep-alive is looked at three times within it: a broker drops a client after one and a half.</summary>
    private readonly TimeSpan _longestWait;

    private readonly LinkSettings _settings;
    private readonly IMqttTraffic _traffic;
    private readonly SocketWait _wait;
    private readonly TimeProvider _time;
    private readonly Dictionary<int, MqttMessage> _inFlight = [];
    private readonly Dictionary<int, string> _subscriptions = [];
    private readonly List<int> _sent = [];
    private readonly Queue<InboundMessage> _received = new();
    private GCHandle _self;
    private nint _client;
    private bool _connected;
    private bool _announced;
    private LinkEnd? _end;
    private string? _libraryError;

    public MosquittoSession(LinkSettings settings, IMqttTraffic traffic, SocketWait wait, TimeProvider time)
    {
        (_settings, _traffic, _wait, _time) = (settings, traffic, wait, time);
        _longestWait = settings.KeepAlive / 3;
        _ = Mosquitto.Init();
        _self = GCHandle.Alloc(this);
        _client = Mosquitto.New(settings.ClientId, cleanSession: true, GCHandle.ToIntPtr(_self));
    }

    private bool IsMqtt5 => _settings.Protocol == 5;

    /// <summary>Connects, and carries messages until the end.</summary>
    public LinkEnd Run(CancellationToken finish)
    {
        var started = _time.GetTimestamp();
        if (_client == 0)
            return new(LinkEndCause.Unreachable, "out of memory");
        if (!Check(Configure()) || !Check(Connect()))
            return _end!.Value;
        long? farewellAt = null;
        while (_end is null)
        {
            if (_connected && farewellAt is null)
                Pump();
            else if (!_connected && _time.GetElapsedTime(started) > _settings.ConnectWithin)
                return new(LinkEndCause.Unreachable, $"no answer within {_settings.ConnectWithin.TotalSeconds:0.#} s");
            if (finish.IsCancellationRequested)
            {
                if (!_connected)
                    return new(LinkEndCause.Stopped, "stopped");
                farewellAt ??= SayFarewell();
                if (_inFlight.Count == 0 || _time.GetElapsedTime(farewellAt.Value) > _settings.FarewellWithin)
                    return Close();
            }
            Turn(NextTurnWithin(started, farewellAt));
        }
        return _end.Value;
    }

    public void Dispose()
    {
        if (_inFlight.Count > 0)
            _traffic.OnUndelivered([.. _sent.Where(_inFlight.ContainsKey).Select(mid => _inFlight[mid])]);
        if (_client != 0)
            Mosquitto.Destroy(_client);
        _client = 0;
        if (_self.IsAllocated)
            _self.Free();
    }

    /// <summary>Hands over what waits, as far as the window allows.</summary>
    private void Pump()
    {
        if (!_announced)
        {
            _announced = true;
            foreach (var filter in _settings.Subscriptions)
                Subscribe(filter, AcknowledgedQos);
            _traffic.OnConnected();
        }
        while (_end is null && _traffic.NextFilter() is { } change)
            Follow(change);
        // Not from within the library's callback: an exception there would end the process.
        while (_received.TryDequeue(out var received))
            _traffic.OnReceived(received);
        while (_end is null && _inFlight.Count < MostInFlight && _traffic.Next() is { } message)
            Publish(message);
    }

    /// <summary>What is followed for a moment is asked for again if it does not come: nothing has to be acknowledged. One's own is wanted, too, as proof that the broker answered.</summary>
    private void Follow(FilterChange change)
    {
        if (change.IsFollowed)
            Subscribe(change.Filter, 0);
        else
            _ = Mosquitto.Unsubscribe(_client, out _, change.Filter, 0);
    }

    private void Subscribe(string filter, int qos)
    {
        var result = Mosquitto.Subscribe(_client, out var mid, filter, qos, IsMqtt5 && qos > 0 ? Mosquitto.SubscribeNoLocal : 0, 0);
        if (result == Mosquitto.Success)
            _subscriptions[mid] = filter;
        else if (result is not (Mosquitto.NoConnection or Mosquitto.ConnectionLost))
            _traffic.OnRefused(filter, Mosquitto.Describe(result));
    }

    private void Publish(MqttMessage message)
    {
        nint properties = 0;
        if (IsMqtt5 && message.Expiry is { } expiry)
            _ = Mosquitto.AddProperty(ref properties, Mosquitto.PropertyExpiry, (uint)Math.Max(1, expiry.TotalSeconds));
        if (IsMqtt5 && message.ContentType is { } type)
            _ = Mosquitto.AddProperty(ref properties, Mosquitto.PropertyContentType, type);
        int result, mid;
        fixed (byte* payload = message.Payload.Span)
            result = Mosquitto.Publish(_client, out mid, message.Topic, message.Payload.Length, payload, 1, message.Retain, properties);
        Mosquitto.FreeProperties(ref properties);
        if (result is Mosquitto.Success or Mosquitto.NoConnection or Mosquitto.ConnectionLost)
        {
            _inFlight[mid] = message;
            _sent.Add(mid);
        }
        else
        {
            _traffic.OnRefused(message.Topic, Mosquitto.Describe(result));
        }
    }

    private long SayFarewell()
    {
        if (_settings.Farewell is { } farewell)
            Publish(farewell);
        return _time.GetTimestamp();
    }

    private LinkEnd Close()
    {
        _ = Mosquitto.Disconnect(_client, 0, 0);
        var started = _time.GetTimestamp();
        // The socket is closed when the last byte is written.
        while (Mosquitto.Socket(_client) >= 0 && _time.GetElapsedTime(started) < _settings.FarewellWithin)
            Turn(_settings.FarewellWithin);
        return new(LinkEndCause.Stopped, "stopped");
    }

    private TimeSpan NextTurnWithin(long started, long? farewellAt)
    {
        var left = farewellAt is { } at ? _settings.FarewellWithin - _time.GetElapsedTime(at)
            : !_connected ? _settings.ConnectWithin - _time.GetElapsedTime(started)
            : _longestWait;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < _longestWait ? left + TimeSpan.FromMilliseconds(1) : _longestWait;
    }

    /// <summary>One turn: waits, then lets the library read, write and look at the keep-alive.</summary>
    private void Turn(TimeSpan within)
    {
        var socket = Mosquitto.Socket(_client);
        if (socket < 0)
        {
            _end ??= Broken("the connection was closed");
            return;
        }
        var ready = _wait.Wait(socket, Mosquitto.WantsToWrite(_client), within);
        // While not connected the library does not see a refused connection by itself; an answer that came before the end is read first.
        if (ready.HasFailed && !_connected && (!ready.CanRead || Check(Mosquitto.Read(_client, 1))))
            _end ??= Broken(SocketWait.DescribeFailure(socket));
        else if ((!ready.CanRead && !ready.HasFailed) || Check(Mosquitto.Read(_client, 1)))
            _ = (!ready.CanWrite || Check(Mosquitto.Write(_client, 1))) && Check(Mosquitto.Tend(_client));
    }

    private bool Check(int result)
    {
        if (result != Mosquitto.Success)
            _end ??= Broken(Mosquitto.Describe(result));
        return _end is null;
    }

    private LinkEnd Broken(string reason)
    {
        var text = _libraryError ?? reason;
        var untrusted = _settings.Tls is not null && (text.Contains("certificate", StringComparison.OrdinalIgnoreCase) || text.Contains("verification", StringComparison.OrdinalIgnoreCase));
        return new(untrusted ? LinkEndCause.Untrusted : _connected ? LinkEndCause.Lost : LinkEndCause.Unreachable, text);
    }
}
