using System.Globalization;
using System.Text;
using AutoCore.Testing;
using AutoCore.Testing.Benchmarks;

namespace AutoCore.Benchmarks;

/// <summary>One benchmark: it writes its section of docs/benchmarks.md as Markdown, headline included.</summary>
/// <param name="Name">On the command line, and of its file.</param>
/// <param name="RunAsync">One run, with all that is compared in it.</param>
internal sealed record Benchmark(string Name, Func<TextWriter, Task> RunAsync)
{
    /// <summary>Runs whose figures are merged; 1 where every run gives the same, or where it says otherwise.</summary>
    public int Runs { get; init; } = 5;

    /// <summary>The column of a table that is drawn, or null.</summary>
    public string? Chart { get; init; }

    /// <summary>What of it stands on the first page.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    /// <summary>Where the chart has a line across, or null: what is required, or what is as good as the peer.</summary>
    public double? Mark { get; init; }
}

/// <summary>A ratio that matters to those who choose.</summary>
/// <param name="Says">What it is of, and against whom.</param>
/// <param name="Limit">What is required; empty: nothing.</param>
/// <param name="Row">How its row in the section begins.</param>
/// <param name="Column">How its column begins.</param>
internal sealed record Figure(string Says, string Limit, string Row, string Column);

/// <summary>Runs benchmarks, keeps each one's section in docs/benchmarks/NAME.md, and makes docs/benchmarks.md from all sections there are.</summary>
internal static class BenchmarkSuite
{
    private const string Preface =
        """
        # Benchmarks

        Measured by `make bench`. What is compared was measured side by side in the same run; unless a section says otherwise there were five runs, and a figure that varied is their median with the
        smallest and the largest in brackets. Ratios carry over to other machines, absolute times do not.
        """;

    /// <returns>64 if a name is unknown, else 0.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<Benchmark> benchmarks, string[] names)
    {
        var chosen = benchmarks.Where(benchmark => names is ["all"] || names.Contains(benchmark.Name, StringComparer.Ordinal)).ToList();
        if (chosen.Count < Math.Max(1, names is ["all"] ? 1 : names.Length))
        {
            await Console.Error.WriteLineAsync($"which benchmark? all, or some of: {string.Join(' ', benchmarks.Select(benchmark => benchmark.Name))}");
            return 64;
        }

        var docs = Repository.Combine("docs");
        var sections = Directory.CreateDirectory(Path.Combine(docs, "benchmarks")).FullName;
        foreach (var benchmark in chosen)
        {
            var page = await MeasureAsync(benchmark);
            if (benchmark.Chart is { } column)
            {
                await File.WriteAllTextAsync(Path.Combine(sections, benchmark.Name + ".svg"), BarChart.Draw(page, column, benchmark.Mark));
                page += $"\n![{column}]({benchmark.Name}.svg)\n";
            }
            await File.WriteAllTextAsync(Path.Combine(sections, benchmark.Name + ".md"), page);
            await Console.Out.WriteLineAsync(page);
        }

        await File.WriteAllTextAsync(Path.Combine(docs, "benchmarks.md"), await SummarizeAsync(benchmarks, sections));
        return 0;
    }

    /// <summary>The ratios that matter, and what there is to read.</summary>
    private static async Task<string> SummarizeAsync(IReadOnlyList<Benchmark> benchmarks, string sections)
    {
        var page = new StringBuilder(Preface).Append("\n\n| what matters | limit | measured |\n|---|---:|---:|\n");
        var contents = new StringBuilder("\n## All sections\n\n");
        foreach (var benchmark in benchmarks)
        {
            if (Path.Combine(sections, benchmark.Name + ".md") is var path && !File.Exists(path))
                continue;
            var section = await File.ReadAllTextAsync(path);
            foreach (var figure in benchmark.Figures)
                page.Append(CultureInfo.InvariantCulture, $"| {figure.Says} | {figure.Limit} | [{PageTable.Cell(section, figure.Row, figure.Column)}](benchmarks/{benchmark.Name}.md) |\n");
            contents.Append(CultureInfo.InvariantCulture, $"- [{section.Split('\n')[0].TrimStart('#', ' ')}](benchmarks/{benchmark.Name}.md)\n");
        }
        return page.Append(contents).Append("- [An emulated Pi](benchmarks/pi.md), by `make test-pi`\n").ToString();
    }

    private static async Task<string> MeasureAsync(Benchmark benchmark)
    {
        var pages = new List<string>();
        for (var run = 1; run <= benchmark.Runs; run++)
        {
            await Console.Error.WriteLineAsync($"{benchmark.Name}: run {run} of {benchmark.Runs}");
            await using var section = new StringWriter { NewLine = "\n" };
            await benchmark.RunAsync(section);
            pages.Add(section.ToString());
        }
        return MergedPage.Of(pages);
    }
}
