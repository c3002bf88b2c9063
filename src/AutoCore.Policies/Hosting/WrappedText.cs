namespace AutoCore.Policies.Hosting;

/// <summary>Breaks lines for a terminal.</summary>
public static class WrappedText
{
    private const string Further = "  ";

    /// <summary>Breaks a text between words, so that no line is longer than a width where it can be broken.</summary>
    /// <param name="text">One line.</param>
    /// <param name="width">Characters in a line.</param>
    /// <param name="indent">What each line begins with; those after the first stand two further in.</param>
    public static IEnumerable<string> Of(string text, int width, string indent = "")
    {
        var line = indent;
        var isEmpty = true;
        foreach (var word in text.Split(' '))
        {
            if (!isEmpty && line.Length + 1 + word.Length > width)
            {
                yield return line;
                (line, isEmpty) = (indent + Further, true);
            }
            line += isEmpty ? word : $" {word}";
            isEmpty = false;
        }
        yield return line;
    }
}
