namespace AutoCore.Policies.Cameras.Unusual;

/// <summary>
/// How a picture fits a look once its light is set aside: brightness is explained as gain times the look plus an offset, by a regression that
/// cells which do not belong (a car, a lamp) hardly move.
/// </summary>
internal sealed class LookFit
{
    private const int Iterations = 5;
    private const double LeastGain = 0.25;
    private const double MostGain = 3;

    /// <summary>What light alone may do to the gain, and to the level in grey levels: it matters only where a look has no contrast of its own.</summary>
    private const double GainDoubt = 0.7;
    private const double LevelDoubt = 60;

    /// <summary>Noise, coding and the shaking of a mast, in grey levels, and as a part of a patch's own contrast.</summary>
    private const double ToneFloor = 2.5;
    private const double EdgeFloor = 0.5;
    private const double ContrastFloor = 0.7;
    private const double ContrastShareFloor = 0.15;

    private readonly Look _look;
    private readonly PictureGrid _grid;
    private readonly double[] _variance = new double[PictureGrid.Cells];
    private readonly double[] _edge = new double[PictureGrid.Cells];
    private readonly double _middle;
    private readonly double _grain;

    private LookFit(Look look, PictureGrid grid)
    {
        (_look, _grid) = (look, grid);
        for (var i = 0; i < PictureGrid.Cells; i++)
        {
            _variance[i] = look.ToneVariance(i);
            _edge[i] = EdgeFloor * look.ContrastMeans[PictureGrid.PatchOf(i)];
            _middle += look.ToneMeans[i] / PictureGrid.Cells;
        }
        var mean = 0.0;
        foreach (var tone in grid.Tone)
            mean += tone / PictureGrid.Cells;
        var plain = Regress(1, mean, 1);
        var robust = Regress(1, _middle, Iterations);
        var other = Regress(plain.Gain, plain.Level, Iterations);
        (Gain, Level, Cost) = other.Cost < robust.Cost ? other : robust;
        Likeness = Correlate();
        _grain = FindGrain();
    }

    /// <summary>Contrast of the picture in terms of the look's.</summary>
    public double Gain { get; }

    /// <summary>Brightness where the look has its mean.</summary>
    public double Level { get; }

    /// <summary>How badly it fits: twice the negative logarithm of the likelihood a cell, up to a constant.</summary>
    public double Cost { get; }

    /// <summary>Correlation of picture and look over the cells that belong, or null where the look itself has no contrast to compare.</summary>
    public double? Likeness { get; }

    public static LookFit Of(Look look, PictureGrid grid) => new(look, grid);

    /// <summary>A cell's brightness against the expected one, in spreads.</summary>
    public double ToneDeviation(int cell) => (_grid.Tone[cell] - Expected(cell)) / Math.Sqrt(Variance(Gain, cell));

    /// <summary>A patch's contrast against the expected one, in spreads.</summary>
    public double ContrastDeviation(int patch)
    {
        var expected = Gain * _look.ContrastMeans[patch];
        var floor = ContrastFloor + (ContrastShareFloor * expected);
        return (_grid.Contrast[patch] - expected - _grain) / Math.Sqrt((Gain * Gain * _look.ContrastVariance(patch)) + (floor * floor));
    }

    /// <summary>A cell's brightness in the look's own light, less the look's mean.</summary>
    public float ToneResidual(int cell) => (float)((_grid.Tone[cell] - Expected(cell)) / Gain);

    public float ToneTolerance(int cell) => (float)(Math.Sqrt(Variance(Gain, cell)) / Gain);

    /// <summary>A patch's contrast in the look's own light, less the look's mean.</summary>
    public float ContrastResidual(int patch) => (float)(_grid.Contrast[patch] / Gain) - _look.ContrastMeans[patch];

    public float ContrastTolerance(int patch) => MathF.Sqrt(_look.ContrastVariance(patch)) + (float)ContrastFloor;

