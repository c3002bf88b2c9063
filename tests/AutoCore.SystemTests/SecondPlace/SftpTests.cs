using AutoCore.SystemTests.Disk;
using AutoCore.Testing;

namespace AutoCore.SystemTests.SecondPlace;

/// <summary>A second place behind OpenSSH, which tells no hashes: every copy is read back.</summary>
public sealed class SftpTests : IAsyncLifetime
{
    private readonly TemporaryFolder far = new();
    private SftpServer server = null!;

    public async ValueTask InitializeAsync() => server = await SftpServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        far.Dispose();
    }

    [Fact]
    public async Task Copy_LineCutInTheMiddle_IsTakenUpAgainAndNothingGoesTwice()
    {
        await using var line = new CuttableLine(server.Port);
        using var fixture = new SecondPlaceFixture(SftpServer.Section("nas", line.Port, server.Key), $"nas:{far["place"]}", """, "BandwidthLimit": "2M" """);
        await fixture.BackUpAsync(8_000_000);

        await using (var copy = AutoCoreProcess.Start(["backup", "copy", "--config", fixture.Settings]))
        {
            await Eventually.TrueAsync(() => line.Passed > 3_000_000 || copy.HasExited);
            line.Cut();
            Assert.Equal(1, await copy.WaitForExitAsync(TimeSpan.FromMinutes(3)));
            Assert.Contains(copy.Errors, e => e.StartsWith("far:", StringComparison.Ordinal));
        }
        line.Mend();
        Assert.DoesNotContain(fixture.NewestMedia(),
            string.Join('\n', (await SecondPlaceFixture.SucceedAsync(fixture.Settings, "backup", "list", "--remote")).Output), StringComparison.Ordinal);

        await SecondPlaceFixture.SucceedAsync(fixture.Settings, "backup", "copy");
        Assert.Contains(fixture.NewestMedia(),
            string.Join('\n', (await SecondPlaceFixture.SucceedAsync(fixture.Settings, "backup", "list", "--remote", "far")).Output), StringComparison.Ordinal);
        var passed = line.Passed;
        var again = await SecondPlaceFixture.SucceedAsync(fixture.Settings, "backup", "copy");
        Assert.Contains("0 files copied", again.Output[^1], StringComparison.Ordinal);
        Assert.True(line.Passed - passed < 100_000, "what was there was sent again");
    }

    [Fact]
    public async Task Copy_Killed_LeavesNothingThatSeemsWhole()
    {
        using var fixture = new SecondPlaceFixture(SftpServer.Section("nas", server.Port, server.Key), $"nas:{far["place"]}", """, "BandwidthLimit": "2M" """);
        await fixture.BackUpAsync(8_000_000);
        await using (var copy = AutoCoreProcess.Start(["backup", "copy", "--config", fixture.Settings]))
        {
            await Eventually.TrueAsync(() => There(fixture.NewestMedia()).Any(f => new FileInfo(f) is { Exists: true, Length: > 1_000_000 }) || copy.HasExited);
            copy.Kill();
            await copy.WaitForExitAsync();
        }

        Assert.Empty(There($"{fixture.NewestMedia()}.sha256"));
        await SecondPlaceFixture.SucceedAsync(fixture.Settings, "backup", "copy");
        Assert.NotEmpty(There($"{fixture.NewestMedia()}.sha256"));
    }

    [Fact]
    public async Task Copy_RemoteFull_SaysSoAndKeepsWhatIsThere()
    {
        await using var disk = await SmallDisk.CreateAsync("16M");
        using var fixture = new SecondPlaceFixture(SftpServer.Section("nas", server.Port, server.Key), $"nas:{disk.Combine("place")}");
        await fixture.BackUpAsync(4_000_000);
        await SecondPlaceFixture.SucceedAsync(fixture.Settings, "backup", "copy");
        var first = fixture.NewestMedia();
        await fixture.BackUpAsync(14_000_000);

        var full = await SecondPlaceFixture.RunAsync(fixture.Settings, "backup", "copy");

        Assert.Equal(1, full.ExitCode);
        Assert.Contains(full.Errors, e => e.Contains("full", StringComparison.Ordinal));
        Assert.NotEmpty(Directory.GetFiles(disk.Combine("place"), $"{first}.sha256", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(disk.Combine("place"), $"{fixture.NewestMedia()}.sha256", SearchOption.AllDirectories));
        var list = await SecondPlaceFixture.SucceedAsync(fixture.Settings, "backup", "list", "--remote");
        Assert.Contains(list.Output, l => l.Contains(first, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Copy_WrongKey_SaysThatTheCredentialsAreRefused()
    {
        using var fixture = new SecondPlaceFixture(SftpServer.Section("nas", server.Port, server.StrangeKey), $"nas:{far["place"]}");
        await fixture.BackUpAsync(1000);

        var refused = await SecondPlaceFixture.RunAsync(fixture.Settings, "backup", "copy");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(refused.Errors, e => e.Contains("credentials", StringComparison.Ordinal) && !e.Contains(server.StrangeKey, StringComparison.Ordinal));
        Assert.Contains((await SecondPlaceFixture.RunAsync(fixture.Settings, "doctor")).Output,
            l => l.StartsWith("warning", StringComparison.Ordinal) && l.Contains("second place: far cannot be listed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Restore_DamagedOnTheRemote_IsRefusedAndTheOneBeforeIsGood()
    {
        using var fixture = new SecondPlaceFixture(SftpServer.Section("nas", server.Port, server.Key), $"nas:{far["place"]}");
        await fixture.BackUpAsync(100_000);
        var good = fixture.NewestMedia();
        await fixture.BackUpAsync(100_000);
        await SecondPlaceFixture.SucceedAsync(fixture.Settings, "backup", "copy");
        var damaged = fixture.NewestMedia();
        await using (var file = File.OpenWrite(Directory.GetFiles(far["place"], damaged, SearchOption.AllDirectories).Single()))
        {
            file.Position = 50_000;
            file.WriteByte(0xA5);
            file.WriteByte(0x5A);
        }

        var refused = await SecondPlaceFixture.RunAsync(fixture.EmptySettings, "restore", "--remote", "far", damaged);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(refused.Errors, e => e.Contains("damaged", StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(fixture["empty/backups"]));

        await SecondPlaceFixture.SucceedAsync(fixture.EmptySettings, "restore", "--remote", "far", good);
        Assert.Equal(100_000, new FileInfo(fixture["media-empty/random"]).Length);
    }

    [Fact]
    public async Task Restore_EmptyMachine_BringsTheOwnDatabaseBack()
    {
        using var fixture = new SecondPlaceFixture(SftpServer.Section("nas", server.Port, server.Key), $"nas:{far["place"]}");
        await fixture.BackUpAsync(1000);
        await SecondPlaceFixture.SucceedAsync(fixture.Settings, "backup", "copy");
        var own = (await SecondPlaceFixture.SucceedAsync(fixture.EmptySettings, "backup", "list", "--remote")).Output.Single(
            l => l.Contains("autocore-", StringComparison.Ordinal)).Split("  ")[1];

        await SecondPlaceFixture.SucceedAsync(fixture.EmptySettings, "restore", "--remote", "far", own);

        Assert.True(File.Exists(fixture["empty/autocore.db"]));
        Assert.True(File.Exists(fixture[$"empty/backups/{own.Replace(".db.gz", ".config.tar.gz", StringComparison.Ordinal)}"]));
        await SecondPlaceFixture.SucceedAsync(fixture.EmptySettings, "backup", "verify");
    }

    [Fact]
    public async Task Copy_MoreThanTheNumber_RemovesTheOldestThere()
    {
        using var fixture = new SecondPlaceFixture(SftpServer.Section("nas", server.Port, server.Key), $"nas:{far["place"]}", """, "Keep": 2 """);
        for (var i = 0; i < 3; i++)
        {
            await fixture.BackUpAsync(1000);
            await SecondPlaceFixture.SucceedAsync(fixture.Settings, "backup", "copy");
        }

        Assert.Equal(2, Directory.GetFiles(far["place"], "media-*.tar.gz", SearchOption.AllDirectories).Length);
        Assert.Equal(2, Directory.GetFiles(far["place"], "autocore-*.db.gz", SearchOption.AllDirectories).Length);
        Assert.NotEmpty(Directory.GetFiles(far["place"], fixture.NewestMedia(), SearchOption.AllDirectories));
        Assert.Contains("delete second-place", await File.ReadAllTextAsync(fixture["data/audit.log"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoInstallations_OneFolder_NeitherTouchesTheOthersNorWhatWasThereBefore()
    {
        using var one = new SecondPlaceFixture(SftpServer.Section("nas", server.Port, server.Key), $"nas:{far["place"]}", """, "Keep": 2 """);
        using var other = new SecondPlaceFixture(SftpServer.Section("nas", server.Port, server.Key), $"nas:{far["place"]}", """, "Keep": 2 """);
        await one.BackUpAsync(1000);
        var old = one.NewestMedia();
        Directory.CreateDirectory(far["place"]);
        foreach (var file in Directory.GetFiles(one["data/backups"], $"{old}*"))
            File.Copy(file, far[$"place/{Path.GetFileName(file).Replace("media-2", "media-1", StringComparison.Ordinal)}"]);
        for (var i = 0; i < 3; i++)
        {
            await one.BackUpAsync(1000);
            await SecondPlaceFixture.SucceedAsync(one.Settings, "backup", "copy");
            await other.BackUpAsync(1000);
            await SecondPlaceFixture.SucceedAsync(other.Settings, "backup", "copy");
        }

        Assert.Equal(5, Directory.GetFiles(far["place"], "media-*.tar.gz", SearchOption.AllDirectories).Length);
        var list = (await SecondPlaceFixture.SucceedAsync(one.Settings, "backup", "list", "--remote")).Output;
        Assert.Equal(5, list.Count(l => l.Contains("media-", StringComparison.Ordinal)));
        await SecondPlaceFixture.SucceedAsync(one.EmptySettings, "restore", "--remote", "far", old.Replace("media-2", "media-1", StringComparison.Ordinal));
        Assert.Equal(1000, new FileInfo(one["media-empty/random"]).Length);
    }

    /// <summary>The files of a name at the far end, in whichever node's folder.</summary>
    private string[] There(string name) => Directory.Exists(far["place"]) ? Directory.GetFiles(far["place"], name, SearchOption.AllDirectories) : [];
}
