using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Packaging;

/// <summary><c>autoctl</c>: what it takes for a package of this project, what it grants, and how it compares two states.</summary>
public sealed class AutoctlTests : IDisposable
{
    private const string Script = "autoctl";

    /// <summary>An unpacked package that nothing is wrong with.</summary>
    private const string Tree = "mkdir -p p/DEBIAN p/usr/lib p/usr/bin; echo x > p/usr/lib/autocore; ln -s ../lib/autocore p/usr/bin/autocore; " +
        "printf 'Package: autocore-daemon\\nVersion: 1\\nArchitecture: all\\nMaintainer: x\\nDescription: x\\n' > p/DEBIAN/control; chmod -R u=rwX,go=rX p; ";

    private const string Pack = "; dpkg-deb --root-owner-group -Znone --build p p.deb > /dev/null; members p.deb";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("true", "")]
    [InlineData("ln -s /etc/passwd p/usr/lib/x", "./usr/lib/x leads outside (/etc/passwd)")]
    [InlineData("ln -s ../../../../etc p/usr/lib/x", "./usr/lib/x leads outside (../../../../etc)")]
    [InlineData("chmod 4755 p/usr/lib/autocore", "./usr/lib/autocore has special rights")]
    [InlineData("chmod 777 p/usr/lib/autocore", "./usr/lib/autocore can be written by others")]
    [InlineData("mkfifo p/usr/lib/pipe", "./usr/lib/pipe is neither file, folder nor symbolic link")]
    [InlineData("touch 'p/usr/lib/a -> b'", "has an arrow in its name")]
    public async Task Package_ThatReachesOutOfItsFolder_IsTold(string change, string told)
    {
        var output = string.Join('\n', await Shell.RunAsync(_folder, Script, Tree + change + Pack));

        if (told.Length == 0)
            Assert.Empty(output);
        else
            Assert.Contains(told, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("take p.txt autocore-daemon", "p.txt is no Debian package of autocore-daemon: build one with make deb")]
    [InlineData("take p.deb autocore-web", "p.deb is no Debian package of autocore-web: build one with make deb")]
    [InlineData("take none.deb autocore-daemon", "none.deb is no file")]
    [InlineData("echo wrong > p.deb.sha256; take p.deb autocore-daemon", "p.deb is not what p.deb.sha256 says: fetch both again")]
    [InlineData("chmod 666 p.deb; take p.deb autocore-daemon", "root runs nothing that another user could have written")]
    public async Task Package_ThatIsNotTaken_IsToldBeforeAnythingIsDone(string lines, string told)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root installs releases");
        await Shell.RunAsync(_folder, Script, $"{Tree}echo text > p.txt{Pack}");

        var result = await Shell.TryAsync(_folder, Script, $"root=$PWD/opt etc=$PWD/etc; {lines}");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(told, Assert.Single(result.Errors), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["opt/releases"]));
    }

    [Fact]
    public async Task Configuration_NamesWhatIsWrittenAndWhatIsOnlyRead()
    {
        Directory.CreateDirectory(_folder["data"]);
        var settings = _folder.Write("appsettings.json",
            $$"""
            { "AutoCore": { "DataDirectory": "{{_folder["data"]}}", "SdCard": { "Size": 8 },
              "WalCheckpoint": { "Databases": [ "/srv/shop data/a.db", "/srv/b.db" ] },
              "Telemetry": { "Retention": [ { "Database": "/srv/c.db", "Table": "t", "TimestampColumn": "ts", "TimestampFormat": "iso8601", "Days": 3 } ] },
              "Backups": { "CopyTo": "/mnt/usb/copies", "Sources": [ { "Name": "d", "Type": "sqlite", "Path": "/srv/d.db" }, { "Name": "media", "Type": "folder", "Path": "/srv/media" } ] } } }
            """);

        var config = $"'{AutoCoreProcess.ProgramPath}' config --config '{settings}'";
        Assert.Equal(["/srv/b.db", "/srv/c.db", "/srv/d.db", "/srv/shop data/a.db"], await Shell.RunAsync(_folder, Script, $"{config} | databases"));
        Assert.Equal(["/srv/media"], await Shell.RunAsync(_folder, Script, $"{config} | read_folders"));
        Assert.Equal(["/mnt/usb/copies", _folder["data"]], (await Shell.RunAsync(_folder, Script, $"{config} | own_folders"))
            .Where(f => f == _folder["data"] || !f.StartsWith(_folder.Path, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("root")]
    [InlineData("docker")]
    [InlineData("shadow")]
    [InlineData("no-such-group-of-the-tests")]
    public async Task GroupWithPower_IsNotGivenAway(string group) =>
        Assert.Equal("a group of the system's", Assert.Single(await Shell.RunAsync(_folder, Script, $"power_of {group}")));

    [Fact]
    public async Task StateAfterwards_IsComparedWithTheStateBefore()
    {
        var output = await Shell.RunAsync(_folder, Script,
            "ratings() { printf 'disk critical\\nbackup unknown\\nsqlite ok\\ncameras warning\\n'; }; worse_than 'disk ok' 'backup warning' 'sqlite critical'");

        Assert.Equal("disk is rated critical (before: ok)", Assert.Single(output));
    }

    [Theory]
    [InlineData("")]
    [InlineData("install")]
    [InlineData("install no-such-file.deb")]
    [InlineData("frobnicate")]
    public async Task WrongUsage_IsAnsweredWithTheUsage(string words)
    {
        var result = await Shell.TryAsync(_folder, null, $"'{Repository.Combine("deploy/autoctl")}' {words}");

        Assert.Equal(64, result.ExitCode);
        Assert.Contains(result.Errors, l => l.Contains("autoctl rollback [VERSION]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WithoutRoot_TheRemedyIsSaid()
    {
        Shell.WriteProgram(_folder, "id", "echo 1000");

        var result = await Shell.TryAsync(_folder, null, $"'{Repository.Combine("deploy/autoctl")}' grant");

        Assert.Equal((1, "autoctl: this needs root: sudo autoctl …"), (result.ExitCode, Assert.Single(result.Errors)));
    }
}
