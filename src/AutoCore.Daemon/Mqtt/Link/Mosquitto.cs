using System.Runtime.InteropServices;

namespace AutoCore.Daemon.Mqtt.Link;

/// <summary>The functions of libmosquitto (2.0 and later) that are used; <c>mosquitto_loop*</c> are not among them, since they end silently with more than 1023 open files.</summary>
internal static unsafe partial class Mosquitto
{
    private const string Library = "libmosquitto.so.1";

    public const int Success = 0;
    public const int NoConnection = 4;
    public const int ConnectionLost = 7;

    public const int OptionProtocol = 1;
    public const int OptionNoDelay = 11;

    public const int PropertyExpiry = 2;
    public const int PropertyContentType = 3;
    public const int PropertySessionExpiry = 17;
    public const int PropertyWillDelay = 24;

    public const int SubscribeNoLocal = 4;
    public const int LogError = 8;

    [StructLayout(LayoutKind.Sequential)]
    internal struct Message
    {
        public int Mid;
        public byte* Topic;
        public byte* Payload;
        public int PayloadLength;
        public int Qos;
        public byte Retain;
    }

    [LibraryImport(Library, EntryPoint = "mosquitto_lib_init")]
    public static partial int Init();

    [LibraryImport(Library, EntryPoint = "mosquitto_new", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint New(string id, [MarshalAs(UnmanagedType.U1)] bool cleanSession, nint userData);

    [LibraryImport(Library, EntryPoint = "mosquitto_destroy")]
    public static partial void Destroy(nint client);

    [LibraryImport(Library, EntryPoint = "mosquitto_int_option")]
    public static partial int SetOption(nint client, int option, int value);

    [LibraryImport(Library, EntryPoint = "mosquitto_username_pw_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetUser(nint client, string? name, string? password);

    [LibraryImport(Library, EntryPoint = "mosquitto_tls_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetTls(nint client, string? caFile, string? caFolder, string? certificateFile, string? keyFile, nint passwordCallback);

    [LibraryImport(Library, EntryPoint = "mosquitto_tls_opts_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetTlsOptions(nint client, int verifyPeer, string? version, string? ciphers);

    [LibraryImport(Library, EntryPoint = "mosquitto_will_set_v5", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetWill(nint client, string topic, int length, byte* payload, int qos, [MarshalAs(UnmanagedType.U1)] bool retain, nint properties);

    [LibraryImport(Library, EntryPoint = "mosquitto_connect_bind_v5", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ConnectBlocking(nint client, string? host, int port, int keepAliveSeconds, string? bindAddress, nint properties);

    [LibraryImport(Library, EntryPoint = "mosquitto_connect_bind_async", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Connect(nint client, string host, int port, int keepAliveSeconds, string? bindAddress);

    [LibraryImport(Library, EntryPoint = "mosquitto_disconnect_v5")]
    public static partial int Disconnect(nint client, int reason, nint properties);

    [LibraryImport(Library, EntryPoint = "mosquitto_publish_v5", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Publish(nint client, out int mid, string topic, int length, byte* payload, int qos, [MarshalAs(UnmanagedType.U1)] bool retain, nint properties);

    [LibraryImport(Library, EntryPoint = "mosquitto_subscribe_v5", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Subscribe(nint client, out int mid, string filter, int qos, int options, nint properties);

    [LibraryImport(Library, EntryPoint = "mosquitto_unsubscribe_v5", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Unsubscribe(nint client, out int mid, string filter, nint properties);

    [LibraryImport(Library, EntryPoint = "mosquitto_socket")]
    public static partial int Socket(nint client);

    [LibraryImport(Library, EntryPoint = "mosquitto_want_write")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool WantsToWrite(nint client);

    [LibraryImport(Library, EntryPoint = "mosquitto_loop_read", SetLastError = true)]
    public static partial int Read(nint client, int mostPackets);

    [LibraryImport(Library, EntryPoint = "mosquitto_loop_write", SetLastError = true)]
    public static partial int Write(nint client, int mostPackets);

    [LibraryImport(Library, EntryPoint = "mosquitto_loop_misc")]
    public static partial int Tend(nint client);

    [LibraryImport(Library, EntryPoint = "mosquitto_connect_v5_callback_set")]
    public static partial void OnConnect(nint client, delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, void> callback);

    [LibraryImport(Library, EntryPoint = "mosquitto_disconnect_v5_callback_set")]
    public static partial void OnDisconnect(nint client, delegate* unmanaged[Cdecl]<nint, nint, int, nint, void> callback);

    [LibraryImport(Library, EntryPoint = "mosquitto_publish_v5_callback_set")]
    public static partial void OnPublish(nint client, delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, void> callback);

    [LibraryImport(Library, EntryPoint = "mosquitto_subscribe_v5_callback_set")]
    public static partial void OnSubscribe(nint client, delegate* unmanaged[Cdecl]<nint, nint, int, int, int*, nint, void> callback);

    [LibraryImport(Library, EntryPoint = "mosquitto_message_v5_callback_set")]
    public static partial void OnMessage(nint client, delegate* unmanaged[Cdecl]<nint, nint, Message*, nint, void> callback);

    [LibraryImport(Library, EntryPoint = "mosquitto_log_callback_set")]
    public static partial void OnLog(nint client, delegate* unmanaged[Cdecl]<nint, nint, int, byte*, void> callback);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_add_int32")]
    public static partial int AddProperty(ref nint properties, int identifier, uint value);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_add_string", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int AddProperty(ref nint properties, int identifier, string value);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_free_all")]
    public static partial void FreeProperties(ref nint properties);

    /// <summary>An error of this library in words.</summary>
    public static string Describe(int error) => Marshal.PtrToStringUTF8(ErrorText(error)) ?? $"error {error}";

    /// <summary>A broker's reason (MQTT 5) in words.</summary>
    public static string DescribeReason(int reason) => Marshal.PtrToStringUTF8(ReasonText(reason)) ?? $"reason {reason}";

    /// <summary>A broker's refusal of a connection (MQTT 3.1.1) in words.</summary>
    public static string DescribeRefusal(int code) => Marshal.PtrToStringUTF8(RefusalText(code)) ?? $"refusal {code}";

    [LibraryImport(Library, EntryPoint = "mosquitto_strerror")]
    private static partial nint ErrorText(int error);

    [LibraryImport(Library, EntryPoint = "mosquitto_reason_string")]
    private static partial nint ReasonText(int reason);

    [LibraryImport(Library, EntryPoint = "mosquitto_connack_string")]
    private static partial nint RefusalText(int code);
}
