using System.Globalization;
using System.Text;
using AutoCore.Testing;

namespace AutoCore.Benchmarks.Cameras;

/// <summary>A round of pictures as different as those of real cameras, where judging them counts: baseline and progressive, small and large.</summary>
internal static class MixedRound
{
    private const int UsualMilliseconds = 100;

    /// <summary>Of the logarithm of a latency.</summary>
    private const double Spread = 0.45;

    private const int Seed = 11;

    /// <summary>cjpeg's options for the pictures of 1280×720 and of 1920×1080; each is coded once as a baseline and once as a progressive picture.</summary>
    private static readonly (bool IsLarge, string Options)[] Codings =
        [(false, "-quality 75"), (false, "-quality 90"), (true, "-quality 80"), (true, "-quality 90 -sample 2x1"), (true, "-quality 93 -sample 2x1")];

    public static async Task<string> MeasureAsync(int cameras, int workers)
    {
        var pictures = Encode();
        var random = new Random(Seed);
        var all = Enumerable.Range(0, cameras).Select(i => (Latency: LogNormal(random), Picture: WithNumber(pictures[i % pictures.Count], i))).ToList();
        var bound = all.Sum(camera => camera.Latency) / 1000.0 / workers;
        await using var fixture = RoundFixture.Start(all);
        // Folders, the cache and the latencies that are remembered are the same for all from here on.
        foreach (var (_, command) in fixture.Contenders)
            await RoundBenchmark.MeasureAsync(fixture.Folder, command);
        var measured = new List<(string Name, double Wall, double Cpu, double PeakMb)>();
        foreach (var (name, command) in fixture.Contenders)
        {
            var (wall, cpu, peak) = await RoundBenchmark.MeasureAsync(fixture.Folder, command);
            measured.Add((name, wall, cpu, peak));
        }
        return Describe(all, bound, measured);
    }

    private static string Describe(List<(int Latency, byte[] Picture)> all, double bound, List<(string Name, double Wall, double Cpu, double PeakMb)> measured)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            Pictures of {all.Min(c => c.Picture.Length) / 1000}–{all.Max(c => c.Picture.Length) / 1000} KB, {all.Average(c => c.Picture.Length) / 1000:F0} on average, half of them progressive; {UsualMilliseconds} ms to the first byte, spread log-normally (σ {Spread}): the
            bound is {bound:F2} s. Each once before it counts.

            | | wall s | wall ÷ bound | wall ÷ curl | required | CPU s | required | peak MB |
            |---|---:|---:|---:|---:|---:|---:|---:|
            """));
        var (curl, python) = (measured[^1].Wall, measured.Single(m => m.Name.StartsWith("Python", StringComparison.Ordinal)).Cpu);
        foreach (var (name, wall, cpu, peak) in measured)
        {
            var (wallLimit, cpuLimit) = name == RoundFixture.NativeName ? ("1.03", "1.3") : name == measured[0].Name ? ("", $"{0.8 * python:F2}") : ("", "");
            text.Append(CultureInfo.InvariantCulture, $"\n| {name} | {wall:F2} | {wall / bound:F2} | {wall / curl:F2} | {wallLimit} | {cpu:F2} | {cpuLimit} | {peak:F0} |");
        }
        return text.ToString();
    }

    private static List<byte[]> Encode()
    {
        using var folder = new TemporaryFolder();
        var (small, large) = (new BenchmarkScene(folder.Path, 1280, 720, 18, 3), new BenchmarkScene(folder.Path, 1920, 1080, 18, 2));
        return [.. Codings.SelectMany(coding => new[] { "", " -progressive" }.Select(kind => (coding.IsLarge ? large : small).Encode(coding.Options + kind)))];
    }

    /// <summary>The picture with a comment behind its first marker, so that no two cameras send the same.</summary>
    private static byte[] WithNumber(byte[] picture, int number) => [.. picture.AsSpan(0, 2), 0xFF, 0xFE, 0, 4, (byte)(number >> 8), (byte)number, .. picture.AsSpan(2)];

    private static int LogNormal(Random random)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return (int)Math.Round(UsualMilliseconds * Math.Exp(Spread * normal));
    }
}
