using AutoCore.Testing;

namespace AutoCore.Benchmarks;

/// <summary>One benchmark: it writes its section of docs/benchmarks.md as Markdown, headline included.</summary>
internal sealed record Benchmark(string Name, Func<TextWriter, Task> RunAsync);

/// <summary>Runs benchmarks, keeps each one's section in docs/benchmarks/NAME.md, and puts docs/benchmarks.md together from all sections there are.</summary>
internal static class BenchmarkSuite
{
    private const string Preface =
        """
        # Benchmarks

        Put together by `make bench` from [docs/benchmarks](benchmarks); one section a benchmark. Figures are ratios measured side by side in the same run: absolute
        times are this machine's.
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
            await using var section = new StringWriter { NewLine = "\n" };
            await benchmark.RunAsync(section);
            await File.WriteAllTextAsync(Path.Combine(sections, benchmark.Name + ".md"), section.ToString());
            await Console.Out.WriteLineAsync(section.ToString());
        }

        var written = benchmarks.Select(benchmark => Path.Combine(sections, benchmark.Name + ".md")).Where(File.Exists);
        var texts = await Task.WhenAll(written.Select(path => File.ReadAllTextAsync(path)));
        await File.WriteAllTextAsync(Path.Combine(docs, "benchmarks.md"), $"{Preface}\n\n{string.Join('\n', texts)}");
        return 0;
    }
}
