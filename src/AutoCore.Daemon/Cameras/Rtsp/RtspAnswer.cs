using AutoCore.Daemon.Cameras.Http;
using AutoCore.Policies.Cameras.Rtsp;

namespace AutoCore.Daemon.Cameras.Rtsp;

/// <summary>A message of a camera with its body.</summary>
/// <param name="message">Its head.</param>
internal sealed class RtspAnswer(RtspMessage message, byte[] body) : CameraAnswer
{
    public RtspMessage Message => message;

    public override int Status => message.Status;

    public override Stream Body { get; } = new MemoryStream(body, writable: false);

    /// <summary>The body, once more.</summary>
    public ReadOnlySpan<byte> Bytes => body;

    public override IReadOnlyList<string> Values(string header) => message.Values(header);

    public override void Dispose() => Body.Dispose();
}
