using AutoCore.Policies.Health;

namespace AutoCore.Policies.SdCard;

/// <summary>The classes of cards that measured figures are held against, slowest first.</summary>
public enum CardClass
{
    /// <summary>Slower than any that is recommended.</summary>
    Below,

    /// <summary>Class 10.</summary>
    Class10,

    /// <summary>UHS-I U1.</summary>
    U1,

    /// <summary>UHS-I U3 or A1.</summary>
    U3,
}

/// <summary>One row of the table of card classes (A5).</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Class10">What a card of Class 10 must reach.</param>
/// <param name="U1">What a U1 must reach.</param>
/// <param name="U3">What a U3 or A1 must reach.</param>
/// <param name="MoreIsBetter">Whether larger figures are better; else smaller ones.</param>
public sealed record CardSpeedRow(string Name, string Unit, double Class10, double U1, double U3, bool MoreIsBetter)
{
    /// <summary>Sequential writing, synced.</summary>
    public static CardSpeedRow Write { get; } = new("sequential write", "MB/s", 10, 10, 30, true);

    /// <summary>Sequential reading, not answered by the page cache.</summary>
    public static CardSpeedRow Read { get; } = new("sequential read", "MB/s", 10, 10, 30, true);

    /// <summary>Rows inserted into SQLite, each on the card before the next.</summary>
    public static CardSpeedRow Insert { get; } = new("SQLite INSERT", "1/s", 50, 75, 150, true);

    /// <summary>Rows selected from SQLite.</summary>
    public static CardSpeedRow Select { get; } = new("SQLite SELECT", "1/s", 1000, 1500, 2500, true);

    /// <summary>The boot of the operating system.</summary>
    public static CardSpeedRow Boot { get; } = new("boot of the OS", "s", 35, 30, 25, false);

    /// <summary>The first import of a Python service's packages, from the card.</summary>
    public static CardSpeedRow Import { get; } = new("Python import", "s", 2, 1.5, 1, false);

    /// <summary>The best class that a figure reaches.</summary>
    public CardClass ClassOf(double measured)
    {
        bool Reaches(double bound) => MoreIsBetter ? measured >= bound : measured <= bound;
        return Reaches(U3) ? CardClass.U3 : Reaches(U1) ? CardClass.U1 : Reaches(Class10) ? CardClass.Class10 : CardClass.Below;
    }
}

/// <summary>What the measured figures mean.</summary>
/// <param name="Rating">How bad it is.</param>
/// <param name="Text">In words, with what to do.</param>
public readonly record struct CardVerdict(Rating Rating, string Text);

/// <summary>Judges a card by its measured speed (A5).</summary>
public static class CardSpeedPolicy
{
    /// <summary>Random writes of 4 KB a second that a card of application class A2 must reach.</summary>
    public const int A2WritesPerSecond = 4000;

    private const double ReplaceBelow = 5;

    /// <summary>The verdict; what could not be measured does not count.</summary>
    public static CardVerdict Evaluate(IReadOnlyList<(CardSpeedRow Row, double? Measured)> figures)
    {
        var slowest = figures.Where(f => f.Row.Unit == "MB/s").Min(f => f.Measured);
        if (slowest < ReplaceBelow)
            return new(Rating.Critical, $"under {ReplaceBelow:0} MB/s: replace the card, check for a counterfeit (f3probe), or back up and reformat");
        var known = figures.Where(f => f.Measured is not null).Select(f => (f.Row, Class: f.Row.ClassOf(f.Measured!.Value))).ToList();
        if (known.Count == 0)
            return new(Rating.Unknown, "nothing could be measured");
        var below = known.Where(k => k.Class == CardClass.Below).Select(k => k.Row.Name).ToList();
        return below.Count > 0
            ? new(Rating.Warning, $"slower than Class 10 in {string.Join(", ", below)}: not recommended")
            : new(Rating.Ok, $"as fast as {Name(known.Min(k => k.Class))} must be, or faster");
    }

    /// <summary>A class as it is printed on cards.</summary>
    public static string Name(CardClass speed) => speed switch
    {
        CardClass.U3 => "UHS-I U3/A1",
        CardClass.U1 => "UHS-I U1",
        CardClass.Class10 => "Class 10",
        _ => "below",
    };
}
