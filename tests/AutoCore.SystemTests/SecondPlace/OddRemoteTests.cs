using AutoCore.Testing;

namespace AutoCore.SystemTests.SecondPlace;

/// <summary>Remotes that are not as rclone expects them: a shell with other paths, a bucket that may not be asked for, a wrong clock, a proxy.</summary>
public sealed class OddRemoteTests : IDisposable
{
    private readonly TemporaryFolder far = new();

    public void Dispose() => far.Dispose();

    [Fact]
    public async Task Copy_ShellSeesOtherPathsThanSftp_IsReadBack()
    {
        var program = far.Write("sftp", $"""
            #!/bin/sh
            exec unshare -m sh -c 'mount -t tmpfs none /mnt && mkdir /mnt/homes && mount --bind {far.Path} /mnt/homes && exec /usr/lib/openssh/sftp-server'
            """);
        File.SetUnixFileMode(program, (UnixFileMode)0b111_101_101);
        await using var server = await SftpServer.StartAsync(program);
        using var fixture = new SecondPlaceFixture(SftpServer.Section("nas", server.Port, server.Key, "unix"), "nas:/mnt/homes/pi");
        await fixture.BackUpAsync(100_000);

        await SecondPlaceFixture.SucceedAsync(fixture.Settings, "backup", "copy");
        await SecondPlaceFixture.SucceedAsync(fixture.EmptySettings, "restore", "--remote", "far", fixture.NewestMedia());

        Assert.Equal(await File.ReadAllBytesAsync(fixture["media/random"]), await File.ReadAllBytesAsync(fixture["media-empty/random"]));
    }

    [Fact]
    public async Task Copy_BucketThatMayNotBeAskedFor_GoesIntoItAllTheSame()
    {
        await using var server = new StubS3();
        using var fixture = new SecondPlaceFixture(S3Server.Section("s3", server.Port), "s3:bucket/pi");
        await fixture.BackUpAsync(1000);

        await SecondPlaceFixture.SucceedAsync(fixture.Settings, "backup", "copy");

        Assert.Contains(server.Names, n => n.EndsWith($"{fixture.NewestMedia()}.sha256", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Copy_ClockIsWrong_IsTold()
    {
        await using var server = new StubS3 { IsSkewed = true };
        using var fixture = new SecondPlaceFixture(S3Server.Section("s3", server.Port), "s3:bucket/pi");
        await fixture.BackUpAsync(1000);

        var refused = await SecondPlaceFixture.RunAsync(fixture.Settings, "backup", "copy");

        Assert.Contains(refused.Errors, e => e.Contains("clock", StringComparison.Ordinal) && !e.Contains("credentials", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Copy_HalvesOfEveryForm_Go()
    {
        using var fixture = new SecondPlaceFixture("[nas]\ntype = local\n", $"nas:{far["place"]}");
        await fixture.BackUpAsync(1000);
        await SecondPlaceFixture.SucceedAsync(fixture.Settings, "backup", "copy");
        var own = Directory.GetDirectories(far["place"]).Single();
        string[] left = [Path.Combine(own, $"{fixture.NewestMedia()}.4f3a2b1c.partial"), far["place/media-20250101T030000Z.tar.gz"],
            far["place/media-20250101T030000Z.tar.gz.4f3a2b1c.partial"]];
        string[] others = [far["place/notes.partial"], far["place/node-12345678/media-20250101T030000Z.tar.gz"]];
        Directory.CreateDirectory(far["place/node-12345678"]);
        foreach (var file in left.Concat(others))
            await File.WriteAllTextAsync(file, "half");
        await fixture.BackUpAsync(1000);

        await SecondPlaceFixture.SucceedAsync(fixture.Settings, "backup", "copy");

        Assert.All(left, f => Assert.False(File.Exists(f), f));
        Assert.All(others, f => Assert.True(File.Exists(f), f));
    }

    [Fact]
    public async Task Copy_ThroughAProxyWithAPassword_ArrivesAndShowsItNowhere()
    {
        await using var server = new StubS3();
        await using var proxy = new PlainProxy(server.Port);
        using var fixture = new SecondPlaceFixture(S3Server.Section("s3", 1).Replace("http://127.0.0.1:1", "http://s3.invalid", StringComparison.Ordinal),
            "s3:bucket/pi", $$""", "HttpProxy": "http://user@127.0.0.1:{{proxy.Port}}", "ProxyPasswordKey": "PROXY_PASSWORD" """);
        await fixture.BackUpAsync(1000);

        var without = await SecondPlaceFixture.RunAsync(fixture.Settings, "backup", "copy");
        Assert.Contains(without.Errors, e => e.Contains("the secret PROXY_PASSWORD was not found", StringComparison.Ordinal));
        var secret = new Dictionary<string, string> { ["PROXY_PASSWORD"] = "gehe:im" };
        await using var copy = AutoCoreProcess.Start(["backup", "copy", "--config", fixture.Settings], secret);
        copy.Input.Close();
        Assert.True(await copy.WaitForExitAsync(TimeSpan.FromMinutes(2)) == 0, string.Join('\n', copy.Errors));

        Assert.Contains(server.Names, n => n.EndsWith($"{fixture.NewestMedia()}.sha256", StringComparison.Ordinal));
        var credentials = Convert.ToBase64String("user:gehe:im"u8);
        Assert.All(proxy.Heads, h => Assert.Contains($"Proxy-Authorization: Basic {credentials}", h, StringComparison.Ordinal));
        Assert.DoesNotContain(copy.Errors.Concat(copy.Output), l => l.Contains("gehe", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Copy_RcloneOfDebian11_IsNamedTooOld()
    {
        using var fixture = new SecondPlaceFixture("[nas]\ntype = local\n", $"nas:{far["place"]}");
        await fixture.BackUpAsync(1000);
        var old = far.Write("bin/rclone", """
            #!/bin/sh
            for word in "$@"; do
                [ "$word" = --stat ] && { printf 'Error: unknown flag: --stat\nUsage:\n  rclone lsjson remote:path [flags]\n' >&2; exit 1; }
            done
            exec /usr/bin/rclone "$@"
            """);
        File.SetUnixFileMode(old, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(far.Path, (UnixFileMode)0b111_101_101);
        var path = new Dictionary<string, string> { ["PATH"] = $"{far["bin"]}:{Environment.GetEnvironmentVariable("PATH")}" };

        foreach (var command in new[] { "backup copy", "doctor" })
        {
            await using var process = AutoCoreProcess.Start([.. command.Split(' '), "--config", fixture.Settings], path);
            process.Input.Close();
            await process.WaitForExitAsync(TimeSpan.FromMinutes(2));
            Assert.Contains(process.Errors.Concat(process.Output), l => l.Contains("1.57 or newer", StringComparison.Ordinal));
        }
    }
}
