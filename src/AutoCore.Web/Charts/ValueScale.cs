namespace AutoCore.Web.Charts;

/// <summary>The vertical axis of a chart: from a round number to a round number, in steps of 1, 2 or 5 times a power of ten.</summary>
/// <param name="From">The lowest tick.</param>
/// <param name="To">The highest tick.</param>
/// <param name="Step">Between two ticks.</param>
internal readonly record struct ValueScale(double From, double To, double Step)
{
    /// <summary>Digits behind the point that the ticks need.</summary>
    public int Digits => Math.Max(0, -(int)Math.Floor(Math.Log10(Step) + 1e-9));

    /// <summary>The ticks, lowest first.</summary>
    public IEnumerable<double> Ticks
    {
        get
        {
            var (from, step, count) = (From, Step, (int)Math.Round((To - From) / Step));
            return Enumerable.Range(0, count + 1).Select(i => from + (i * step));
        }
    }

    /// <summary>Where a value is: 0 at the bottom, 1 at the top, also beyond.</summary>
    public double At(double value) => (value - From) / (To - From);

    /// <summary>The axis that holds all values in about so many steps.</summary>
    public static ValueScale For(double lowest, double highest, int steps = 4)
    {
        if (highest - lowest < 1e-9)
            (lowest, highest) = (lowest - Math.Max(0.5, Math.Abs(lowest) * 0.05), highest + Math.Max(0.5, Math.Abs(highest) * 0.05));
        var rough = (highest - lowest) / steps;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough / power) switch
        {
            <= 1.0001 => 1,
            <= 2.0001 => 2,
            <= 5.0001 => 5,
            _ => 10,
        };
        var from = Math.Floor((lowest / step) + 1e-9) * step;
        var to = Math.Ceiling((highest / step) - 1e-9) * step;
        return new(from, Math.Max(to, from + step), step);
    }
}
