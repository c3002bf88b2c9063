using System.Globalization;
using System.Security.Cryptography;
using AutoCore.Core.Cameras;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Cameras.Shrinking;
using AutoCore.Policies.Cameras;
using AutoCore.Testing;

namespace AutoCore.Benchmarks.Cameras;

/// <summary>A thousand pictures made smaller and brought back: bytes saved, processor time, and whether every byte returned.</summary>
internal static class ShrinkBenchmark
{
    private const int Pictures = 1000;
    private const int Width = 640;
    private const int Height = 480;
    private const int Qualities = 40;
    private const int Batches = 5;

    public static async Task RunAsync(TextWriter section)
    {
        var idle = new IdleProgram();
        var xl = await MeasureAsync(new JpegXlCodec(idle));
        var tran = await MeasureAsync(new JpegTranCodec(idle));
        await section.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"""
            ## Old pictures, smaller

            {Pictures} different pictures of {Width} by {Height} pixels ({Pictures / Qualities} scenes in {Qualities} qualities from 50 on, cjpeg's standard tables, {xl.Before / 1e6:F1} MB), each made smaller, checked and put in its place
            as the daemon does it, flushed in batches of 32; then brought back and compared with the originals' SHA-256. Processor time of the programs, start included: the median of {Batches} times {Pictures / Batches} pictures;
            {Measured.Machine}. `dotnet run -c Release --project tests/AutoCore.Benchmarks -- shrink`.

            | | `jpegxl` | `jpegtran` |
            |---|---:|---:|
            | bytes saved | {Percent(xl)} % | {Percent(tran)} % |
            | pictures replaced | {xl.Replaced} | {tran.Replaced} |
            | processor time, shrinking and checking, of one picture | {Measured.Spread(xl.Cpu, "F0")} ms | {Measured.Spread(tran.Cpu, "F0")} ms |
            | the same as the original when brought back | {xl.Same} of {Pictures} byte for byte | {tran.Same} of {Pictures} pixel for pixel |

            `jpegxl` takes {xl.Cpu.Sum() / tran.Cpu.Sum():F1} times the processor time of `jpegtran` and saves {(xl.Before - xl.After) / (double)(tran.Before - tran.After):F1} times the bytes.
            """));
    }

    private static string Percent(Figures figures) =>
        string.Create(CultureInfo.InvariantCulture, $"{100.0 * (figures.Before - figures.After) / figures.Before:F1}");

    private static async Task<Figures> MeasureAsync(IPictureCodec codec)
    {
        using var folder = new TemporaryFolder();
        var tree = new PictureTree(folder["cameras"]);
        var names = Enumerable.Range(0, Pictures)
            .Select(i => new PictureName(StorageMode.Organized, "A", $"P{i % 40}", new DateTime(2026, 3, 17).AddMinutes(i))).ToList();
        Directory.CreateDirectory(tree["A/2026-03/17"]);
        for (var i = 0; i < Pictures; i += Qualities)
        {
            var scene = new BenchmarkScene(folder.Path, Width, Height, texture: 10 + (i / Qualities), noise: 3);
            for (var quality = 0; quality < Qualities; quality++)
                await File.WriteAllBytesAsync(tree[names[i + quality].Path], scene.Encode($"-quality {50 + quality}"));
        }
        var (before, sums) = (BytesOf(tree), await SumsAsync(codec, names.Select(n => tree[n.Path]), folder));

        var shrinker = new PictureShrinker(tree, codec);
        shrinker.EmptyFolder();
        var replaced = 0;
        var cpu = new List<double>();
        foreach (var batch in names.Chunk(Pictures / Batches))
        {
            var began = Measured.ChildrenCpuSeconds();
            foreach (var name in batch)
            {
                await shrinker.ShrinkAsync(name, CancellationToken.None);
                if (shrinker.Waiting >= 32)
                    shrinker.Replace((_, _) => replaced++);
            }
            cpu.Add((Measured.ChildrenCpuSeconds() - began) / batch.Length * 1e3);
        }
        shrinker.Replace((_, _) => replaced++);

        var now = names.Select(n => n with { Form = codec.Form }).Select(n => tree[n.Path]).Select((path, i) => File.Exists(path) ? path : tree[names[i].Path]);
        var back = await SumsAsync(codec, now, folder);
        return new(before, BytesOf(tree), replaced, cpu, sums.Zip(back).Count(p => p.First == p.Second));
    }

    /// <summary>Of JPEG XL the sums of the camera's files, of JPEG those of the pixels.</summary>
    private static async Task<List<string>> SumsAsync(IPictureCodec codec, IEnumerable<string> pictures, TemporaryFolder folder)
    {
        var sums = new List<string>();
        foreach (var picture in pictures)
        {
            var back = picture;
            if (picture.EndsWith(".jxl", StringComparison.Ordinal))
                await ExternalCommand.RunAsync("djxl", ["--quiet", picture, back = folder["back.jpg"]], default);
            else if (codec.Form == PictureForm.Jpeg)
                await ExternalCommand.RunAsync("djpeg", ["-pnm", "-outfile", back = folder["back.ppm"], picture], default);
            sums.Add(Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(back))));
        }
        return sums;
    }

    private static long BytesOf(PictureTree tree) => Directory.EnumerateFiles(tree["A/2026-03/17"]).Sum(f => new FileInfo(f).Length);

    /// <param name="Before">Bytes of all pictures.</param>
    /// <param name="After">Bytes of all pictures made smaller.</param>
    /// <param name="Replaced">Pictures that were.</param>
    /// <param name="Cpu">Milliseconds a picture, of each batch.</param>
    /// <param name="Same">Pictures that came back as they were.</param>
    private sealed record Figures(long Before, long After, int Replaced, List<double> Cpu, int Same);
}
