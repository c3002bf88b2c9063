using System.Net.Sockets;
using System.Security.Authentication;
using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Http;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Rtsp;

namespace AutoCore.Daemon.Cameras.Rtsp;

/// <summary>One visit to a camera's stream: its description, the video on the same connection, and a farewell.</summary>
/// <param name="logins">How it wants to be asked.</param>
/// <param name="secrets">What its address and its answers may hold.</param>
/// <param name="clock">The limits.</param>
internal sealed class RtspSession(CameraOptions camera, CameraLogins logins, CameraSecrets secrets, AttemptClock clock) : IAsyncDisposable
{
    private readonly Uri _address = secrets.AddressOf(camera);
    private readonly IReadOnlyList<KeyValuePair<string, string>> _headers = secrets.HeadersOf(camera);
    private RtspConnection? _connection;
    private string _whole = "";
    private byte _channel;

    private RtspConnection Connection => _connection ??= new(_address, camera.Tls);

    /// <summary>Asks what the camera has.</summary>
    /// <exception cref="StreamRefused">It does not tell, or has no video that is taken.</exception>
    public async Task<VideoTrack> DescribeAsync()
    {
        var asked = _address;
        for (var followed = 0; ; followed++)
        {
            var answer = (RtspAnswer)await AskAsync("DESCRIBE", asked, CameraAddress.TextOf(asked), new("Accept", "application/sdp"));
            if (followed < RedirectPolicy.Most && answer.Status is >= 300 and < 400 && answer.Value("Location") is { } location
                && CameraAddress.Create(location) is { UserInfo: "" } next && CameraAddress.IsSamePlace(next, _address))
            {
                asked = next;
                continue;
            }
            Require(answer);
            var description = StreamDescription.Parse(Encoding.UTF8.GetString(answer.Bytes));
            _whole = StreamAddress.Base(CameraAddress.TextOf(asked), answer.Value("Content-Base"), answer.Value("Content-Location"), description.Control);
            return description.Video
                ?? throw new StreamRefused(CaptureFault.Codec,
                    $"no H.264, H.265 or MJPEG: {(description.Offered.Length > 0 ? description.Offered : "nothing is described")}");
        }
    }

    /// <summary>Lets a track begin.</summary>
    /// <param name="track">What <see cref="DescribeAsync"/> found.</param>
    /// <param name="take">Takes each packet of it.</param>
    /// <exception cref="StreamRefused">The camera does not let it.</exception>
    public async Task PlayAsync(VideoTrack track, Action<ReadOnlySpan<byte>> take)
    {
        if (StreamAddress.Resolve(_whole, track.Control) is not { } part || StreamAddress.Resolve(_whole, null) is not { } whole)
            throw new StreamRefused(CaptureFault.Codec, "its description names no address that can be asked");
        var answer = await AskAsync("SETUP", _address, part, new("Transport", "RTP/AVP/TCP;unicast;interleaved=0-1"));
        Require(answer);
        if (RtspMessage.ChannelOf(answer.Value("Transport")) is not { } channel)
        {
            throw new StreamRefused(CaptureReason.OfStatus(StreamAnswer.UnsupportedTransport),
                "it does not send over the connection that asks (TCP, interleaved)");
        }
        _channel = (byte)channel;
        // Some send before they have said that they do.
        Connection.OnPacket = (from, packet) =>
        {
            if (from == _channel)
                take(packet);
        };
        Require(await AskAsync("PLAY", _address, whole, new("Range", "npt=0.000-")));
        clock.Receive();
    }

    /// <summary>Reads what comes next.</summary>
    public Task ReadAsync() => Connection.ReadAsync(clock.Token);

    /// <summary>Says goodbye, so that the camera's place is free for others at once, and hangs up.</summary>
    /// <param name="patience">The limits of the farewell.</param>
    public async Task LeaveAsync(AttemptClock patience)
    {
        if (_connection is { Session: not null } connection && StreamAddress.Resolve(_whole, null) is { } whole)
        {
            connection.OnPacket = static (_, _) => { };
            try
            {
                (await logins.AskAsync(camera, new(_address) { Method = "TEARDOWN", Target = whole, Headers = _headers }, connection, patience)).Dispose();
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or StreamRefused or LoginRefused
                or AuthenticationException)
            {
                // The camera will notice that nobody listens.
            }
        }
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
            await connection.DisposeAsync();
    }

    private Task<CameraAnswer> AskAsync(string method, Uri url, string target, KeyValuePair<string, string> header) =>
        logins.AskAsync(camera, new(url) { Method = method, Target = target, Headers = [.. _headers, header] }, Connection, clock);

    private void Require(CameraAnswer answer)
    {
        var reason = StreamAnswer.ReasonOf(answer.Status);
        if (reason.IsNone)
            return;
        var offered = answer.Values("WWW-Authenticate");
        // Secrets go first: of one with an at sign in it the address's mask would leave half.
        var detail = answer.Value("Location") is { } location ? $"status {answer.Status} to {AddressMask.Of(secrets.Mask(camera, location, []))}"
            : DigestChallenge.Describe(offered) is { Length: > 0 } challenge ? $"status {answer.Status}, asks for {challenge}" : $"status {answer.Status}";
        throw new StreamRefused(reason, detail) { Offered = LoginOffer.Read(offered).Setting };
    }
}
