using AutoCore.Testing;

namespace AutoCore.SystemTests.SecondPlace;

/// <summary>A second place in an S3 bucket, whose server tells MD5 hashes.</summary>
public sealed class S3Tests : IAsyncLifetime
{
    private S3Server server = null!;

    public async ValueTask InitializeAsync() => server = await S3Server.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Copy_LineCutInTheMiddle_IsTakenUpAgainAndRestoredOnAnEmptyMachine()
    {
        await using var line = new CuttableLine(server.Port);
        using var fixture = new SecondPlaceFixture(S3Server.Section("s3", line.Port), $"s3:{S3Server.Bucket}/pi", """, "BandwidthLimit": "2M" """);
        await fixture.BackUpAsync(6_000_000);
        await using (var copy = AutoCoreProcess.Start(["backup", "copy", "--config", fixture.Settings]))
        {
            await Eventually.TrueAsync(() => line.Passed > 2_000_000 || copy.HasExited);
            line.Cut();
            Assert.Equal(1, await copy.WaitForExitAsync(TimeSpan.FromMinutes(3)));
        }
        line.Mend();

        await SecondPlaceFixture.SucceedAsync(fixture.Settings, "backup", "copy");
        await SecondPlaceFixture.SucceedAsync(fixture.EmptySettings, "restore", "--remote", "far", fixture.NewestMedia());

        Assert.Equal(await File.ReadAllBytesAsync(fixture["media/random"]), await File.ReadAllBytesAsync(fixture["media-empty/random"]));
    }

    [Fact]
    public async Task Copy_WrongKey_SaysThatTheCredentialsAreRefused()
    {
        using var fixture = new SecondPlaceFixture(S3Server.Section("s3", server.Port, keyId: "NOBODY"), $"s3:{S3Server.Bucket}/pi");
        await fixture.BackUpAsync(1000);

        var refused = await SecondPlaceFixture.RunAsync(fixture.Settings, "backup", "copy");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(refused.Errors, e => e.Contains("credentials", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Restore_DamagedObject_IsRefused()
    {
        using var fixture = new SecondPlaceFixture(S3Server.Section("s3", server.Port), $"s3:{S3Server.Bucket}/pi");
        await fixture.BackUpAsync(100_000);
        await SecondPlaceFixture.SucceedAsync(fixture.Settings, "backup", "copy");
        await using (var file = File.OpenWrite(server.Objects("tar.gz").Single(o => o.Contains("media-", StringComparison.Ordinal))))
        {
            file.Position = 60_000;
            file.WriteByte(0xA5);
            file.WriteByte(0x5A);
        }

        var refused = await SecondPlaceFixture.RunAsync(fixture.EmptySettings, "restore", "--remote", "far", fixture.NewestMedia());

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(refused.Errors, e => e.Contains("damaged", StringComparison.Ordinal));
        Assert.False(Directory.Exists(fixture["media-empty"]));
    }
}
