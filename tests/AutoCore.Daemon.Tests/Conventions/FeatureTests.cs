using System.Text.RegularExpressions;
using AutoCore.Core;
using AutoCore.Policies.Health;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Conventions;

/// <summary>One name a feature: its folder in both projects and both test projects, its section, its row in the README.</summary>
public sealed partial class FeatureTests
{
    private static readonly string[] Features =
    [
        "SdCard", "DiskWatchdog", "Telemetry", "WalCheckpoint", "Cameras", "Backups", "SecondPlace", "LogRetention", "Neighbours", "Clock", "Health", "Mqtt",
            "Alerts", "Fleet",
    ];

    private static readonly string[] WithoutSection = ["Clock"];

    private static readonly string[] Rooms = ["Hosting", "Storage", "Commands"];

    /// <summary>Programs of their own beside the daemon, which knows only their section: the rest stands in the project of their name.</summary>
    private static readonly string[] Programs = ["Web"];

    private static readonly FolderGraph Graph = new(
        (typeof(Rating).Assembly, "AutoCore.Policies"), (typeof(LoadedSettings).Assembly, "AutoCore.Core"), (typeof(DaemonHost).Assembly, "AutoCore.Daemon"));

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
        {
            Assert.True(HasSource(Repository.Combine("src/AutoCore.Core", feature)), $"src/AutoCore.Core/{feature} has no options");
            Assert.Contains($"\"{feature}\":", File.ReadAllText(Repository.Combine("appsettings.json")), StringComparison.Ordinal);
        }
        Assert.Matches($@"(?m)^\| \*\*{feature}\*\* \|", File.ReadAllText(Repository.Combine("README.md")));
    }

    [Fact]
    public void DaemonFolders_AreFeaturesOrRooms()
    {
        var folders = Directory.GetDirectories(Repository.Combine("src/AutoCore.Daemon")).Where(HasSource).Select(Path.GetFileName).Except(["bin", "obj"]);
        Assert.Empty(folders.Except([.. Features, .. Rooms]));
    }

    [Fact]
    public void Programs_HaveTheirOptionsInCoreAndTheirCodeElsewhere()
    {
        foreach (var program in Programs)
        {
            Assert.True(File.Exists(Repository.Combine("src/AutoCore.Core", program, $"{program}Options.cs")));
            foreach (var project in new[] { $"src/AutoCore.{program}", $"tests/AutoCore.{program}.Tests" })
                Assert.True(HasSource(Repository.Combine(project)), $"{project} has no source file");
            Assert.Contains($"\"{program}\":", File.ReadAllText(Repository.Combine("appsettings.json")), StringComparison.Ordinal);
            Assert.Matches($@"(?m)^\| \*\*{program}\*\* \|", File.ReadAllText(Repository.Combine("README.md")));
        }
    }

    [Fact]
    public void Executables_AreReferencedByNoProject() => Assert.Empty(
        from project in Directory.GetFiles(Repository.Combine("src"), "*.csproj", SearchOption.AllDirectories)
        from executable in new[] { "AutoCore.Daemon.csproj", "AutoCore.Web.csproj" }
        where File.ReadAllText(project).Contains($"/{executable}", StringComparison.Ordinal)
        select $"{Path.GetFileName(project)} references {executable}");

    [Fact]
    public void Folders_UseEachOtherInNoCircle() => Assert.Empty(Graph.FindCircles());

    /// <summary>Within a feature, too; what lies in its own folder puts the others together and holds what they share.</summary>
    [Fact]
    public void FoldersOfAFeature_UseEachOtherInNoCircle() => Assert.Empty(
        from assembly in new[] { typeof(Rating).Assembly, typeof(LoadedSettings).Assembly, typeof(DaemonHost).Assembly }
        from folder in FolderGraph.FoldersOf(assembly)
        from use in new FolderGraph((assembly, folder)).FindCircles($"{folder}/")
        select use);

    [Fact]
    public void Features_DoNotUseEachOther() => Assert.Empty(
        from use in Graph.Uses
        let user = FeatureOf(use.From, "AutoCore.Daemon")
        let used = FeatureOf(use.To, "AutoCore.Daemon")
        where user is not null && used is not null && used != "Health"
        select use);

    /// <summary>All settings and the host stand at the root: only the command line, which stands above it, and the root itself know them.</summary>
    [Fact]
    public void Nothing_ReachesUpToTheRoot() => Assert.Empty(
        from use in Graph.Uses
        where use.To is "AutoCore.Daemon/" or "AutoCore.Core/" && use.From is not ("AutoCore.Daemon/" or "AutoCore.Daemon/Commands" or "AutoCore.Core/Commands")
        select use);

    [Fact]
    public void Policies_TouchNothing()
    {
        var forbidden = from file in Directory.GetFiles(Repository.Combine("src/AutoCore.Policies"), "*.cs", SearchOption.AllDirectories)
                        where !file.Contains("/obj/")
                        from Match use in WorldUse().Matches(File.ReadAllText(file))
                        select $"{Path.GetFileName(file)}: {use.Value}";
        Assert.Empty(forbidden);
        Assert.DoesNotContain(
            "PackageReference", File.ReadAllText(Repository.Combine("src/AutoCore.Policies/AutoCore.Policies.csproj")), StringComparison.Ordinal);
    }

    private static string? FeatureOf(string folder, string assembly) => Array.Find(Features, f => folder == $"{assembly}/{f}");

    private static bool HasSource(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Any();

    [GeneratedRegex(
        @"\b(File|Directory|DriveInfo|HttpClient|Socket|Process)\.\w+\(|\bawait\b|\bTimeProvider\b|\bILogger\b|using System\.IO;|using System\.Net")]
    private static partial Regex WorldUse();
}
