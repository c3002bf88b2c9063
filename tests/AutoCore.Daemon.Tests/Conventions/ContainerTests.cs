using System.Text.RegularExpressions;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Conventions;

/// <summary>What can be checked of the container image's recipe without a container engine.</summary>
public sealed partial class ContainerTests
{
    private static readonly string Recipe = File.ReadAllText(Repository.Combine("deploy/container/Dockerfile"));
    private static readonly string[] Ignored = File.ReadAllLines(Repository.Combine(".dockerignore"));

    [Fact]
    public void Recipe_CopiesOnlyWhatIsThereAndNotIgnored()
    {
        var sources = CopyFromContext().Matches(Recipe).SelectMany(copy => copy.Groups["sources"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToList();
        Assert.NotEmpty(sources);
        foreach (var source in sources)
        {
            Assert.True(Path.Exists(Repository.Combine(source)), $"{source} does not exist");
            Assert.True(Ignored.Any(line => line == $"!{source}" || (line.StartsWith('!') && source.StartsWith(line[1..] + "/", StringComparison.Ordinal))),
                $"{source} is ignored");
        }
    }

    [Fact]
    public void Ignored_IsEverythingElse() => Assert.Contains("*", Ignored);

    [Fact]
    public void Image_RunsAsAUserWithoutRights() => Assert.Matches(@"(?m)^USER [1-9]\d+$", Recipe);

    [Fact]
    public void Log_HasLimits()
    {
        var compose = File.ReadAllText(Repository.Combine("deploy/container/compose.yaml"));
        Assert.Matches(@"max-size: \d+m, max-file: ""\d+""", compose);
    }

    [GeneratedRegex(@"^COPY (?!--from)(?<sources>.+) \S+$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CopyFromContext();
}
