using AutoCore.Core.Cameras;
using AutoCore.Core.Storage;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Jpeg;
using AutoCore.Policies.Cameras.Timelapse;

namespace AutoCore.Daemon.Cameras.Timelapse;

/// <summary>
/// Makes a film by ffmpeg, at idle priority and with few pictures in memory. ffmpeg reads the pictures from a pipe: it is given no name of a file that
/// a camera's site could have chosen, and may open nothing else.
/// </summary>
/// <param name="tree">The pictures' folder.</param>
/// <param name="fps">Pictures a second.</param>
internal sealed class FilmMaker(PictureTree tree, int fps)
{
    private const string Program = "ffmpeg";
    private const int ChunkBytes = 64 * 1024;

    /// <summary>No picture is kept for another but the one before: 96 MB instead of 152 with pictures of 4K, and a film that is larger by as much.</summary>
    private const string Lean = "rc-lookahead=0:sync-lookahead=0:bframes=0:ref=1";

    /// <summary>How many pictures were handed over.</summary>
    public int Done { get; private set; }

    /// <summary>How many could not be read, or were gone meanwhile.</summary>
    public int Skipped { get; private set; }

    /// <summary>Width and height of the first picture that can be read; null if none can.</summary>
    public async Task<(int Width, int Height)?> FindSizeAsync(IEnumerable<PictureName> pictures, CancellationToken cancellationToken)
    {
        var validator = new JpegValidator();
        var chunk = new byte[ChunkBytes];
        foreach (var picture in pictures)
        {
            using var stream = await TryOpenAsync(picture, cancellationToken);
            if (stream is null)
                continue;
            validator.Reset(new JpegValidationOptions { Thumbnail = false });
            while (await stream.ReadAsync(chunk, cancellationToken) is > 0 and var read && validator.Feed(chunk.AsSpan(0, read)) == JpegProgress.NeedsMore)
            {
            }
            if (validator.Finish() is { IsAccepted: true } verdict)
                return (verdict.Width, verdict.Height);
        }
        return null;
    }

    /// <summary>Makes the film; the file must not be there yet, and what is there of it after a failure is the caller's to remove.</summary>
    /// <param name="pictures">In their order.</param>
    /// <param name="size">Of the first one; others are fitted into the same frame.</param>
    /// <param name="file">An absolute path.</param>
    /// <param name="onPicture">Called after each picture.</param>
    /// <param name="cancellationToken">Ends ffmpeg, too.</param>
    /// <exception cref="IOException">ffmpeg is missing, hung or failed; the message says which.</exception>
    public async Task RunAsync(IEnumerable<PictureName> pictures, (int Width, int Height) size, string file, Action onPicture,
        CancellationToken cancellationToken)
    {
        var request = new CommandRequest(Program, ArgumentsFor(size, file))
        {
            AtIdle = true,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal),
            GiveInput = (input, token) => GiveAsync(pictures, input, onPicture, token),
            Progress = () => Done + new FileInfo(file) switch { { Exists: true, Length: var length } => length, _ => 0 },
        };
        var ended = await ExternalCommand.RunAsync(request, cancellationToken)
            ?? throw new IOException("ffmpeg is not installed: sudo apt install ffmpeg");
        if (ended.ExitCode != 0)
            throw new IOException($"ffmpeg made no film (exit code {ended.ExitCode}): {PlainText.Line(LastLineOf(ended.Errors), 300)}");
    }

    private List<string> ArgumentsFor((int Width, int Height) size, string file)
    {
        var (width, height) = TimelapsePolicy.SizeOf(size.Width, size.Height);
        var frame = string.Create(CultureInfo.InvariantCulture, $"{width}:{height}");
        var rate = fps.ToString(CultureInfo.InvariantCulture);
        var reduction = TimelapsePolicy.ReductionOf(size.Width).ToString(CultureInfo.InvariantCulture);
        return
        [
            "-hide_banner", "-nostdin", "-nostats", "-loglevel", "error", "-protocol_whitelist", "pipe", "-threads", "1", "-lowres", reduction,
            "-f", "jpeg_pipe", "-framerate", rate, "-i", "pipe:0", "-filter_threads", "1", "-vf",
            $"scale={frame}:force_original_aspect_ratio=decrease,pad={frame}:(ow-iw)/2:(oh-ih)/2,format=yuv420p",
            "-c:v", "libx264", "-preset", "veryfast", "-x264-params", Lean, "-threads", "2", "-r", rate, "-f", "mp4", "-n", $"file:{file}",
        ];
    }

    private async Task GiveAsync(IEnumerable<PictureName> pictures, Stream input, Action onPicture, CancellationToken cancellationToken)
    {
        foreach (var picture in pictures)
        {
            using var stream = await TryOpenAsync(picture, cancellationToken);
            if (stream is null)
                Skipped++;
            else
                await stream.CopyToAsync(input, ChunkBytes, cancellationToken);
            Done++;
            onPicture();
        }
    }

    private async Task<Stream?> TryOpenAsync(PictureName picture, CancellationToken cancellationToken)
    {
        try
        {
            var file = PlainFile.Open(tree[picture.Path]);
            if (picture.Form == PictureForm.Jpeg)
                return file;
            using (file)
                return await ShrunkPicture.TryRestoreAsync(file.SafeFileHandle, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string LastLineOf(string errors) => errors.TrimEnd().Split('\n')[^1];
}
