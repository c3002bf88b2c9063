using System.Collections;
using AutoCore.Core;
using AutoCore.Core.Storage;
using AutoCore.Daemon.SecondPlace;
using AutoCore.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AutoCore.Daemon.Tests.SecondPlace;

public sealed class SecondPlaceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(":local:/etc")]
    [InlineData("-v:x")]
    [InlineData("nas,host=evil:x")]
    public void Read_AddressThatIsMore_IsAConfigurationError(string remote)
    {
        var settings = Load($$"""{ "Name": "nas", "Remote": "{{remote}}" }""");

        Assert.Contains(settings.Report.Errors, e => e.Contains("SecondPlace:Remotes:0:Remote", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_Remote_HasItsLimits()
    {
        var settings = Load("""{ "Name": "nas", "Remote": "nas:pi", "BandwidthLimit": "500K", "Hours": "22:00-06:00", "What": [ "archives" ] }""");

        Assert.Empty(settings.Report.Errors);
        var remote = Assert.Single(settings.Options.SecondPlace.Remotes);
        Assert.Equal((500_000, false, true, 14), (remote.BytesPerSecond, remote.TakesBackups, remote.TakesArchives, remote.Keep));
        Assert.True(remote.Hours!.Contains(new TimeOnly(23, 0)));
    }

    [Theory]
    [InlineData("[nas]\ntype = sftp\n", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, null)]
    [InlineData("[nas]\ntype = sftp\n", UnixFileMode.UserRead | UnixFileMode.OtherRead, "chmod")]
    [InlineData("[other]\ntype = sftp\nnas = [nas]\n", UnixFileMode.UserRead, "listremotes")]
    [InlineData("# Encrypted\n\nRCLONE_ENCRYPT_V0:\nxxxx", UnixFileMode.UserRead, "encrypted")]
    public void FindProblem_Configuration_MustKeepItsSecretsAndKnowTheRemote(string text, UnixFileMode mode, string? expected)
    {
        var file = folder.Write("rclone.conf", text);
        File.SetUnixFileMode(file, mode);

        var problem = RcloneConfig.FindProblem(file, "nas");

        Assert.Equal(expected is null, problem is null);
        Assert.Contains(expected ?? "", problem ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void FindProblem_NoConfiguration_SaysHowToMakeIt() =>
        Assert.Contains("rclone config", RcloneConfig.FindProblem(folder["none"], "nas"), StringComparison.Ordinal);

    [Theory]
    [InlineData("", 0)]
    [InlineData("""{ "Name": "nas", "Remote": "nas:pi" }""", 1)]
    public void AddSecondPlace_WithoutRemote_RunsNothing(string remote, int services) =>
        Assert.Equal(services, new ServiceCollection().AddSecondPlace(Load(remote).Options.SecondPlace).Count(s => s.ServiceType == typeof(IHostedService)));

    [Fact]
    public void Take_Log_KeepsBytesAndTheLastErrors()
    {
        var log = new RcloneLog();
        log.Take("""{"level":"info","msg":"x","stats":{"bytes":4096}}""");
        log.Take("""{"level":"error","msg":"connection reset"}""");
        log.Take("2026/11/24 14:01:52 Failed to copyto: connection reset");
        log.Take("{not json");

        Assert.Equal(4096, log.Bytes);
        Assert.Equal(["connection reset", "Failed to copyto: connection reset {not json"], log.Errors);
        for (var i = 0; i < 1000; i++)
            log.Take(new string('x', 10_000));
        Assert.True(log.Errors.Sum(e => e.Length) < 10_000);
    }

    /// <summary>What a server says stands in rclone's own messages: none of it may end the thread that reads them.</summary>
    [Theory]
    [InlineData("""{"level":"error","msg":"\ud800"}""")]
    [InlineData("""{"level":"info","stats":7}""")]
    [InlineData("""{"level":"info","stats":{"bytes":"many"}}""")]
    [InlineData("""{"level":"info","stats":{"bytes":1e400}}""")]
    [InlineData("""{"level":7}""")]
    [InlineData("{}")]
    public void Take_EntryOfOtherKinds_IsReadAsFarAsItGoes(string line)
    {
        var log = new RcloneLog();
        log.Take(line);
        log.Take("""{"level":"info","msg":"x","stats":{"bytes":4096}}""");
        log.Take("""{"level":"error","msg":"connection reset"}""");

        Assert.Equal(4096, log.Bytes);
        Assert.Equal("connection reset", log.Errors[^1]);
    }

    [Fact]
    public void Take_ErrorOfSeveralLines_IsOne()
    {
        var log = new RcloneLog();
        log.Take("2026/11/24 14:01:50 NOTICE: s3: nothing to see");
        log.Take("        here either");
        log.Take("2026/11/24 14:01:52 Failed to lsjson: RequestTimeTooSkewed: The difference is too large.");
        log.Take("\tstatus code: 403, request id: 1, host id: ");
        log.Take("""{"error":{"code":403}}""");
        log.Take("""{"level":"error","msg":"another one"}""");
        log.Take("2026/11/24 14:01:53.123456 Failed to lsjson: again");

        Assert.Equal(
            ["""Failed to lsjson: RequestTimeTooSkewed: The difference is too large. status code: 403, request id: 1, host id: {"error":{"code":403}}""",
                "another one", "Failed to lsjson: again"], log.Errors);
    }

    [Fact]
    public void EnvironmentFor_RemoteWithProxies_HasTheSecretAndNothingElseOfTheDaemon()
    {
        File.SetUnixFileMode(folder.Write("env", "PROXY=p:w\n"), UnixFileMode.UserRead);
        var remote = Load("""{ "Name": "nas", "Remote": "nas:pi", "HttpsProxy": "http://user@proxy:3128", "NoProxy": ".local", "ProxyPasswordKey": "PROXY" }""")
            .Options.SecondPlace.Remotes[0];
        var surroundings = new RcloneSurroundings(new Secrets(folder["env"], new Hashtable()), new Hashtable
        {
            ["http_proxy"] = "http://plain:1",
            ["https_proxy"] = "http://other:1",
            ["SSL_CERT_FILE"] = "/ca",
            ["RCLONE_CONFIG"] = "/elsewhere",
        });

        var environment = surroundings.EnvironmentFor(remote);

        Assert.Equal(("http://user:p%3Aw@proxy:3128", "http://plain:1", ".local", "/ca"),
            (environment["HTTPS_PROXY"], environment["http_proxy"], environment["NO_PROXY"], environment["SSL_CERT_FILE"]));
        Assert.DoesNotContain("https_proxy", environment.Keys);
        Assert.DoesNotContain("RCLONE_CONFIG", environment.Keys);
    }

    [Theory]
    [InlineData(null, "cannot be read")]
    [InlineData("not a certificate", "PEM")]
    public void ArgumentsFor_CaFileThatIsNone_SaysWhatToDo(string? content, string expected)
    {
        if (content is not null)
            folder.Write("ca.pem", content);
        var remote = Load($$"""{ "Name": "nas", "Remote": "nas:pi", "CaFile": "{{folder["ca.pem"]}}" }""").Options.SecondPlace.Remotes[0];

        Assert.Contains(expected, Assert.Throws<RemoteFailure>(() => RcloneSurroundings.ArgumentsFor(remote)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ProxyWithAPassword_IsRefusedWithoutShowingIt()
    {
        var settings = Load("""{ "Name": "nas", "Remote": "nas:pi", "HttpsProxy": "http://user:geheim@proxy:3128" }""");

        Assert.Contains(settings.Report.Errors, e => e.Contains("ProxyPasswordKey", StringComparison.Ordinal));
        Assert.DoesNotContain(settings.Report.Errors, e => e.Contains("geheim", StringComparison.Ordinal));
    }

    [Fact]
    public void PlaceOf_NamesThatLeadElsewhere_AreNone()
    {
        var store = new LocalStore(new(folder["backups"], folder["archive"]));

        Assert.Equal(folder["backups/autocore-20261120T030000Z.db.gz"], store.PlaceOf("autocore-20261120T030000Z.db.gz"));
        Assert.Equal(folder["archive/2026-11-20.tar"], store.PlaceOf("archives/2026-11-20.tar"));
        Assert.Null(store.PlaceOf("../x-20261120T030000Z.db.gz"));
        Assert.Null(store.PlaceOf("/etc/x-20261120T030000Z.db.gz"));
        Assert.Null(store.PlaceOf("archives/../../x.tar"));
        Assert.Null(store.PlaceOf("archives/a/b.tar"));
        Assert.Null(store.PlaceOf("passwd"));
    }

    [Fact]
    public void IsDue_NothingNew_LeavesTheNetworkAloneForADay()
    {
        var time = new TestClock();
        var state = new RemoteState(Load("""{ "Name": "nas", "Remote": "nas:pi" }""").Options.SecondPlace.Remotes[0], time);
        Assert.True(state.IsDue(1));

        state.Note(new(1, 0, time.GetUtcNow(), null), 1);
        time.Advance(TimeSpan.FromHours(1));
        Assert.False(state.IsDue(1));
        Assert.True(state.IsDue(2));

        time.Advance(TimeSpan.FromHours(24));
        Assert.True(state.IsDue(1));
    }

    [Fact]
    public void IsDue_AfterFailures_WaitsLongerAndLonger()
    {
        var time = new TestClock();
        var state = new RemoteState(Load("""{ "Name": "nas", "Remote": "nas:pi" }""").Options.SecondPlace.Remotes[0], time);
        state.Note(new(0, 1, null, "away"), 1);
        state.Note(new(0, 1, null, "away"), 1);

        time.Advance(TimeSpan.FromMinutes(9));
        Assert.False(state.IsDue(2));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.True(state.IsDue(2));
        Assert.Equal(2, state.Read().Failures);
    }

    private LoadedSettings Load(string remote) => LoadedSettings.Load(
        folder.Write(
        "appsettings.json",
        $$"""{ "AutoCore": { "DataDirectory": "{{folder.Path}}", "SdCard": { "Size": 8 }, "SecondPlace": { "Remotes": [ {{remote}} ] } } }"""),
        new Hashtable());
}
