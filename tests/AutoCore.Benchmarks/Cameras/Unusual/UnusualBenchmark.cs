using System.Globalization;

namespace AutoCore.Benchmarks.Cameras.Unusual;

/// <summary>
/// Unusual pictures on generated scenes whose truth is known: the program's judgement against frame differences and hashes on the same pictures in
/// the same run. The constants of the policy were chosen on the cameras from <see cref="FirstTuningSeed"/> on; the figures are of others.
/// </summary>
internal static class UnusualBenchmark
{
    /// <summary>Seeds of the scenes that constants are tuned on; set <c>UNUSUAL_TUNING=1</c> to see their figures.</summary>
    private const int FirstTuningSeed = 1000;
    private const int FirstTestSeed = 500_000;
    private const int Cameras = 120;
    private const double Hours = 6;
    private const double Threshold = 10;
    private const double Wanted = 0.95;

    private static readonly IncidentKind[] OfTheCamera = [IncidentKind.Covered, IncidentKind.PartlyCovered, IncidentKind.Moved, IncidentKind.Defocused];
    private static readonly IncidentKind[] InTheScene = [IncidentKind.NewObject, IncidentKind.LightLeftOn, IncidentKind.ShopOpenAtNight];
    private static readonly double[] Allowed = [0.05, 0.1, 0.25, 0.5, 1, 2, 4];

    private static readonly (string Name, Func<IContender> Make)[] Contenders =
    [
        ("AutoCore", static () => new UsualLooks(Threshold)),
        ("frame difference to the picture before", static () => new FrameDifference(1)),
        ("frame difference to the same hour of the day before", static () => new FrameDifference((int)(24 / Hours))),
        ("difference hash, nearest of the last eight", static () => new NearestHash(NearestHash.Difference)),
        ("perceptual hash, nearest of the last eight", static () => new NearestHash(NearestHash.Perceptual)),
    ];

    public static async Task RunAsync(TextWriter section)
    {
        var first = Environment.GetEnvironmentVariable("UNUSUAL_TUNING") is "1" ? FirstTuningSeed : FirstTestSeed;
        var outcomes = Contenders.Select(_ => new Outcome()).ToArray();
        var (writes, bytes) = (0L, 0);
        Parallel.For(0, Cameras, camera =>
        {
            var diary = Diary.Write(first + camera, Hours).ToList();
            foreach (var (make, outcome) in Contenders.Zip(outcomes, (c, o) => (c.Make, o)))
            {
                var contender = make();
                outcome.Add(diary.ConvertAll(p => (p, contender.Score(p))), Hours);
                if (contender is not UsualLooks own)
                    continue;
                Interlocked.Add(ref writes, own.Writes);
                InterlockedMax(ref bytes, own.Bytes);
            }
        });
        await section.WriteLineAsync(Head(outcomes[0]));
        foreach (var (contender, outcome) in Contenders.Zip(outcomes))
        {
            await section.WriteLineAsync(
                $"| {contender.Name} | {FalseAlarms(outcome)} | {FalseAlarms(outcome, OfTheCamera)} | {FalseAlarms(outcome, InTheScene)} |");
        }
        await section.WriteLineAsync(Curve(outcomes));
        await section.WriteLineAsync(AtThresholds(outcomes[0]));
        await section.WriteLineAsync(UnusualCost.Measure(bytes, writes / (double)Cameras / Diary.Days, FirstTestSeed));
    }

    private static string Head(Outcome outcome) => string.Create(CultureInfo.InvariantCulture,
        $"""
        ## Unusual pictures

        {Cameras} generated cameras with their own streets, weather and seasons, {Diary.Days} days each, a picture every {Hours:0} hours: sun and wandering shadows, clouds, rain, fog, infrared nights,
        street lamps, lit windows, headlights, parked cars that come and go, exposure, noise, a shaking mast. After three weeks every fourth day brings one incident for 24 hours: covered whole or in part, turned
        by 15 to 45 % of the picture, defocused, a thing of 3.5 to 12 % of the picture, a lamp left on, a shop open at night; {outcome.Incidents} incidents, {outcome.Weeks:0} camera-weeks without. An incident counts as detected
        if one of its pictures does; every usual picture above the threshold is a false alarm. The scenes are others than those the constants were chosen on, and the same in every run: one is enough. `dotnet run -c Release --project tests/AutoCore.Benchmarks -- unusual`.

        | false alarms a camera and week at {100 * Wanted:0} % detection | of all incidents | of what happens to the camera | of what happens before it |
        |---|---:|---:|---:|
        """);

    private static string FalseAlarms(Outcome outcome, params ReadOnlySpan<IncidentKind> kinds) =>
        outcome.FalseAlarms(outcome.ThresholdFor(Wanted, kinds)).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Curve(Outcome[] outcomes)
    {
        var text = new StringWriter { NewLine = "\n" };
        text.WriteLine(
            $"\n| detected of all incidents, when so many false alarms a camera and week are allowed | {string.Join(" | ", Allowed.Select(a => a.ToString(CultureInfo.InvariantCulture)))} |");
        text.WriteLine($"|---|{string.Concat(Enumerable.Repeat("---:|", Allowed.Length))}");
        foreach (var (contender, outcome) in Contenders.Zip(outcomes))
            text.WriteLine($"| {contender.Name} | {string.Join(" | ", Allowed.Select(a => Percent(outcome.DetectedAt(a))))} |");
        return text.ToString();
    }

    private static string AtThresholds(Outcome outcome)
    {
        IncidentKind[] kinds = [.. OfTheCamera, .. InTheScene];
        var text = new StringWriter { NewLine = "\n" };
        text.WriteLine(
            "| `Threshold` | false alarms a camera and week | covered | partly covered | moved | defocused | new object | light left on | shop open at night |");
        text.WriteLine($"|---:|---:|{string.Concat(Enumerable.Repeat("---:|", kinds.Length))}");
        foreach (var threshold in new[] { 1, 2, 5, 10, 15, 20, 30 })
        {
            text.WriteLine(
                string.Create(
                CultureInfo.InvariantCulture,
                $"| {threshold}{(threshold == (int)Threshold ? " (default)" : "")} | {outcome.FalseAlarms(threshold):0.00} | {string.Join(" | ", kinds.Select(k => Percent(outcome.Detected(threshold, k))))} |"));
        }
        return text.ToString();
    }

    private static string Percent(double part) => $"{100 * part:0} %";

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; value > seen; seen = most)
            Interlocked.CompareExchange(ref most, value, seen);
    }
}
