using AutoCore.Daemon.Tests.Backups;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Commands;

/// <summary><c>autocore backup</c> and what stands below it, as a user types it.</summary>
public sealed class BackupCommandTests : IDisposable
{
    private readonly BackupRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Backup_OfTheDatabase_IsMadeListedAndVerified()
    {
        var made = await RunAsync("backup");
        Assert.Equal(0, made.ExitCode);
        var file = Path.GetFileName(_rig.NewestPath());
        Assert.Contains(made.Output, l => l.StartsWith($"{file}: verified, ", StringComparison.Ordinal));

        var listed = await RunAsync("backup", "list");
        Assert.Equal(0, listed.ExitCode);
        Assert.StartsWith(file, Assert.Single(listed.Output), StringComparison.Ordinal);

        var verified = await RunAsync("backup", "verify", file);
        Assert.Equal(0, verified.ExitCode);
        Assert.StartsWith($"{_rig.NewestPath()}: ok ", Assert.Single(verified.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_DamagedBackupAmongGoodOnes_IsToldAndFails_AndTheOthersAreLookedAt()
    {
        await _rig.RunAsync();
        var damaged = _rig.NewestPath();
        var bytes = await File.ReadAllBytesAsync(damaged);
        bytes[bytes.Length / 2] ^= 0xFF;
        await File.WriteAllBytesAsync(damaged, bytes);
        await _rig.RunAsync();

        var verified = await RunAsync("backup", "verify");

        Assert.Equal(1, verified.ExitCode);
        Assert.Single(verified.Output, l => l.StartsWith($"{damaged}: damaged: ", StringComparison.Ordinal));
        Assert.Single(verified.Output, l => l.StartsWith($"{_rig.NewestPath()}: ok ", StringComparison.Ordinal));
        Assert.Equal([".incoming"], Directory.GetDirectories(_rig.Options.Root).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Verify_ConfigurationBesideABackup_IsNoDamagedDatabase()
    {
        await _rig.RunAsync();
        var archive = Assert.Single(Directory.GetFiles(_rig.Options.Root, "*.config.tar.gz"));

        var verified = await RunAsync("backup", "verify", archive);

        Assert.Equal(1, verified.ExitCode);
        Assert.Equal($"{archive} stands beside a backup and is checked with it: autocore backup verify {Path.GetFileName(_rig.NewestPath())}",
            Assert.Single(verified.Errors));
    }

    [Fact]
    public async Task Verify_ConfigurationBesideItThatIsAnother_IsDamage()
    {
        await _rig.RunAsync();
        var archive = Assert.Single(Directory.GetFiles(_rig.Options.Root, "*.config.tar.gz"));
        await File.AppendAllTextAsync(archive, "x");

        var verified = await RunAsync("backup", "verify");

        Assert.Equal(1, verified.ExitCode);
        Assert.Contains("the checksum of", Assert.Single(verified.Output), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "there is no verified backup in", "list")]
    [InlineData(2, "there is no verified backup in", "verify")]
    [InlineData(1, "is neither a file nor in", "verify", "autocore-20261130T000000Z.db.gz")]
    [InlineData(1, "no second place is configured", "copy")]
    [InlineData(1, "no second place is configured", "list", "--remote")]
    public async Task NothingThere_SaysWhatIsMissing(int exitCode, string said, params string[] words)
    {
        var result = await RunAsync(["backup", .. words]);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(result.Errors, l => l.Contains(said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("there is no remote nsa; SecondPlace:Remotes has nas", "copy", "nsa")]
    [InlineData("there is no remote nsa; SecondPlace:Remotes has nas", "list", "--remote", "nsa")]
    [InlineData("nas", "list", "--remote")]
    [InlineData("nas", "copy", "nas")]
    public async Task RemoteThatIsNotThere_FailsWithItsName(string said, params string[] words)
    {
        await _rig.RunAsync();
        var settings = _rig.Rig.Folder.Write("appsettings.json", $$"""
            { "AutoCore": { "DataDirectory": "{{_rig.Rig.Folder.Path}}", "SdCard": { "Size": 8 },
                "SecondPlace": { "Remotes": [ { "Name": "nas", "Remote": "nas:pi" } ] } } }
            """);

        var result = await AutoCoreProcess.RunAsync(["backup", .. words, "--config", settings]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(result.Errors, l => l.Contains(said, StringComparison.Ordinal));
    }

    private Task<CommandResult> RunAsync(params string[] words) => AutoCoreProcess.RunAsync([.. words, "--config", _rig.Rig.Folder["appsettings.json"]]);
}
