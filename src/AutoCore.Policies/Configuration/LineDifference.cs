namespace AutoCore.Policies.Configuration;

/// <summary>What differs between two short texts, line by line.</summary>
public static class LineDifference
{
    /// <summary>The lines that went, marked <c>-</c>, and those that came, marked <c>+</c>, in order; by the longest common subsequence.</summary>
    public static IReadOnlyList<string> Between(string old, string now)
    {
        var (a, b) = (old.Split('\n'), now.Split('\n'));
        var common = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var lines = new List<string>();
        for (int i = 0, j = 0; i < a.Length || j < b.Length;)
        {
            if (i < a.Length && j < b.Length && a[i] == b[j])
                (i, j) = (i + 1, j + 1);
            else if (j == b.Length || (i < a.Length && common[i + 1, j] >= common[i, j + 1]))
                lines.Add($"- {a[i++]}");
            else
                lines.Add($"+ {b[j++]}");
        }

        return lines;
    }
}