    /// <summary>The picture's contrast in small against the expected one; the median of the patches that have some.</summary>
    public double Sharpness()
    {
        Span<double> ratios = stackalloc double[PictureGrid.Patches];
        var count = 0;
        for (var i = 0; i < PictureGrid.Patches; i++)
        {
            if (Gain * _look.ContrastMeans[i] > 1.5)
                ratios[count++] = _grid.Contrast[i] / (Gain * _look.ContrastMeans[i]);
        }
        ratios = ratios[..count];
        ratios.Sort();
        return count < 6 ? 1 : ratios[count / 2];
    }

    /// <summary>What rain, snow or a noisy sensor add to the contrast in small everywhere.</summary>
    private double FindGrain()
    {
        Span<double> more = stackalloc double[PictureGrid.Patches];
        for (var i = 0; i < PictureGrid.Patches; i++)
            more[i] = _grid.Contrast[i] - (Gain * _look.ContrastMeans[i]);
        more.Sort();
        return Math.Max(0, more[PictureGrid.Patches / 2]);
    }

    private double Expected(int cell) => Math.Clamp((Gain * (_look.ToneMeans[cell] - _middle)) + Level, 0, 255);

    private double Variance(double gain, int cell) => (gain * gain * (_variance[cell] + (_edge[cell] * _edge[cell]))) + (ToneFloor * ToneFloor);

    /// <summary>Iteratively reweighted least squares with Cauchy's weights: what lies far out counts less each time.</summary>
    private (double Gain, double Level, double Cost) Regress(double gain, double level, int iterations)
    {
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            double sum = 1 / (LevelDoubt * LevelDoubt), sumX = 0, sumY = _middle * sum, sumXX = 1 / (GainDoubt * GainDoubt), sumXY = sumXX;
            for (var i = 0; i < PictureGrid.Cells; i++)
            {
                var x = _look.ToneMeans[i] - _middle;
                double y = _grid.Tone[i];
                var weight = WeightOf(gain, level, i);
                sum += weight;
                sumX += weight * x;
                sumY += weight * y;
                sumXX += weight * x * x;
                sumXY += weight * x * y;
            }
            gain = Math.Clamp(((sum * sumXY) - (sumX * sumY)) / ((sum * sumXX) - (sumX * sumX)), LeastGain, MostGain);
            level = (sumY - (gain * sumX)) / sum;
        }
        return (gain, level, CostOf(gain, level));
    }

    private double WeightOf(double gain, double level, int cell)
    {
        var variance = Variance(gain, cell);
        var apart = _grid.Tone[cell] - (gain * (_look.ToneMeans[cell] - _middle)) - level;
        return 1 / (variance + (apart * apart / 4));
    }

    private double CostOf(double gain, double level)
    {
        var cost = 0.0;
        for (var i = 0; i < PictureGrid.Cells; i++)
        {
            var variance = Variance(gain, i);
            var apart = _grid.Tone[i] - (gain * (_look.ToneMeans[i] - _middle)) - level;
            cost += (4 * Math.Log(1 + (apart * apart / (4 * variance)))) + Math.Log(variance);
        }
        return cost / PictureGrid.Cells;
    }

    private double? Correlate()
    {
        double sum = 0, sumX = 0, sumY = 0, sumXX = 0, sumYY = 0, sumXY = 0;
        for (var i = 0; i < PictureGrid.Cells; i++)
        {
            var weight = WeightOf(Gain, Level, i);
            double x = _look.ToneMeans[i], y = _grid.Tone[i];
            sum += weight;
            sumX += weight * x;
            sumY += weight * y;
            sumXX += weight * x * x;
            sumYY += weight * y * y;
            sumXY += weight * x * y;
        }
        var spreadX = (sumXX / sum) - (sumX / sum * sumX / sum);
        var spreadY = (sumYY / sum) - (sumY / sum * sumY / sum);
        return spreadX < 64 ? null : ((sumXY / sum) - (sumX / sum * sumY / sum)) / Math.Sqrt(spreadX * Math.Max(spreadY, 1));
    }
}
