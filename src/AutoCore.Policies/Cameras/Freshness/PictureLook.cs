namespace AutoCore.Policies.Cameras.Freshness;

/// <summary>What a picture looks like in a few numbers, from its grey thumbnail.</summary>
/// <param name="Dark">The 5th percentile of brightness, 0 to 255.</param>
/// <param name="Bright">The 95th percentile.</param>
/// <param name="EmptyBottomPercent">How much of the height, from the bottom up, is one tone.</param>
/// <param name="BottomTone">That tone; 0 if there is none.</param>
/// <param name="Scene">A difference hash: light and noise change few of its bits, another scene many.</param>
public readonly record struct PictureLook(byte Dark, byte Bright, int EmptyBottomPercent, byte BottomTone, ulong Scene)
{
    private const int HashWidth = 9;
    private const int HashHeight = 8;

    /// <summary>Measures a thumbnail.</summary>
    /// <param name="samples">Brightness, rows from the top.</param>
    /// <param name="width">Samples in a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public static PictureLook Measure(ReadOnlySpan<byte> samples, int width, int height)
    {
        samples = samples[..(width * height)];
        Span<int> histogram = stackalloc int[256];
        histogram.Clear();
        foreach (var sample in samples)
            histogram[sample]++;
        var empty = EmptyRows(samples, width, height);
        return new(Percentile(histogram, samples.Length, 5), Percentile(histogram, samples.Length, 95), 100 * empty / height, empty > 0 ? samples[^1] : (byte)0,
            HashOf(samples, width, height));
    }

    /// <summary>In how many of 64 bits two scenes differ.</summary>
    public static int Distance(ulong one, ulong other) => System.Numerics.BitOperations.PopCount(one ^ other);

    private static byte Percentile(ReadOnlySpan<int> histogram, int total, int percent)
    {
        var below = 0;
        for (var tone = 0; tone < histogram.Length; tone++)
        {
            below += histogram[tone];
            if (below * 100L >= (long)total * percent)
                return (byte)tone;
        }
        return byte.MaxValue;
    }

    /// <summary>Rows from the bottom that are all of the last sample's tone.</summary>
    private static int EmptyRows(ReadOnlySpan<byte> samples, int width, int height)
    {
        var rows = 0;
        while (rows < height && !samples.Slice((height - 1 - rows) * width, width).ContainsAnyExcept(samples[^1]))
            rows++;
        return rows;
    }

    /// <summary>Whether each of 8 by 8 cells is brighter than its right neighbour.</summary>
    private static ulong HashOf(ReadOnlySpan<byte> samples, int width, int height)
    {
        var hash = 0UL;
        for (var row = 0; row < HashHeight; row++)
        {
            var left = MeanOf(samples, width, height, 0, row);
            for (var column = 1; column < HashWidth; column++)
            {
                var right = MeanOf(samples, width, height, column, row);
                hash = (hash << 1) | (left > right ? 1UL : 0);
                left = right;
            }
        }
        return hash;
    }

    private static double MeanOf(ReadOnlySpan<byte> samples, int width, int height, int column, int row)
    {
        var (fromX, toX) = Cell(column, HashWidth, width);
        var (fromY, toY) = Cell(row, HashHeight, height);
        long sum = 0;
        for (var y = fromY; y < toY; y++)
        {
            foreach (var sample in samples.Slice((y * width) + fromX, toX - fromX))
                sum += sample;
        }
        return sum / (double)((toX - fromX) * (toY - fromY));
    }

    /// <summary>The samples of one of some equal cells; at least one, so that a picture smaller than the grid has a hash, too.</summary>
    private static (int From, int To) Cell(int index, int cells, int length)
    {
        var from = Math.Min(index * length / cells, length - 1);
        return (from, Math.Max(from + 1, (index + 1) * length / cells));
    }
}
