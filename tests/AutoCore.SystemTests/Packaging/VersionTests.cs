using System.Diagnostics;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Packaging;

/// <summary>What <c>eng/version.sh</c> calls a build: newer with every commit, in dpkg's order.</summary>
public sealed class VersionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task EveryCommit_IsNewerThanTheOneBefore_WithTagsAndWithout()
    {
        await StartAsync();
        var versions = new List<string> { await VersionAsync() };
        foreach (var tag in new[] { null, "v0.2.0", null, "v0.10.0", "not-a-version", null })
        {
            await RunAsync($"git commit -q --allow-empty -m next {(tag is null ? "" : $"&& git tag {tag}")}");
            versions.Add(await VersionAsync());
        }

        Assert.Matches(@"^0\.1\.0\+1\.g[0-9a-f]{10}$", versions[0]);
        Assert.Equal("0.2.0", versions[2]);
        Assert.Matches(@"^0\.2\.0\+1\.g[0-9a-f]{10}$", versions[3]);
        Assert.Equal("0.10.0", versions[4]);
        foreach (var (older, newer) in versions.Zip(versions.Skip(1)))
            await RunAsync($"dpkg --compare-versions {older} lt {newer}");
        Assert.Equal((await RunAsync("git rev-parse --short=10 HEAD")).Output[0], versions[^1].Split(".g")[1]);
    }

    [Fact]
    public async Task WhatIsNotCommitted_IsNewerThanItsCommitAndOlderThanTheNext()
    {
        await StartAsync();
        var clean = await VersionAsync();
        folder.Write("clone/eng/new.txt", "new");
        var dirty = await VersionAsync();
        await RunAsync("touch -d '+1 minute' eng/new.txt");
        var dirtier = await VersionAsync();
        await RunAsync("git add . && git commit -q -m next");
        var next = await VersionAsync();

        string[] versions = [clean, dirty, dirtier, next];
        foreach (var (older, newer) in versions.Zip(versions.Skip(1)))
            await RunAsync($"dpkg --compare-versions {older} lt {newer}");
        Assert.Contains(".dirty.", dirty, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsDeleted_IsNewerThanWhatWasChangedBefore()
    {
        await StartAsync();
        folder.Write("clone/eng/new.txt", "new");
        await RunAsync("touch -d 2001-01-01 eng/new.txt");
        var changed = await VersionAsync();
        await RunAsync("rm CHANGELOG.md");

        await RunAsync($"dpkg --compare-versions {changed} lt {await VersionAsync()}");
    }

    [Fact]
    public async Task ShallowClone_SaysThatItCannotCount()
    {
        await StartAsync();
        await RunAsync("git commit -q --allow-empty -m next && git clone -q --depth 1 file://$PWD ../shallow");

        var version = await RunAsync("../shallow/eng/version.sh");

        Assert.Matches(@"^0\.1\.0\+0\.g[0-9a-f]{10}$", version.Output[0]);
        Assert.Contains("git fetch --unshallow", version.Errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task SourceArchive_NamesItsCommitAndIsOlderThanAnyCount()
    {
        await StartAsync();
        var counted = await VersionAsync();
        await RunAsync("mkdir ../archive && git archive HEAD | tar -C ../archive -xf -");

        var archived = (await RunAsync("../archive/eng/version.sh")).Output[0];

        Assert.StartsWith("0.1.0+0.g", archived, StringComparison.Ordinal);
        await RunAsync($"dpkg --compare-versions {archived} lt {counted}");
        Assert.Equal((await RunAsync("eng/version.sh epoch")).Output, (await RunAsync("../archive/eng/version.sh epoch")).Output);
    }

    [Fact]
    public async Task CloneReachedByALink_IsCountedAsWithoutIt()
    {
        await StartAsync();
        var counted = await VersionAsync();

        Assert.Equal(counted, (await RunAsync("ln -s clone ../link && ../link/eng/version.sh")).Output[0]);
    }

    [Fact]
    public async Task TagThatIsNotAboveTheUntagged_IsRefused()
    {
        await StartAsync();
        var result = await RunAsync("git tag v0.1.0 && ! eng/version.sh");
        Assert.Contains("tag a higher one", result.Errors[0], StringComparison.Ordinal);
    }

    private async Task StartAsync()
    {
        folder.Write("clone/CHANGELOG.md", "");
        folder.Write("clone/eng/version.sh", File.ReadAllText(Repository.Combine("eng", "version.sh")));
        folder.Write("clone/.gitattributes", File.ReadAllText(Repository.Combine(".gitattributes")));
        await RunAsync(
            "chmod +x eng/version.sh && git init -q && git config user.name t && git config user.email t@localhost && git config commit.gpgsign false");
        await RunAsync("git add . && git commit -q -m first");
    }

    private async Task<string> VersionAsync() => (await RunAsync("eng/version.sh")).Output[0];

    private async Task<CommandResult> RunAsync(string command)
    {
        await using var process = new ChildProcess(new ProcessStartInfo("bash", ["-c", command]) { WorkingDirectory = folder["clone"] });
        var exitCode = await process.WaitForExitAsync();
        Assert.True(exitCode == 0, $"{command}: exit code {exitCode}\n{string.Join('\n', process.Output)}\n{string.Join('\n', process.Errors)}");
        return new(exitCode, process.Output, process.Errors);
    }
}
