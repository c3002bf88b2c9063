using AutoCore.Core.Cameras;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Cameras.Http;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Rtsp;

namespace AutoCore.Daemon.Cameras.Rtsp;

/// <summary>Takes one key frame of a camera's stream, and lets it be decoded; a frame of MJPEG is a picture already.</summary>
internal sealed class RtspClient(CamerasOptions options, CameraLogins logins, CameraSecrets secrets, FrameDecoder decoder, TimeProvider time) : IFrameSource
{
    /// <summary>How long a camera is waited for that has sent its frame.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    public async Task<ReadOnlyMemory<byte>> TakeAsync(CameraOptions camera, AttemptClock clock)
    {
        var (codec, frame) = await TakeFrameAsync(camera, clock);
        return codec == VideoCodec.Jpeg ? frame : await decoder.DecodeAsync(codec, frame, clock.ImageTimeout, clock.Stopping);
    }

    private async Task<(VideoCodec Codec, ReadOnlyMemory<byte> Frame)> TakeFrameAsync(CameraOptions camera, AttemptClock clock)
    {
        await using var session = new RtspSession(camera, logins, secrets, clock);
        try
        {
            var track = await session.DescribeAsync();
            // Nobody is kept busy for what cannot be used.
            if (track.Codec != VideoCodec.Jpeg && ExternalCommand.Find(FrameDecoder.Program) is null)
                throw new StreamRefused(CaptureFault.Codec, $"it is {track.Codec}, and {StreamAdvice.NoDecoder}");
            var assembler = FrameAssembler.Of(track);
            ThrowIfRefused(camera, assembler);
            var frames = 0;
            await session.PlayAsync(track, bytes =>
            {
                if (RtpPacket.TryParse(bytes, out var packet) && packet.PayloadType == track.PayloadType && assembler.Add(packet))
                    frames++;
            });
            await ReadAsync(session, camera, assembler, () => frames > (camera.Own?.SkipFrames ?? 0), clock);
            return (track.Codec, assembler.Frame);
        }
        finally
        {
            var limits = options with { FirstByteTimeout = Farewell, ImageTimeout = Farewell };
            using var patience = new AttemptClock(limits, own: null, time, CancellationToken.None);
            await session.LeaveAsync(patience);
        }
    }

    /// <summary>Reads until there is a frame; where the stream ends or the time is over before enough were passed over, the last one is taken.</summary>
    private static async Task ReadAsync(RtspSession session, CameraOptions camera, FrameAssembler assembler, Func<bool> isEnough, AttemptClock clock)
    {
        try
        {
            while (!isEnough())
            {
                ThrowIfRefused(camera, assembler);
                await session.ReadAsync();
            }
        }
        catch (Exception e) when (e is IOException || (e is OperationCanceledException && clock.IsExpired))
        {
            if (!assembler.Frame.IsEmpty)
                return;
            throw e is IOException ? new StreamRefused(CaptureFault.Truncated, $"{assembler.Missing}, and the camera hung up")
                : new StreamRefused(CaptureFault.Timeout, $"{assembler.Missing}: {clock.Describe()}");
        }
    }

    private static void ThrowIfRefused(CameraOptions camera, FrameAssembler assembler)
    {
        if (assembler.Refusal is not { } refusal)
            return;
        var smaller = refusal.Fault == CaptureFault.TooLarge && SubStreams.Find(camera.Url.OriginalString) is { } address
            ? $"; its sub-stream is probably {AddressMask.Of(address)}" : "";
        throw new StreamRefused(refusal.Fault, $"{refusal.Detail}{smaller}");
    }
}
