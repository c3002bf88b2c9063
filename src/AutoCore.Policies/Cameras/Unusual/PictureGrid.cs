namespace AutoCore.Policies.Cameras.Unusual;

/// <summary>A picture in a few cells: how bright each is, and how much neighbouring samples differ within each patch of two by two cells.</summary>
public sealed class PictureGrid
{
    /// <summary>Cells in a row.</summary>
    public const int Columns = 16;

    /// <summary>Rows of cells.</summary>
    public const int Rows = 12;

    /// <summary>Cells of a picture.</summary>
    public const int Cells = Columns * Rows;

    /// <summary>Patches in a row.</summary>
    public const int PatchColumns = Columns / 2;

    /// <summary>Rows of patches.</summary>
    public const int PatchRows = Rows / 2;

    /// <summary>Patches of a picture.</summary>
    public const int Patches = PatchColumns * PatchRows;

    private readonly float[] _tone = new float[Cells];
    private readonly float[] _contrast = new float[Patches];

    private PictureGrid()
    {
    }

    /// <summary>The mean brightness of each cell, 0 to 255, rows from the top.</summary>
    public ReadOnlySpan<float> Tone => _tone;

    /// <summary>The mean difference between neighbouring samples of each patch.</summary>
    public ReadOnlySpan<float> Contrast => _contrast;

    /// <summary>Measures a thumbnail in one walk over its samples.</summary>
    /// <param name="samples">Brightness, rows from the top.</param>
    /// <param name="width">Samples in a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public static PictureGrid Measure(ReadOnlySpan<byte> samples, int width, int height)
    {
        var grid = new PictureGrid();
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var (fromX, toX) = Share(column, Columns, width);
                var (fromY, toY) = Share(row, Rows, height);
                grid._tone[(row * Columns) + column] = MeanOf(samples, width, fromX, toX, fromY, toY);
            }
        }
        for (var row = 0; row < PatchRows; row++)
        {
            for (var column = 0; column < PatchColumns; column++)
            {
                var (fromX, toX) = Share(column, PatchColumns, width);
                var (fromY, toY) = Share(row, PatchRows, height);
                grid._contrast[(row * PatchColumns) + column] = DifferenceOf(samples, width, fromX, toX, fromY, toY);
            }
        }
        return grid;
    }

    /// <summary>What a look shows on average.</summary>
    internal static PictureGrid Of(Look look)
    {
        var grid = new PictureGrid();
        look.ToneMeans.CopyTo(grid._tone, 0);
        look.ContrastMeans.CopyTo(grid._contrast, 0);
        return grid;
    }

    /// <summary>The patch that a cell lies in.</summary>
    public static int PatchOf(int cell) => (cell / Columns / 2 * PatchColumns) + (cell % Columns / 2);

    private static float MeanOf(ReadOnlySpan<byte> samples, int width, int fromX, int toX, int fromY, int toY)
    {
        var sum = 0L;
        for (var y = fromY; y < toY; y++)
        {
            foreach (var sample in samples.Slice((y * width) + fromX, toX - fromX))
                sum += sample;
        }
        return (float)sum / ((toX - fromX) * (toY - fromY));
    }

    private static float DifferenceOf(ReadOnlySpan<byte> samples, int width, int fromX, int toX, int fromY, int toY)
    {
        var (sum, pairs) = (0L, 0);
        for (var y = fromY; y < toY; y++)
        {
            var row = samples.Slice((y * width) + fromX, toX - fromX);
            for (var x = 1; x < row.Length; x++)
                sum += Math.Abs(row[x] - row[x - 1]);
            pairs += row.Length - 1;
            if (y == fromY)
                continue;
            var above = samples.Slice(((y - 1) * width) + fromX, toX - fromX);
            for (var x = 0; x < row.Length; x++)
                sum += Math.Abs(row[x] - above[x]);
            pairs += row.Length;
        }
        return pairs == 0 ? 0 : (float)sum / pairs;
    }

    /// <summary>The samples of one of some equal parts; at least one, so that a picture smaller than the grid has one, too.</summary>
    private static (int From, int To) Share(int index, int parts, int length)
    {
        var from = Math.Min(index * length / parts, length - 1);
        return (from, Math.Max(from + 1, (index + 1) * length / parts));
    }
}
