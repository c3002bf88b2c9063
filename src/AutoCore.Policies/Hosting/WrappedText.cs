namespace AutoCore.Policies.Hosting;

/// <summary>Breaks lines for a terminal.</summary>
public static class WrappedText
{
    private const string Further = "  ";

    /// <summary>Breaks a text between words, so that no line is longer than a width where it can be broken.</summary>
    /// <param name="text">One line.</param>
    /// <param name="width">Columns of a line (<see cref="TextWidth"/>).</param>
    /// <param name="indent">What each line begins with; those after the first stand two further in.</param>
    public static IEnumerable<string> Of(string text, int width, string indent = "")
    {
        var line = indent;
        var taken = indent.Length;
        var isEmpty = true;
        foreach (var word in text.Split(' '))
        {
            var columns = TextWidth.Of(word);
            if (!isEmpty && taken + 1 + columns > width)
            {
                yield return line;
                (line, taken, isEmpty) = (indent + Further, indent.Length + Further.Length, true);
            }
            line += isEmpty ? word : $" {word}";
            taken += isEmpty ? columns : columns + 1;
            isEmpty = false;
        }
        yield return line;
    }
}
