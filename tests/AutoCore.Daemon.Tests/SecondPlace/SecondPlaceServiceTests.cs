using System.Collections;
using AutoCore.Core;
using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Daemon.SecondPlace;
using AutoCore.Daemon.Storage;
using AutoCore.Daemon.Tests.Hosting;
using AutoCore.Policies.Backups;
using AutoCore.Policies.Health;
using AutoCore.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AutoCore.Daemon.Tests.SecondPlace;

/// <summary>The service with a real rclone, whose remote is a folder.</summary>
public sealed class SecondPlaceServiceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly WorkerFixture fixture = new();

    public void Dispose()
    {
        fixture.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Service_BackupWaits_IsCopiedFiveMinutesAfterTheStart()
    {
        var name = AddBackup("20261120T030000Z");
        using var service = Create(config: "[far]\ntype = local\n");
        await fixture.StartAsync(service, "backup/nas");
        Assert.False(Directory.Exists(folder["far"]));

        await AdvanceAsync();
        await service.StopAsync(CancellationToken.None);

        var copy = Assert.Single(Directory.GetFiles(folder["far"], name, SearchOption.AllDirectories));
        Assert.NotEqual(folder["far"], Path.GetDirectoryName(copy));
        Assert.Equal(await File.ReadAllBytesAsync(folder[$"backups/{name}"]), await File.ReadAllBytesAsync(copy));
        Assert.Equal(Checksum.TryRead(folder[$"backups/{name}"]), Checksum.TryRead(copy));
        Assert.Equal(Rating.Ok, fixture.Board.Find("backup/nas")!.Rating);
        Assert.Equal(1, fixture.Count("remote-copied"));
        Assert.Single(fixture.Board.FindFact<IReadOnlyList<RemoteHealth>>()!, r => r.Newest == new DateTimeOffset(2026, 11, 20, 3, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Service_RemoteFails_IsToldAndTriedAgainUntilItWorks()
    {
        AddBackup("20261120T030000Z");
        using var service = Create(config: "[other]\ntype = local\n");
        await fixture.StartAsync(service, "backup/nas");
        await AdvanceAsync();
        Assert.Equal(Rating.Warning, fixture.Board.Find("backup/nas")!.Rating);
        Assert.Equal(1, fixture.Count("remote-failed"));

        await File.WriteAllTextAsync(folder["rclone.conf"], "[far]\ntype = local\n");
        await AdvanceAsync();
        Assert.Equal(Rating.Ok, fixture.Board.Find("backup/nas")!.Rating);
        await service.StopAsync(CancellationToken.None);

        Assert.Equal(1, fixture.Count("remote-recovered"));
    }

    /// <summary>The next pass. Its programs work only while nobody else wants the processor: on a busy machine that takes a while.</summary>
    private async Task AdvanceAsync()
    {
        var before = fixture.Board.Find("backup/nas");
        await Eventually.TrueAsync(() => fixture.Time.ActiveTimers > 0);
        fixture.Time.Advance(TimeSpan.FromMinutes(5));
        await Eventually.TrueAsync(() => !ReferenceEquals(before, fixture.Board.Find("backup/nas")), TimeSpan.FromMinutes(4));
    }

    private string AddBackup(string stamp)
    {
        var name = $"autocore-{stamp}.db.gz";
        folder.Write($"backups/{name}", "a backup");
        Checksum.Write(folder[$"backups/{name}"], Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("a backup"u8)));
        Assert.NotNull(BackupName.TryParse(name));
        return name;
    }

    private SecondPlaceService Create(string config)
    {
        File.SetUnixFileMode(folder.Write("rclone.conf", config), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var settings = LoadedSettings.Load(folder.Write("appsettings.json", $$"""
            { "AutoCore": { "DataDirectory": "{{folder.Path}}", "SdCard": { "Size": 8 },
              "SecondPlace": { "ConfigFile": "{{folder["rclone.conf"]}}", "Remotes": [ { "Name": "nas", "Remote": "far:{{folder["far"]}}" } ] } } }
            """), new Hashtable());
        var options = settings.Options.SecondPlace;
        var runtime = new RuntimeDirectory(settings.Options.Hosting, new Hashtable());
        var store = new LocalStore(new(folder["backups"], folder["archive"]));
        var audit = new AuditLog(new AuditPlace(null), fixture.Time, NullLogger<AuditLog>.Instance);
        var surroundings = new RcloneSurroundings(new Secrets("/nonexistent", new Hashtable()), new Hashtable());
        var copier = new RemoteCopier(new RcloneClient(options, settings.Options.Hosting, surroundings), store, runtime, audit, fixture.Board, fixture.Time);
        return new SecondPlaceService(options, copier, store, new SecondPlaceLock(runtime), fixture.Context);
    }
}
