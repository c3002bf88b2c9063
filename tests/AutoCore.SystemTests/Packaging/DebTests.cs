using System.Diagnostics;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Packaging;

/// <summary>What <c>eng/build-deb.sh</c> makes of a published folder.</summary>
public sealed class DebTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Package_HasTheArchitectureThatItIsBuiltForAndTheLibrariesBesideTheProgram()
    {
        var package = await PackAsync("linux-arm64", "native-linux-arm64", "out");

        Assert.EndsWith("autocore-daemon_1.2.3+4.gabc_arm64.deb", package, StringComparison.Ordinal);
        Assert.Equal("arm64", await RunAsync($"dpkg-deb -f {package} Architecture"));
        Assert.Contains("libc6 (>= 2.34)", await RunAsync($"dpkg-deb -f {package} Depends"), StringComparison.Ordinal);
        await RunAsync($"dpkg-deb -x {package} tree && test -L tree/usr/bin/autocore && test -x tree/usr/bin/autocore");
        await RunAsync("cmp tree/usr/lib/autocore/libe_sqlite3.so native-linux-arm64/libe_sqlite3.so");
        Assert.Equal("MemoryDenyWriteExecute=yes", await RunAsync("grep ^MemoryDenyWriteExecute= tree/usr/lib/systemd/system/autocore-daemon.service"));
    }

    [Fact]
    public async Task TrimmedForm_MayWriteCodeAndRunsOnAnOlderSystem()
    {
        var package = await PackAsync("linux-x64", "trimmed", "out");

        Assert.Contains("libc6 (>= 2.27), libgcc-s1, libstdc++6, libsqlite3-0,", await RunAsync($"dpkg-deb -f {package} Depends"), StringComparison.Ordinal);
        await RunAsync($"dpkg-deb -x {package} tree");
        Assert.Equal("MemoryDenyWriteExecute=no", await RunAsync("grep ^MemoryDenyWriteExecute= tree/usr/lib/systemd/system/autocore-daemon.service"));
    }

    [Fact]
    public async Task ProgramLinkedOnANewerSystem_AsksForThatSystemsCLibrary()
    {
        var package = await PackAsync("linux-arm64", "native", "out", program: "GLIBC_2.17\0GLIBC_2.38\0GLIBC_2.4\0");

        Assert.Contains("libc6 (>= 2.38)", await RunAsync($"dpkg-deb -f {package} Depends"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WebPackage_AsksForTheDaemonOfItsOwnVersion()
    {
        folder.Write("trimmed-web/autocore-web", "a program");
        Directory.CreateDirectory(folder["out"]);
        var script = Repository.Combine("eng", "build-web-deb.sh");
        var package = await RunAsync($"VERSION=1.2.3+4.gabc SOURCE_DATE_EPOCH=1700000000 {script} linux-arm64 {folder["trimmed-web"]} {folder["out"]}");

        Assert.Contains("autocore-daemon (>= 1.2.3+4.gabc),", await RunAsync($"dpkg-deb -f {package} Depends"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FolderWithoutTheProgram_IsRefused()
    {
        var script = Repository.Combine("eng", "build-deb.sh");
        Assert.Contains("make deb", await RunAsync($"! {script} linux-x64 native out 2>&1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PackedTwice_HasTheSameBytes_AndReplacesTheOlderFile()
    {
        var first = await PackAsync("linux-arm64", "native", "first");
        folder.Write("second/autocore-daemon_0.0.1_arm64.deb", "older");
        folder.Write("second/autocore-daemon_0.0.1_amd64.deb", "another architecture's");
        await RunAsync("touch -d 2001-01-01 native/autocore");
        var second = await PackAsync("linux-arm64", "native", "second", "umask 077;");

        await RunAsync($"cmp {first} {second} && test ! -e second/autocore-daemon_0.0.1_arm64.deb -a -e second/autocore-daemon_0.0.1_amd64.deb");
    }

    [Fact]
    public async Task ArchitectureThatIsNotBuilt_Is64AndNamesThoseThatAre()
    {
        var script = Repository.Combine("eng", "build-deb.sh");
        Assert.Contains("linux-x64 or linux-arm64", await RunAsync($"{script} linux-arm native out 2>&1; test $? -eq 64"), StringComparison.Ordinal);
    }

    private async Task<string> PackAsync(string rid, string published, string output, string before = "", string program = "a program")
    {
        folder.Write($"{published}/autocore", program);
        folder.Write($"{published}/libe_sqlite3.so", "a library");
        Directory.CreateDirectory(folder[output]);
        var script = Repository.Combine("eng", "build-deb.sh");
        return await RunAsync($"{before} VERSION=1.2.3+4.gabc SOURCE_DATE_EPOCH=1700000000 {script} {rid} {folder[published]} {folder[output]}");
    }

    private async Task<string> RunAsync(string command)
    {
        await using var process = new ChildProcess(new ProcessStartInfo("bash", ["-c", command]) { WorkingDirectory = folder.Path });
        var exitCode = await process.WaitForExitAsync();
        Assert.True(exitCode == 0, $"{command}: exit code {exitCode}\n{string.Join('\n', process.Output)}\n{string.Join('\n', process.Errors)}");
        return string.Join('\n', process.Output);
    }
}
