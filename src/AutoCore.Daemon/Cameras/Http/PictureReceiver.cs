using System.IO.Hashing;
using AutoCore.Daemon.Cameras.Storing;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Jpeg;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>
/// Streams a body into a temporary file and judges it on the way, chunk by chunk: memory stays the same whatever a camera sends.
/// Reading stops at the picture's end marker, since it tells the end more truly than any header.
/// </summary>
internal sealed class PictureReceiver(JpegValidationOptions options, TimeProvider time)
{
    private const int ChunkSize = 32 * 1024;

    private readonly JpegValidator _validator = new();
    private readonly XxHash3 _hash = new();
    private readonly byte[] _chunk = new byte[ChunkSize];
    private readonly byte[] _sample = new byte[AnswerPolicy.Sample];
    private int _sampled;

    /// <summary>The first bytes of what came last, if it was no picture.</summary>
    public ReadOnlySpan<byte> Sample => _sample.AsSpan(0, _sampled);

    /// <summary>Reads one picture; the temporary file is there afterwards only if it is whole.</summary>
    /// <exception cref="IOException">The camera broke off (<see cref="HttpIOException"/> and others), or <see cref="DiskFailure"/>.</exception>
    public async Task<Attempt> ReceiveAsync(Stream body, string temporaryFile, CancellationToken cancellationToken)
    {
        Begin();
        FileStream? file = null;
        ReceivedPicture? picture = null;
        try
        {
            var progress = JpegProgress.NeedsMore;
            var read = await ReadStartAsync(body, cancellationToken);
            for (; progress == JpegProgress.NeedsMore && read > 0; read = progress == JpegProgress.NeedsMore ? await ReadAsync(body, cancellationToken) : 0)
            {
                progress = _validator.Feed(_chunk.AsSpan(0, read));
                // What lies behind the end marker is cut.
                var kept = progress == JpegProgress.Complete ? (int)(_validator.Finish().EndOffset - (file?.Position ?? 0)) : read;
                if (progress != JpegProgress.Refused)
                    Keep(file ??= Create(temporaryFile), kept);
            }
            var verdict = _validator.Finish();
            if (verdict.IsAccepted)
                picture = Complete(temporaryFile, verdict);
            else if (verdict.Refusal == JpegRefusal.NotJpeg)
                await FillSampleAsync(body, cancellationToken);
            return new(CaptureReason.Of(verdict), verdict.IsAccepted ? "" : $"{verdict.Rule} at byte {verdict.Offset}", picture);
        }
        finally
        {
            file?.Dispose();
            if (picture is null && file is not null)
                File.Delete(temporaryFile);
        }
    }

    /// <summary>Reads the beginning of a body that cannot be a picture.</summary>
    public async Task ReadSampleAsync(Stream body, CancellationToken cancellationToken)
    {
        Begin();
        await FillSampleAsync(body, cancellationToken);
    }

    private void Begin()
    {
        _validator.Reset(options);
        _sampled = 0;
        // What a broken off picture left behind.
        _hash.Reset();
    }

    private async ValueTask<int> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var read = await body.ReadAsync(_chunk, cancellationToken);
        TakeSample(0, read);
        return read;
    }

    /// <summary>Reads until the picture has begun, or it is known that there is none; what stands before it is dropped.</summary>
    private async ValueTask<int> ReadStartAsync(Stream body, CancellationToken cancellationToken)
    {
        var filled = await ReadAsync(body, cancellationToken);
        while (true)
        {
            var start = PictureLeadIn.Find(_chunk.AsSpan(0, filled));
            if (start is > 0 and var at && at < filled)
            {
                _chunk.AsSpan(at..filled).CopyTo(_chunk);
                return filled - at;
            }
            if (start != filled || await body.ReadAsync(_chunk.AsMemory(filled), cancellationToken) is not (> 0 and var read))
                return filled;
            TakeSample(filled, read);
            filled += read;
        }
    }

    private async Task FillSampleAsync(Stream body, CancellationToken cancellationToken)
    {
        while (_sampled < _sample.Length && await body.ReadAsync(_chunk, cancellationToken) is > 0 and var read)
            TakeSample(0, read);
    }

    private void TakeSample(int from, int read)
    {
        var count = Math.Min(read, _sample.Length - _sampled);
        _chunk.AsSpan(from, count).CopyTo(_sample.AsSpan(_sampled));
        _sampled += count;
    }

    private void Keep(FileStream file, int count)
    {
        try
        {
            file.Write(_chunk, 0, count);
        }
        catch (IOException e)
        {
            throw new DiskFailure(e, file.Name);
        }
        _hash.Append(_chunk.AsSpan(0, count));
    }

    private ReceivedPicture Complete(string temporaryFile, JpegVerdict verdict)
    {
        var samples = new byte[_validator.ThumbnailWidth * _validator.ThumbnailHeight];
        _validator.CopyThumbnail(samples);
        return new(temporaryFile, verdict.EndOffset, verdict.Width, verdict.Height, _hash.GetCurrentHashAsUInt64(),
            new(_validator.ThumbnailWidth, _validator.ThumbnailHeight, samples), time.GetUtcNow(), null);
    }

    private static FileStream Create(string temporaryFile)
    {
        try
        {
            return new(temporaryFile, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiskFailure(e, temporaryFile);
        }
    }
}

/// <summary>A picture could not be written: the disk is full, read-only or failing.</summary>
internal sealed class DiskFailure(Exception inner, string path) : IOException(inner.Message, inner)
{
    /// <summary>Which of these it is.</summary>
    public CaptureFault Fault { get; } = StoreFailure.Classify(inner, path);
}
