using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>Takes one frame of a stream.</summary>
internal static class StreamFrame
{
    private const int MostDamaged = 3;
    private const int MostParts = 16;

    /// <summary>
    /// Reads the first whole frame after those that are passed over. A stream may begin in the middle of a frame, or with something else; where it ends, breaks or falls
    /// silent before that, the last whole one is taken.
    /// </summary>
    /// <exception cref="IOException">The camera broke off before any whole frame, or <see cref="DiskFailure"/>.</exception>
    public static async Task<Attempt> ReadAsync(int skip, CameraAnswer answer, Stream body, PictureReceiver receiver, string temporaryFile,
        CancellationToken cancellationToken)
    {
        var parts = new MultipartStream(body, AnswerPolicy.BoundaryOf(answer.Value("Content-Type") ?? ""));
        var received = new Attempt(new(CaptureFault.NotJpeg), "no part");
        Attempt? last = null;
        var next = $"{temporaryFile}.next";
        try
        {
            for (var (damaged, all, whole) = (0, 0, 0); damaged < MostDamaged && all < MostParts + whole && whole <= skip
                && await parts.NextAsync(cancellationToken); all++)
            {
                received = await receiver.ReceiveAsync(parts, last is null ? temporaryFile : next, cancellationToken);
                if (received.Picture is { } picture)
                {
                    if (last is not null)
                        File.Move(next, temporaryFile, overwrite: true);
                    last = received with { Picture = picture with { TemporaryFile = temporaryFile } };
                    whole++;
                }
                damaged += received.Reason.IsNone || received.Reason.Fault == CaptureFault.NotJpeg ? 0 : 1;
            }
        }
        catch (Exception e) when (last is not null && e is IOException or OperationCanceledException && e is not DiskFailure)
        {
            // There is a whole one.
        }
        return last ?? received;
    }
}
