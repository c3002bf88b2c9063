using System.Diagnostics;
using AutoCore.Policies.Cameras.Jpeg;
using AutoCore.Testing;

namespace AutoCore.Benchmarks.Cameras;

/// <summary>Judging a picture against libjpeg-turbo's fastest decode (1/8 grey) and against <c>jpeginfo -c</c>, each on the same pictures in the same
/// run.</summary>
internal static class JpegBenchmark
{
    private const int WarmUp = 20;
    private const int Rounds = 101;

    /// <summary>A sample is the shortest of so many runs in a row: a run that the scheduler interrupts says nothing about any contender.</summary>
    private const int Tries = 3;
    private const int Copies = 20;
    private const int ProcessRounds = 7;

    private static readonly JpegValidationOptions WithThumbnail = new() { Thumbnail = true };

    private sealed record Frame(string Name, byte[] Bytes, bool IsProgressive = false);

    public static async Task RunAsync(TextWriter section)
    {
        using var folder = new TemporaryFolder();
        var frames = Encode(folder.Path);
        await section.WriteLineAsync(
            $"""
            ## JPEG validation

            Every bit of a picture is judged faster than libjpeg-turbo's fastest decode (TurboJPEG, grey at 1/8 scale, which neither refuses what it can repair nor checks
            ranges), and with the same 1/8 plane as a by-product. Round robin, medians of {Rounds} rounds, each the best of {Tries}; {Measured.Machine}. `make bench`, or
            `dotnet run -c Release --project tests/AutoCore.Benchmarks -- jpeg`.

            | picture | KB | AutoCore µs | MB/s | with 1/8 plane µs | TurboJPEG 1/8 µs | TurboJPEG ÷ AutoCore |
            |---|---:|---:|---:|---:|---:|---:|
            """);
        Compile(frames);
        var ratios = frames.ConvertAll(frame => Compare(frame, section));
        await section.WriteLineAsync(
            $"""

            | over all | required | measured |
            |---|---:|---:|
            | baseline, geometric mean of {frames.Count(frame => !frame.IsProgressive)} pictures | 1.8 | {Mean(frames, ratios, progressive: false):F2} |
            | progressive, geometric mean of {frames.Count(frame => frame.IsProgressive)} pictures | 2.5 | {Mean(frames, ratios, progressive: true):F2} |
            | `jpeginfo -c` ÷ AutoCore, {Copies * frames.Count} files from the page cache | 2.0 | {CompareWithJpegInfo(frames, folder.Path):F2} |
            """);
    }

    private static List<Frame> Encode(string folder)
    {
        var day = new BenchmarkScene(folder, 640, 480, 32, 4);
        var night = new BenchmarkScene(folder, 640, 480, 6, 5);
        var hd = new BenchmarkScene(folder, 1280, 720, 18, 3);
        var fullHd = new BenchmarkScene(folder, 1920, 1080, 18, 2);
        return
        [
            new("640×480 day, q 80, 4:2:0", day.Encode("-quality 80")),
            new("640×480 night, q 80, 4:2:0", night.Encode("-quality 80")),
            new("640×480 day, q 92, 4:2:2, restart each row", day.Encode("-quality 92 -sample 2x1 -restart 1")),
            new("640×480 day, q 85, 4:4:4, own tables", day.Encode("-quality 85 -sample 1x1 -optimize")),
            new("640×480 day, q 85, grey", day.Encode("-quality 85 -grayscale")),
            new("1280×720, q 75, 4:2:0", hd.Encode("-quality 75")),
            new("1280×720, q 90, 4:2:0, own tables", hd.Encode("-quality 90 -optimize")),
            new("1280×720, q 60, 4:2:2, restart every 4 MCUs", hd.Encode("-quality 60 -sample 2x1 -restart 4B")),
            new("1920×1080, q 80, 4:2:0", fullHd.Encode("-quality 80")),
            new("1920×1080, q 90, 4:2:2", fullHd.Encode("-quality 90 -sample 2x1")),
            new("640×480 day, q 85, progressive", day.Encode("-quality 85 -progressive"), IsProgressive: true),
            new("640×480 night, q 75, progressive", night.Encode("-quality 75 -progressive"), IsProgressive: true),
            new("1280×720, q 80, progressive", hd.Encode("-quality 80 -progressive"), IsProgressive: true),
        ];
    }

