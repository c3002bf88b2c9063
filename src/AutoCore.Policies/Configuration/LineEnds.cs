namespace AutoCore.Policies.Configuration;

/// <summary>How the lines of a text end: what is added to somebody's file ends its lines as the others do.</summary>
public static class LineEnds
{
    /// <summary>CR and LF where most lines end so, CR where nothing else ends one, else LF.</summary>
    public static string Of(string text)
    {
        var lines = text.AsSpan().Count('\n');
        return text.AsSpan().Count("\r\n") * 2 > lines ? "\r\n" : lines == 0 && text.Contains('\r', StringComparison.Ordinal) ? "\r" : "\n";
    }

    /// <summary>A text of ours, whose lines end with LF, as another one ends them.</summary>
    internal static string Like(string other, string text) => text.Replace("\n", Of(other), StringComparison.Ordinal);
}
