using AutoCore.Core.Cameras;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Cameras.Http;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Rtsp;
using AutoCore.Policies.Configuration;

namespace AutoCore.Daemon.Cameras.Rtsp;

/// <summary>
/// Lets ffmpeg make a JPEG picture of one key frame. It gets the frame's bytes and nothing else: no address, no secret, no file, no network; it works at idle
/// priority, and is the first that the kernel ends where memory is short.
/// </summary>
internal sealed class FrameDecoder(CamerasOptions options) : IDisposable
{
    /// <summary>The program, and the package that has it.</summary>
    public const string Program = "ffmpeg";

    private const int BytesPerMb = 1_000_000;

    /// <summary>Frames decoded at once, whoever wants them: each takes as much memory as the daemon itself, or more.</summary>
    private readonly SemaphoreSlim _places = new(options.Rtsp.MaxAtOnce);

    /// <summary>Decodes a frame.</summary>
    /// <param name="codec">How it is coded.</param>
    /// <param name="frame">Its parameter sets and slices (annex B).</param>
    /// <param name="limit">How long it may take: the camera waits for nothing any more, and at idle priority it may have to wait itself.</param>
    /// <param name="stoppingToken">Ends the program.</param>
    /// <returns>A JPEG picture, not judged yet.</returns>
    /// <exception cref="StreamRefused">It cannot be decoded.</exception>
    /// <exception cref="OperationCanceledException">The token ended it; no process is left.</exception>
    public async Task<ReadOnlyMemory<byte>> DecodeAsync(VideoCodec codec, ReadOnlyMemory<byte> frame, TimeSpan limit, CancellationToken stoppingToken)
    {
        await _places.WaitAsync(stoppingToken);
        using var expiry = new CancellationTokenSource(limit);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, stoppingToken);
        try
        {
            using var picture = new MemoryStream();
            var request = new CommandRequest(Program, DecoderCall.Arguments(codec))
            {
                Environment = new Dictionary<string, string>(),
                GiveInput = async (input, token) => await input.WriteAsync(frame, token),
                TakeOutput = (output, token) => TakeAsync(output, picture, token),
                AtIdle = true,
            };
            var outcome = await ExternalCommand.RunAsync(request, linked.Token)
                ?? throw new StreamRefused(CaptureFault.Codec, $"it is {codec}, and {StreamAdvice.NoDecoder}");
            if (DecoderCall.Judge(outcome.ExitCode, picture.Length, outcome.Errors) is { } refusal)
                throw new StreamRefused(refusal.Fault, refusal.Detail);
            return picture.GetBuffer().AsMemory(0, (int)picture.Length);
        }
        catch (OperationCanceledException) when (expiry.IsCancellationRequested && !stoppingToken.IsCancellationRequested)
        {
            throw new StreamRefused(CaptureFault.Timeout, $"ffmpeg did not end within {DurationFormat.Format(limit)}");
        }
        catch (IOException e)
        {
            throw new StreamRefused(CaptureFault.Codec, e.Message);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task TakeAsync(Stream output, MemoryStream picture, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (await output.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (picture.Length + read > (long)options.MaxImageMb * BytesPerMb)
                throw new StreamRefused(CaptureFault.TooLarge, $"the decoded picture has more than {options.MaxImageMb} MB (MaxImageMb)");
            picture.Write(buffer, 0, read);
        }
    }
}
