using System.Text.RegularExpressions;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Conventions;

/// <summary>The register of events: each id once, each event's name once, each in kebab-case, each id in use.</summary>
public sealed partial class LogEventTests
{
    private static readonly string[] RegisterFiles = Directory.GetFiles(Repository.Combine("src/AutoCore.Daemon/Hosting/Events"));

    private static readonly string Register = string.Join('\n', RegisterFiles.Select(File.ReadAllText));

    private static readonly string Sources = string.Join('\n',
        Directory.GetFiles(Repository.Combine("src"), "*.cs", SearchOption.AllDirectories).Except(RegisterFiles).Select(File.ReadAllText));

    [Fact]
    public void Ids_AreUnique()
    {
        var ids = Constant().Matches(Register).Select(m => m.Groups["id"].Value).ToList();
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void Ids_AreAllInUse()
    {
        var unused = Constant().Matches(Register).Select(m => m.Groups["name"].Value).Where(name => !Sources.Contains($"LogEvents.{name}", StringComparison.Ordinal));
        Assert.Empty(unused);
    }

    [Fact]
    public void Names_AreUniqueAndInKebabCase()
    {
        var names = EventName().Matches(Sources).Select(m => m.Groups["name"].Value).ToList();
        Assert.NotEmpty(names);
        Assert.Equal(names.Distinct(), names);
        Assert.All(names, name => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)+$|^[a-z]+$", name));
    }

    [Fact]
    public void LogMessages_AllHaveIdAndName()
    {
        var nameless = LogMessage().Matches(Sources).Select(m => m.Value).Where(m => !m.Contains("EventName", StringComparison.Ordinal) || !m.Contains("LogEvents.", StringComparison.Ordinal));
        Assert.Empty(nameless);
    }

    [GeneratedRegex(@"const int (?<name>\w+) = (?<id>\d+);", RegexOptions.ExplicitCapture)]
    private static partial Regex Constant();

    [GeneratedRegex("EventName = \"(?<name>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex EventName();

    [GeneratedRegex(@"^\s*\[LoggerMessage\(.*\)\]", RegexOptions.Multiline)]
    private static partial Regex LogMessage();
}
