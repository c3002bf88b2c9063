namespace AutoCore.Policies.Cameras.Unusual;

/// <summary>
/// Where and how far a picture is unlike the look it should have: a number from 0 to 1 for each cell. A cell counts only among others that
/// deviate, too: noise, rain and leaves touch cells here and there, a thing or a hand touches neighbours.
/// </summary>
internal sealed class Deviation
{
    /// <summary>Spreads from which on a cell deviates, and at which it does so wholly.</summary>
    private const double From = 2.5;
    private const double Whole = 5;

    /// <summary>So many cells of three by three must deviate, and so many patches.</summary>
    private const int CellsTogether = 4;
    private const int PatchesTogether = 3;

    /// <summary>Correlation with the look: from here on like it, and down to here wholly unlike.</summary>
    private const double LikeEnough = 0.75;
    private const double Unlike = 0.4;

    /// <summary>Contrast in small against the look's: enough, and wholly blurred.</summary>
    private const double SharpEnough = 0.6;
    private const double Blurred = 0.3;

    /// <summary>What counts of a cell that deviates for the first time: headlights are gone in the next picture.</summary>
    private const float FirstTime = 0.5f;

    /// <summary>A cell that deviated by this, of 255, is remembered as one that did.</summary>
    private const byte SuspectFrom = 64;

    private readonly float[] _cells;

    private Deviation(float[] cells) => _cells = cells;

    public static Deviation None { get; } = new(new float[PictureGrid.Cells]);

    public ReadOnlySpan<float> Cells => _cells;

    public static Deviation Of(LookFit fit)
    {
        var cells = new float[PictureGrid.Cells];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = Excess(fit.ToneDeviation(i));
        cells = KeepTogether(cells, PictureGrid.Columns, CellsTogether);
        var patches = new float[PictureGrid.Patches];
        for (var i = 0; i < patches.Length; i++)
            patches[i] = Excess(fit.ContrastDeviation(i));
        patches = KeepTogether(patches, PictureGrid.PatchColumns, PatchesTogether);
        var everywhere = (float)Math.Max(Shortfall(fit.Likeness ?? 1, LikeEnough, Unlike), Shortfall(fit.Sharpness(), SharpEnough, Blurred));
        for (var i = 0; i < cells.Length; i++)
            cells[i] = Math.Max(everywhere, Math.Max(cells[i], patches[PictureGrid.PatchOf(i)]));
        return new(cells);
    }

    /// <summary>How much of the picture deviates, in per cent.</summary>
    public double Score()
    {
        var sum = 0.0;
        foreach (var cell in _cells)
            sum += cell;
        return 100 * sum / _cells.Length;
    }

    /// <summary>The same where cells that deviate for the first time count less.</summary>
    /// <param name="suspects">Cells that deviated before.</param>
    public double Score(ReadOnlySpan<byte> suspects)
    {
        var sum = 0.0;
        for (var i = 0; i < _cells.Length; i++)
            sum += _cells[i] * (!suspects.IsEmpty && IsNear(suspects, i) ? 1 : FirstTime);
        return 100 * sum / _cells.Length;
    }

    /// <summary>The cells, 0 to 255 each.</summary>
    public byte[] ToBytes() => Array.ConvertAll(_cells, c => (byte)MathF.Round(c * byte.MaxValue));

    private static bool IsNear(ReadOnlySpan<byte> suspects, int cell)
    {
        var (row, column) = Math.DivRem(cell, PictureGrid.Columns);
        for (var y = Math.Max(0, row - 1); y <= Math.Min(PictureGrid.Rows - 1, row + 1); y++)
        {
            for (var x = Math.Max(0, column - 1); x <= Math.Min(PictureGrid.Columns - 1, column + 1); x++)
            {
                if (suspects[(y * PictureGrid.Columns) + x] > SuspectFrom)
                    return true;
            }
        }
        return false;
    }

    private static float Excess(double deviation) => (float)Math.Clamp((Math.Abs(deviation) - From) / (Whole - From), 0, 1);

    private static double Shortfall(double value, double enough, double none) => Math.Clamp((enough - value) / (enough - none), 0, 1);

    /// <summary>Each cell at most as much as the n-th strongest of itself and its neighbours.</summary>
    private static float[] KeepTogether(float[] cells, int columns, int together)
    {
        var kept = new float[cells.Length];
        var rows = cells.Length / columns;
        Span<float> around = stackalloc float[9];
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] == 0)
                continue;
            var (row, column) = Math.DivRem(i, columns);
            var count = 0;
            for (var y = Math.Max(0, row - 1); y <= Math.Min(rows - 1, row + 1); y++)
            {
                for (var x = Math.Max(0, column - 1); x <= Math.Min(columns - 1, column + 1); x++)
                    around[count++] = cells[(y * columns) + x];
            }
            around[..count].Sort();
            kept[i] = Math.Min(cells[i], around[count - together]);
        }
        return kept;
    }
}
