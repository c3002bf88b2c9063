using AutoCore.Testing.Benchmarks;

namespace AutoCore.Daemon.Tests.Testing;

public sealed class PageTableTests
{
    private const string Page = """
        | nodes | | CPU, % |
        |---:|---|---:|
        | 3 | at rest | 0.1 |

        Words | between.

        | | seconds | p99 ms |
        |---|---:|---:|
        | no backup | 10.8 | 0.11 |
        | backup, verified | 10.9 (10.6–11.1) | |
        """;

    [Theory]
    [InlineData("3", "CPU", "0.1")]
    [InlineData("no backup", "p99", "0.11")]
    [InlineData("backup", "seconds", "10.9 (10.6–11.1)")]
    [InlineData("backup", "p99", "")]
    public void Cell_OfThePagesTables_IsFound(string row, string column, string cell) => Assert.Equal(cell, PageTable.Cell(Page, row, column));

    [Theory]
    [InlineData("backup", "CPU")]
    [InlineData("4", "CPU")]
    [InlineData("3", "seconds")]
    public void Cell_OfNoTable_IsAMistake(string row, string column) => Assert.Throws<ArgumentException>(() => PageTable.Cell(Page, row, column));
}
