using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace AutoCore.Benchmarks;

/// <summary>Times contenders in turn, so that what disturbs the machine disturbs all of them, and takes medians.</summary>
internal static class Measured
{
    /// <summary>The processor and runtime that a section's figures belong to.</summary>
    public static string Machine =>
        $"{Environment.ProcessorCount} processors, {RuntimeInformation.ProcessArchitecture}, .NET {Environment.Version}";

    /// <summary>Median duration of each contender, in microseconds, over the rounds after the warm-up; in each round the shortest of some tries
    /// counts.</summary>
    public static double[] RoundRobin(int warmUp, int rounds, int tries, params ReadOnlySpan<Action> contenders)
    {
        var samples = new double[contenders.Length][];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = new double[rounds];
        for (var round = -warmUp; round < rounds; round++)
        {
            for (var i = 0; i < contenders.Length; i++)
            {
                var sample = Shortest(tries, contenders[i]);
                if (round >= 0)
                    samples[i][round] = sample;
            }
        }

        return [.. samples.Select(Median)];
    }

    private static double Shortest(int tries, Action contender)
    {
        var shortest = double.MaxValue;
        for (var i = 0; i < tries; i++)
        {
            var start = Stopwatch.GetTimestamp();
            contender();
            shortest = Math.Min(shortest, Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        return shortest;
    }

    /// <summary>Processor time of all programs that this one started and that have ended, seconds; the kernel counts hundredths.</summary>
    public static double ChildrenCpuSeconds()
    {
        var fields = File.ReadAllText("/proc/self/stat").Split(") ")[^1].Split(' ');
        return (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)) / 100.0;
    }

    /// <summary>The median, and in brackets the smallest and the largest.</summary>
    public static string Spread(IEnumerable<double> values, string format)
    {
        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        double[] sorted = [.. values.Order()];
        return $"{Text(Median(sorted))} ({Text(sorted[0])}–{Text(sorted[^1])})";
    }

    /// <summary>The value that so large a part of all does not exceed.</summary>
    /// <param name="sorted">In rising order.</param>
    /// <param name="part">From 0 to 1.</param>
    public static double Quantile(List<double> sorted, double part) => sorted[(int)((sorted.Count - 1) * part)];

    /// <summary>The one in the middle; the values are put in order.</summary>
    public static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
