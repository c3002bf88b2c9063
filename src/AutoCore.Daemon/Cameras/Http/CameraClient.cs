using System.Collections.Concurrent;
using System.Globalization;
using AutoCore.Policies.Cameras;

namespace AutoCore.Daemon.Cameras;

/// <summary>How one try ended.</summary>
/// <param name="Reason">Why no picture came, or none.</param>
/// <param name="Detail">The same for people.</param>
/// <param name="HostFailed">Whether it was the host itself: name, connection, TLS, no first byte.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Picture">The picture, under its temporary name.</param>
internal sealed record Attempt(CaptureReason Reason, string Detail, bool HostFailed, TimeSpan Elapsed, ReceivedPicture? Picture = null)
{
    /// <summary>Whether the camera was not asked, and will not be in this round.</summary>
    public bool IsFinal { get; init; }

    /// <summary>Whether another try may end better.</summary>
    public bool MayRepeat => Reason.MayPass && !IsFinal;
}

/// <summary>Asks one camera for one picture, once.</summary>
internal sealed class CameraClient(CamerasOptions options, CameraAuthenticator authenticator, TimeProvider time) : IDisposable
{
    private const int BytesPerMb = 1_000_000;

    private readonly JpegValidationOptions _rules = RulesOf(options);
    private readonly ConcurrentBag<PictureReceiver> _idle = [];

    /// <summary>What a picture must be like to be stored.</summary>
    public static JpegValidationOptions RulesOf(CamerasOptions options) => JpegValidationOptions.Default with { MaxBytes = (long)options.MaxImageMb * BytesPerMb, Thumbnail = true };

    /// <summary>Asks for a picture and keeps it under a temporary name if it is whole; nothing is left of one that is not.</summary>
    /// <exception cref="OperationCanceledException">The host stops.</exception>
    public async Task<Attempt> FetchAsync(CameraOptions camera, string temporaryFile, CancellationToken cancellationToken)
    {
        using var clock = new AttemptClock(options, time, cancellationToken);
        var asking = authenticator.AskAsync(camera, clock);
        // Made while the camera takes its time.
        if (!_idle.TryTake(out var receiver))
            receiver = new(_rules, time);
        try
        {
            using var answer = await asking;
            clock.Receive();
            var received = await ReadAsync(answer, receiver, temporaryFile, clock.Token);
            return new(received.Reason, received.Detail, HostFailed: false, clock.Elapsed, received.Picture);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && CaptureFailure.Classify(e, clock) is { } failure)
        {
            return new(failure.Reason, failure.Detail, failure.HostFailed, clock.Elapsed);
        }
        finally
        {
            _idle.Add(receiver);
        }
    }

    /// <summary>Lets go of what only a round needs: buffers and tables, hundreds of kilobytes for each worker.</summary>
    public void Rest()
    {
        while (_idle.TryTake(out var receiver))
            receiver.Dispose();
    }

    public void Dispose() => Rest();

    private static async Task<Received> ReadAsync(CameraAnswer answer, PictureReceiver receiver, string temporaryFile, CancellationToken cancellationToken)
    {
        var reason = AnswerPolicy.OfStatus(answer.Status, answer.Value("Location"));
        var received = new Received(reason, $"status {answer.Status}");
        if (reason.IsNone)
            received = await ReadPictureAsync(answer, receiver, temporaryFile, cancellationToken);
        else if (reason.Fault == CaptureFault.Http)
            await receiver.ReadSampleAsync(answer.Body, cancellationToken);
        else if (reason.Fault is CaptureFault.Redirect or CaptureFault.Auth)
            received = received with { Detail = answer.Value("Location") is { } location ? $"status {answer.Status} to {location}" : received.Detail };

        var refined = AnswerPolicy.Refine(received.Reason, receiver.Sample);
        if (received.Picture is { } picture)
            return received with { Picture = picture with { LastModified = LastModified(answer) } };
        return received.Reason.Fault == CaptureFault.NotJpeg
            ? new(refined, $"status {answer.Status}, {answer.Value("Content-Type") ?? "no content type"}, {(receiver.Sample.IsEmpty ? "empty" : "no picture")}")
            : received with { Reason = refined };
    }

    private static async Task<Received> ReadPictureAsync(CameraAnswer answer, PictureReceiver receiver, string temporaryFile, CancellationToken cancellationToken)
    {
        if (answer.Value("Content-Type")?.TrimStart().StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) != true)
            return await receiver.ReceiveAsync(answer.Body, temporaryFile, cancellationToken);
        var parts = new MultipartStream(answer.Body);
        var received = new Received(new(CaptureFault.NotJpeg), "no part");
        // A stream may begin in the middle of a frame: the first whole one counts.
        for (var frames = 0; frames < 3 && !received.Reason.IsNone && await parts.NextAsync(cancellationToken); frames++)
            received = await receiver.ReceiveAsync(parts, temporaryFile, cancellationToken);
        return received;
    }

    private static DateTimeOffset? LastModified(CameraAnswer answer) =>
        DateTimeOffset.TryParse(answer.Value("Last-Modified"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
}
