using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Daemon.Mqtt.Link;

/// <summary>What the library tells; its callbacks only note, since an exception in one would end the process.</summary>
internal sealed unsafe partial class MosquittoSession
{
    private const int UnsupportedVersion = 132;
    private const int SessionTakenOver = 142;

    /// <summary>What is wrong with a certificate comes in several lines, and nowhere else.</summary>
    private void NoteError(string? text)
    {
        const int longest = 300;
        if (text is not null && (_libraryError?.Length ?? 0) + text.Length < longest)
            _libraryError = _libraryError is null ? text : $"{_libraryError}; {text}";
    }

    private void TakeConnectAnswer(int code)
    {
        if (code == 0)
            _connected = true;
        else if (IsMqtt5 && code == UnsupportedVersion)
            _end = new(LinkEndCause.Refused, "the broker does not speak MQTT 5: set Mqtt:Protocol to 4");
        else
            _end = new(IsRefusal(code) ? LinkEndCause.Refused : LinkEndCause.Unreachable, IsMqtt5 ? Mosquitto.DescribeReason(code) : Mosquitto.DescribeRefusal(code));
    }

    /// <summary>MQTT 5: client id, password, permission, ban, method of authentication; 3.1.1: client id, password, permission.</summary>
    private bool IsRefusal(int code) => IsMqtt5 ? code is 133 or 134 or 135 or 138 or 140 : code is 2 or 4 or 5;

    private static MosquittoSession Of(nint userData) => (MosquittoSession)GCHandle.FromIntPtr(userData).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Connected(nint client, nint self, int code, int flags, nint properties) => Of(self).TakeConnectAnswer(code);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Disconnected(nint client, nint self, int reason, nint properties)
    {
        // Below 128 it is the library's own number, told again by the call that failed.
        if (reason >= 128)
            Of(self)._end ??= new(reason == SessionTakenOver ? LinkEndCause.TakenOver : LinkEndCause.Lost, Mosquitto.DescribeReason(reason));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Published(nint client, nint self, int mid, int reason, nint properties)
    {
        var session = Of(self);
        session._sent.Remove(mid);
        // 16 is "nobody listens": success.
        if (session._inFlight.Remove(mid, out var message) && reason >= 128)
            session._traffic.OnRefused(message.Topic, Mosquitto.DescribeReason(reason));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Subscribed(nint client, nint self, int mid, int count, int* granted, nint properties)
    {
        var session = Of(self);
        if (session._subscriptions.Remove(mid, out var filter) && count > 0 && granted[0] >= 128)
            session._traffic.OnRefused(filter, Mosquitto.DescribeReason(granted[0]));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Received(nint client, nint self, Mosquitto.Message* message, nint properties)
    {
        var topic = Marshal.PtrToStringUTF8((nint)message->Topic) ?? "";
        var payload = message->PayloadLength > 0 ? new ReadOnlySpan<byte>(message->Payload, message->PayloadLength).ToArray() : [];
        Of(self)._received.Enqueue(new(topic, payload, message->Retain != 0));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Logged(nint client, nint self, int level, byte* text)
    {
        if (level == Mosquitto.LogError)
            Of(self).NoteError(Marshal.PtrToStringUTF8((nint)text));
    }
}
