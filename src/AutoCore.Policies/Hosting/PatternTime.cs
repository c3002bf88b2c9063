namespace AutoCore.Policies.Hosting;

/// <summary>How long a pattern may take that reads foreign text. The texts are bounded, and so are the patterns: this ends only what nobody foresaw.</summary>
internal static class PatternTime
{
    /// <summary>Milliseconds. They run on while other programs have the processor, so that far more are allowed than any pattern needs.</summary>
    public const int Most = 5_000;
}