    /// <summary>The compiler needs calls and time until the code is what it stays: on a busy machine, seconds.</summary>
    private static void Compile(List<Frame> frames)
    {
        var validator = new JpegValidator();
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5);)
            frames.ForEach(frame => validator.Validate(frame.Bytes, WithThumbnail));
    }

    private static double Compare(Frame frame, TextWriter section)
    {
        using var turbo = new TurboJpegEighth();
        var validator = new JpegValidator();
        CheckThumbnail(frame, validator, turbo);
        var samples = new byte[turbo.Count];
        var medians = Measured.RoundRobin(
            WarmUp,
            Rounds,
            Tries,
            () => validator.Validate(frame.Bytes),
            () =>
            {
                validator.Validate(frame.Bytes, WithThumbnail);
                validator.CopyThumbnail(samples);
            },
            () => turbo.Decode(frame.Bytes));
        var (alone, withPlane, decoded) = (medians[0], medians[1], medians[2]);
        section.WriteLine(
            $"| {frame.Name} | {frame.Bytes.Length / 1024.0:F0} | {alone:F0} | {frame.Bytes.Length / alone:F0} | {withPlane:F0} | {decoded:F0} | {decoded / alone:F2} |");
        return decoded / alone;
    }

    /// <summary>A fast answer counts only if it is the right one.</summary>
    private static void CheckThumbnail(Frame frame, JpegValidator validator, TurboJpegEighth turbo)
    {
        turbo.Decode(frame.Bytes);
        var samples = new byte[turbo.Count];
        var verdict = validator.Validate(frame.Bytes, WithThumbnail);
        if (!verdict.IsAccepted || !validator.CopyThumbnail(samples) || !samples.AsSpan().SequenceEqual(turbo.Samples.AsSpan(0, turbo.Count)))
            throw new InvalidOperationException($"{frame.Name}: {verdict}, or its plane is not TurboJPEG's");
    }

    private static double Mean(List<Frame> frames, List<double> ratios, bool progressive) =>
        Math.Exp(ratios.Where((_, i) => frames[i].IsProgressive == progressive).Average(Math.Log));

    private static double CompareWithJpegInfo(List<Frame> frames, string folder)
    {
        var paths = new List<string>();
        for (var copy = 0; copy < Copies; copy++)
        {
            foreach (var frame in frames)
            {
                paths.Add(Path.Combine(folder, $"{paths.Count}.jpg"));
                File.WriteAllBytes(paths[^1], frame.Bytes);
            }
        }

        var list = Path.Combine(folder, "list");
        File.WriteAllLines(list, paths);
        var validator = new JpegValidator();
        var buffer = new byte[1 << 16];
        var medians = Measured.RoundRobin(
            1,
            ProcessRounds,
            1,
            () => paths.ForEach(path => ValidateFile(validator, path, buffer)),
            () =>
            {
                using var jpegInfo =
                    Process.Start(new ProcessStartInfo("jpeginfo", $"-c -q -f \"{list}\"") { RedirectStandardOutput = true, UseShellExecute = false })!;
                jpegInfo.StandardOutput.ReadToEnd();
                jpegInfo.WaitForExit();
            });
        return medians[1] / medians[0];
    }

    private static void ValidateFile(JpegValidator validator, string path, byte[] buffer)
    {
        using var file = File.OpenHandle(path);
        validator.Reset();
        long at = 0;
        for (int read; (read = RandomAccess.Read(file, buffer, at)) > 0; at += read)
            validator.Feed(buffer.AsSpan(0, read));
        if (!validator.Finish().IsAccepted)
            throw new InvalidOperationException($"{path} is refused");
    }
}
