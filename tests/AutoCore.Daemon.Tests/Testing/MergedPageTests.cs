using AutoCore.Testing.Benchmarks;

namespace AutoCore.Daemon.Tests.Testing;

public sealed class MergedPageTests
{
    [Theory]
    [InlineData("it took 3 s", "it took 3 s", "it took 3 s", "it took 3 s")]
    [InlineData("| a | 1.04 |", "| a | 1.10 |", "| a | 1.02 |", "| a | 1.04 (1.02–1.10) |")]
    [InlineData("| 9 | 10 |", "| 11 | 10 |", "| 100 | 10 |", "| 11 (9–100) | 10 |")]
    [InlineData("by -0.3 %", "by 0.2 %", "by -1.0 %", "by -0.3 (-1.0–0.2) %")]
    [InlineData("| never |", "| 5.9 s |", "| never |", "| never / 5.9 s |")]
    [InlineData("p99 of 640×480, 50–300 ms", "p99 of 640×480, 50–300 ms", "p99 of 640×480, 50–300 ms", "p99 of 640×480, 50–300 ms")]
    public void Of_ThreeRuns_MedianAndSpreadWhereTheyDiffer(string first, string second, string third, string expected) =>
        Assert.Equal($"# 1\n{expected}\n", MergedPage.Of([$"# 1\n{first}\n", $"# 1\n{second}\n", $"# 1\n{third}\n"]));

    [Fact]
    public void Of_OneRun_IsThatPage() => Assert.Equal("| a | 1 |\n", MergedPage.Of(["| a | 1 |\n"]));

    [Theory]
    [InlineData("a\nb", "a")]
    [InlineData("| a | b |", "| a |")]
    public void Of_PagesOfDifferentShape_AreRefused(string first, string second) => Assert.Throws<ArgumentException>(() => MergedPage.Of([first, second]));
}
