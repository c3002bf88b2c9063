using System.Collections.Concurrent;
using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Gate;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Jpeg;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.Hosting;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>Asks one camera for one picture, once.</summary>
internal sealed class CameraClient(CamerasOptions options, CameraAuthenticator authenticator, IFrameSource frames, IPictureFinder devices, CameraFence fence,
    TimeProvider time)
    : IDisposable
{
    private const int BytesPerMb = 1_000_000;

    /// <summary>What a camera sent makes no detail longer than this, characters.</summary>
    private const int LongestDetail = 300;

    /// <summary>How long a refusal's page is read.</summary>
    private static readonly TimeSpan LongestWords = TimeSpan.FromSeconds(1);

    private readonly JpegValidationOptions _rules = RulesOf(options);
    private readonly ConcurrentBag<PictureReceiver> _idle = [];
    private readonly BodyBuffer _bodies = new(options.MaxWorkers);

    /// <summary>What a picture must be like to be stored.</summary>
    public static JpegValidationOptions RulesOf(CamerasOptions options) =>
        JpegValidationOptions.Default with { MaxBytes = (long)options.MaxImageMb * BytesPerMb, RequireEnd = options.Validation.RequireEnd, Thumbnail = true };

    /// <summary>
    /// Asks for a picture and keeps it under a temporary name if it is whole; nothing is left of one that is not. Whatever goes wrong is this try's failure,
    /// with a reason.
    /// </summary>
    /// <param name="camera">Whom to ask.</param>
    /// <param name="temporaryFile">Where the picture is kept.</param>
    /// <param name="lease">The camera's place at the gate, which is given back if its part is over before the picture is judged.</param>
    /// <exception cref="OperationCanceledException">The host stops.</exception>
    public Task<Attempt> FetchAsync(CameraOptions camera, string temporaryFile, GateLease lease, CancellationToken cancellationToken) =>
        camera.IsOnvif
            ? devices.TakeAsync(camera, found => FetchFromAsync(found, temporaryFile, lease, cancellationToken), temporaryFile, cancellationToken)
            : FetchFromAsync(camera, temporaryFile, lease, cancellationToken);

    private async Task<Attempt> FetchFromAsync(CameraOptions camera, string temporaryFile, GateLease lease, CancellationToken cancellationToken)
    {
        using var clock = new AttemptClock(options, camera.Own, time, cancellationToken);
        try
        {
            return camera.IsStream ? await TakeFrameAsync(camera, temporaryFile, clock)
                : await AskAsync(camera, temporaryFile, lease, clock, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            var failure = CaptureFailure.Of(e, clock);
            if (failure.Reason.Fault == CaptureFault.Internal)
                fence.Note(camera, e);
            return failure with { Detail = SafeDetail(camera, failure.Detail) };
        }
    }

    /// <summary>Lets go of what only a round needs: buffers and tables, hundreds of kilobytes for each worker.</summary>
    public void Rest()
    {
        _idle.Clear();
        _bodies.Rest();
    }

    public void Dispose()
    {
        Rest();
        _bodies.Dispose();
    }

    /// <summary>A frame of a stream is judged as any other picture.</summary>
    private async Task<Attempt> TakeFrameAsync(CameraOptions camera, string temporaryFile, AttemptClock clock)
    {
        var picture = await frames.TakeAsync(camera, clock);
        var receiver = new PictureReceiver(_rules, time);
        using var body = new PrefixedStream(picture, Stream.Null);
        var received = await receiver.ReceiveAsync(body, temporaryFile, clock.Stopping);
        return received with
        {
            Detail = SafeDetail(camera, received.Detail),
            HostFailed = false,
            Elapsed = clock.Elapsed,
            HasTakenDigest = clock.HasTakenDigest,
        };
    }

    private async Task<Attempt> AskAsync(CameraOptions camera, string temporaryFile, GateLease lease, AttemptClock clock, CancellationToken stoppingToken)
    {
        var asking = authenticator.AskAsync(camera, clock);
        // The first one is made while the camera takes its time.
        if (_idle.IsEmpty)
            _idle.Add(new(_rules, time));
        using var answer = await asking;
        clock.Receive();
        try
        {
            var asked = WaitOf(answer);
            var received = await EvaluateAsync(camera, answer, temporaryFile, lease, clock.Token, stoppingToken);
            asked = RetryPolicy.Longer(asked, Lockout.HoldOf(received.Reason, received.Detail));
            return received with
            {
                Detail = SafeDetail(camera, $"{received.Detail}{DescribeTarget(camera, answer, received, clock)}") + DescribeHold(asked),
                HostFailed = false,
                Elapsed = clock.Elapsed,
                Offered = LoginOffer.Read(answer.Values("WWW-Authenticate")).Setting,
                HasTakenDigest = clock.HasTakenDigest,
                RetryAfter = asked,
            };
        }
        catch (Exception e) when (AnswerTraits.IsFraming(e) && authenticator.Distrust(camera))
        {
            // Chunks that are none: the patient reader takes what is there.
        }
        return await AskAsync(camera, temporaryFile, lease, clock, stoppingToken);
    }

    private static string DescribeTarget(CameraOptions camera, CameraAnswer answer, Attempt received, AttemptClock clock) =>
        received.Reason.Fault == CaptureFault.Redirect && answer.Value("Location") is { } location
            ? RedirectAdvice.Describe(camera.Url, clock.Asked ?? camera.Url, answer.Status, location, camera.FollowRedirects) : "";

    private TimeSpan? WaitOf(CameraAnswer answer) =>
        RetryAfter.Read(answer.Status, answer.Value("Retry-After"), answer.Value("Date"), time.GetUtcNow());

    private string SafeDetail(CameraOptions camera, string detail) => SafeText.Of(authenticator.Mask(camera, detail), LongestDetail);

    private async Task<Attempt> EvaluateAsync(CameraOptions camera, CameraAnswer answer, string temporaryFile, GateLease lease, CancellationToken attemptToken,
        CancellationToken stoppingToken)
    {
        using var buffered = AnswerTraits.PromisedLength(answer) is { } length ? await _bodies.TakeAsync(answer.Body, length, attemptToken) : null;
        using var turn = buffered?.IsWhole == true ? await _bodies.TakeTurnAsync(stoppingToken) : null;
        if (turn is not null)
        {
            lease.Answered();
            await turn.WaitAsync(stoppingToken);
        }
        if (!_idle.TryTake(out var receiver))
            receiver = new(_rules, time);
        try
        {
            return await ReadAsync(camera, answer, buffered?.Stream ?? answer.Body, receiver, temporaryFile, attemptToken);
        }
        finally
        {
            _idle.Add(receiver);
        }
    }

    private async Task<Attempt> ReadAsync(CameraOptions camera, CameraAnswer answer, Stream body, PictureReceiver receiver, string temporaryFile,
        CancellationToken cancellationToken)
    {
        var skip = camera.Own?.SkipFrames ?? 0;
        var reason = AnswerPolicy.OfStatus(answer.Status, answer.Value("Location"));
        var received = new Attempt(reason, $"status {answer.Status}");
        var isMultipart = AnswerTraits.IsMultipart(answer);
        if (skip > 0 && reason.IsNone && !isMultipart)
            (isMultipart, body) = await BeginsAsPartsAsync(body, cancellationToken);
        if (reason.IsNone)
        {
            received = isMultipart ? await StreamFrame.ReadAsync(skip, answer, body, receiver, temporaryFile, cancellationToken)
                : await ReadPlainAsync(answer, body, receiver, temporaryFile, cancellationToken);
        }
        else
        {
            received = received with { Detail = DescribeRefusal(camera, answer) };
        }
        if (reason.Fault == CaptureFault.Http || answer.Status >= 400)
            await ReadWordsAsync(body, receiver, cancellationToken);

        if (!answer.IsHttp && received.Picture is null)
            return new(new(CaptureFault.NotHttp), AnswerPolicy.DescribeForeign(receiver.Sample));
        var refined = AnswerPolicy.Refine(received.Reason, receiver.Sample);
        if (received.Picture is { } picture)
            return received with { Picture = picture with { LastModified = AnswerTraits.LastModified(answer) } };
        var words = DeviceWords.Of(receiver.Sample, text => authenticator.Mask(camera, text));
        if (received.Reason.Fault == CaptureFault.NotJpeg)
        {
            return new(refined,
                $"status {answer.Status}, {answer.Value("Content-Type") ?? "no content type"}, {AnswerTraits.DescribeBody(receiver.Sample, words)}");
        }
        return received with { Reason = refined, Detail = words.Length > 0 && answer.Status >= 400 ? $"{received.Detail}: {words}" : received.Detail };
    }

    /// <summary>What a device says of its refusal; one that says nothing is not waited for.</summary>
    private async Task ReadWordsAsync(Stream body, PictureReceiver receiver, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LongestWords, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await receiver.ReadSampleAsync(body, linked.Token);
        }
        catch (Exception e) when (e is IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The status says enough.
        }
    }

    /// <summary>Secrets go first: of one with an at sign in it the address's mask would leave half.</summary>
    private string DescribeRefusal(CameraOptions camera, CameraAnswer answer)
    {
        if (answer.Value("Location") is { } location)
            return $"status {answer.Status} to {AddressMask.Of(authenticator.Mask(camera, location))}";
        var offered = DigestChallenge.Describe(answer.Values("WWW-Authenticate"));
        return answer.Status is >= 300 and < 400 ? $"status {answer.Status} without an address"
            : offered.Length > 0 ? $"status {answer.Status}, asks for {offered}" : $"status {answer.Status}{AnswerPolicy.DescribeWait(WaitOf(answer))}";
    }

    private static async Task<Attempt> ReadPlainAsync(CameraAnswer answer, Stream body, PictureReceiver receiver, string temporaryFile,
        CancellationToken cancellationToken)
    {
        if (answer.Value("Content-Encoding") is not { } encoding)
            return await receiver.ReceiveAsync(body, temporaryFile, cancellationToken);
        await using var plain = await ContentEncoding.DecodeAsync(encoding, body, cancellationToken);
        try
        {
            return await receiver.ReceiveAsync(plain, temporaryFile, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            return new(new(CaptureFault.Corrupt), $"{encoding}: {e.Message}");
        }
    }

    /// <summary>Whether a stream is one that does not say so; the body from its beginning comes back, too.</summary>
    private static async Task<(bool IsStream, Stream Body)> BeginsAsPartsAsync(Stream body, CancellationToken cancellationToken)
    {
        var start = new byte[2];
        var count = await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        return (start is [(byte)'-', (byte)'-'], new PrefixedStream(start.AsMemory(0, count), body));
    }

    /// <summary>That the camera is left alone for longer than a round waits.</summary>
    private static string DescribeHold(TimeSpan? asked) =>
        RetryPolicy.IsWaitedFor(asked) || RetryPolicy.Hold(asked, isLogin: false, isRefused: false) is not { } hold ? ""
        : $"; it is left alone for {DurationFormat.Format(TimeSpan.FromSeconds(Math.Ceiling(hold.TotalSeconds)))}, as it asks";
}
