using System.Text.RegularExpressions;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Conventions;

/// <summary>The README in two languages says the same: the same commands, keys and links, row by row.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string English = File.ReadAllText(Repository.Combine("README.md"));
    private static readonly string Portuguese = File.ReadAllText(Repository.Combine("README.pt-BR.md"));

    [Fact]
    public void Readmes_HaveTheSameRowsOfCode() => Assert.Equal(RowsOfCode(English), RowsOfCode(Portuguese));

    [Fact]
    public void Readmes_HaveTheSameCommandBlocks() =>
        Assert.Equal(ShellBlock().Matches(English).Select(m => m.Value), ShellBlock().Matches(Portuguese).Select(m => m.Value));

    [Fact]
    public void Readmes_LinkToFilesThatExist()
    {
        var missing = Link().Matches(English + Portuguese).Select(m => m.Groups["target"].Value).Where(t => !Path.Exists(Repository.Combine(t)));
        Assert.Empty(missing);
    }

    /// <summary>What stands in back quotes in each row of a table; the words around it are another language's.</summary>
    private static IEnumerable<string> RowsOfCode(string page) =>
        page.Split('\n').Where(line => line.StartsWith('|')).Select(line => string.Join(" ", Code().Matches(line).Select(m => m.Value)));

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex Code();

    [GeneratedRegex("```sh\n.*?```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex(@"\]\((?<target>[^)#]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
