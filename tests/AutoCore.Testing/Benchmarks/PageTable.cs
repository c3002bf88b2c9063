namespace AutoCore.Testing.Benchmarks;

/// <summary>Tables of a Markdown page.</summary>
public static class PageTable
{
    /// <summary>The cells of a table's line, without spaces around them; none if the line belongs to no table.</summary>
    public static IReadOnlyList<string> Cells(string line) => line.StartsWith('|') ? [.. line.Trim()[1..].TrimEnd('|').Split('|').Select(cell => cell.Trim())] : [];

    /// <summary>A cell of the first table that has the column and the row.</summary>
    /// <param name="page">The page.</param>
    /// <param name="row">How the row's first cell begins.</param>
    /// <param name="column">How the column's title begins.</param>
    /// <exception cref="ArgumentException">There is no such cell.</exception>
    public static string Cell(string page, string row, string column)
    {
        var at = -1;
        foreach (var cells in page.Split('\n').Select(Cells))
        {
            if (cells.Count == 0)
                at = -1;
            else if (at < 0)
                at = cells.Skip(1).Select((cell, i) => (cell, i)).Where(c => c.cell.StartsWith(column, StringComparison.Ordinal)).Select(c => c.i + 1).FirstOrDefault(int.MaxValue);
            else if (at < cells.Count && cells[0].StartsWith(row, StringComparison.Ordinal))
                return cells[at];
        }
        throw new ArgumentException($"no table has a row \"{row}\" and a column \"{column}\"", nameof(row));
    }
}
