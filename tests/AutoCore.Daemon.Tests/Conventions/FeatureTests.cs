using System.Text.RegularExpressions;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Conventions;

/// <summary>One name a feature: its folder in both projects and both test projects, its section, its row in the README.</summary>
public sealed partial class FeatureTests
{
    private static readonly string[] Features =
    [
        "SdCard", "DiskWatchdog", "Telemetry", "WalCheckpoint", "Cameras", "Backups", "SecondPlace", "LogRetention", "Neighbours", "Clock", "Health", "Mqtt", "Alerts", "Fleet",
    ];

    private static readonly string[] WithoutSection = ["Clock", "Health"];

    private static readonly string[] Rooms = ["Hosting", "Configuration", "Storage", "Commands"];

    /// <summary>Programs of their own beside the daemon, which knows only their section: the rest stands in the project of their name.</summary>
    private static readonly string[] Programs = ["Web"];

    public static TheoryData<string> All => [.. Features];

    [Theory]
    [MemberData(nameof(All))]
    public void Feature_HasItsFolderEverywhere(string feature)
    {
        foreach (var project in new[] { "src/AutoCore.Daemon", "src/AutoCore.Policies", "tests/AutoCore.Daemon.Tests", "tests/AutoCore.Policies.Tests" })
            Assert.True(HasSource(Repository.Combine(project, feature)), $"{project}/{feature} has no source file");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Feature_HasItsSectionAndItsRow(string feature)
    {
        if (!WithoutSection.Contains(feature))
            Assert.Contains($"\"{feature}\":", File.ReadAllText(Repository.Combine("appsettings.json")), StringComparison.Ordinal);
        Assert.Matches($@"(?m)^\| \*\*{feature}\*\* \|", File.ReadAllText(Repository.Combine("README.md")));
    }

    [Fact]
    public void DaemonFolders_AreFeaturesOrRooms()
    {
        var folders = Directory.GetDirectories(Repository.Combine("src/AutoCore.Daemon")).Select(Path.GetFileName).Except(["bin", "obj"]);
        Assert.Empty(folders.Except([.. Features, .. Rooms, .. Programs]));
    }

    [Fact]
    public void Programs_HaveTheirOptionsHereAndTheirCodeElsewhere()
    {
        foreach (var program in Programs)
        {
            var here = Directory.GetFiles(Repository.Combine("src/AutoCore.Daemon", program)).Select(Path.GetFileName);
            Assert.Equal([$"{program}Options.cs"], here);
            foreach (var project in new[] { $"src/AutoCore.{program}", $"tests/AutoCore.{program}.Tests" })
                Assert.True(HasSource(Repository.Combine(project)), $"{project} has no source file");
            Assert.Contains($"\"{program}\":", File.ReadAllText(Repository.Combine("appsettings.json")), StringComparison.Ordinal);
            Assert.Matches($@"(?m)^\| \*\*{program}\*\* \|", File.ReadAllText(Repository.Combine("README.md")));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Feature_DoesNotCallAnotherFeature(string feature)
    {
        string[] open = feature == "Health" ? [feature, "Mqtt"] : [feature, "Health"];
        var strangers = from file in Directory.GetFiles(Repository.Combine("src/AutoCore.Daemon", feature), "*.cs", SearchOption.AllDirectories)
                        from Match use in FeatureUse().Matches(File.ReadAllText(file))
                        let other = use.Groups["feature"].Value
                        where Features.Contains(other) && !open.Contains(other)
                        select $"{Path.GetFileName(file)} uses {other}";
        Assert.Empty(strangers.Distinct());
    }

    [Fact]
    public void Policies_TouchNothing()
    {
        var forbidden = from file in Directory.GetFiles(Repository.Combine("src/AutoCore.Policies"), "*.cs", SearchOption.AllDirectories)
                        where !file.Contains("/obj/")
                        from Match use in WorldUse().Matches(File.ReadAllText(file))
                        select $"{Path.GetFileName(file)}: {use.Value}";
        Assert.Empty(forbidden);
        Assert.DoesNotContain("PackageReference", File.ReadAllText(Repository.Combine("src/AutoCore.Policies/AutoCore.Policies.csproj")), StringComparison.Ordinal);
    }

    private static bool HasSource(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Any();

    [GeneratedRegex(@"^using AutoCore\.Daemon\.(?<feature>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex FeatureUse();

    [GeneratedRegex(@"\b(File|Directory|DriveInfo|HttpClient|Socket|Process)\.\w+\(|\bawait\b|\bTimeProvider\b|\bILogger\b|using System\.IO;|using System\.Net")]
    private static partial Regex WorldUse();
}
