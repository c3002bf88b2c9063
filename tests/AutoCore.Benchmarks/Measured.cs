using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AutoCore.Benchmarks;

/// <summary>Times contenders in turn, so that what disturbs the machine disturbs all of them, and takes medians.</summary>
internal static class Measured
{
    /// <summary>The processor and runtime that a section's figures belong to.</summary>
    public static string Machine =>
        $"{Environment.ProcessorCount} processors, {RuntimeInformation.ProcessArchitecture}, .NET {Environment.Version}";

    /// <summary>Median duration of each contender, in microseconds, over the rounds after the warm-up.</summary>
    public static double[] RoundRobin(int warmUp, int rounds, params ReadOnlySpan<Action> contenders)
    {
        var samples = new double[contenders.Length][];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = new double[rounds];
        for (var round = -warmUp; round < rounds; round++)
        {
            for (var i = 0; i < contenders.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                contenders[i]();
                if (round >= 0)
                    samples[i][round] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            }
        }

        return [.. samples.Select(Median)];
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
