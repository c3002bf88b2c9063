using System.Text;
using AutoCore.Core.Cameras;
using AutoCore.Core.Cameras.Inventory;
using AutoCore.Core.Configuration;
using AutoCore.Daemon.Cameras.Rounds;
using AutoCore.Daemon.Cameras.Sharing;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Fleet;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Fleet;

/// <summary>What the cameras make of their share.</summary>
public sealed class SharedCamerasTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FleetFixture _fixture = new();

    private SharedCameras Cameras => _fixture.Get<SharedCameras>();

    private DateTimeOffset Now => _fixture.Clock.GetUtcNow();

    public void Dispose()
    {
        _fixture.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Current_ShareChanges_FollowsIt()
    {
        Give(1, [0, 1, 0]);
        Assert.Equal(["S/P0", "S/P2"], Labels());

        Share(1, [1, 0, 0]);

        Assert.Equal(["S/P1", "S/P2"], Labels());
        Assert.False(Cameras.IsOurs(Camera("P0")));
        Assert.True(Cameras.IsOurs(Camera("P1")));
    }

    [Fact]
    public void Current_StoredElsewhereInThisRound_IsNotCapturedAgain()
    {
        Give(1, [0, 0, 0]);
        var round = SharedRoundPolicy.RoundOf(Now, TimeSpan.FromHours(6)).ToUnixTimeSeconds();

        _fixture.Board.PostFact(new StoredElsewhere(new(round, 1, new HashSet<int> { 1 })));
        Assert.Equal(["S/P0", "S/P2"], Labels());

        _fixture.Board.PostFact(new StoredElsewhere(new(round - 1, 1, new HashSet<int> { 1 })));
        Assert.Equal(["S/P0", "S/P1", "S/P2"], Labels());
    }

    [Fact]
    public void Current_CameraWithARhythmOfItsOwn_IsNotLeftToMarksOfTheRound()
    {
        Give(1, [0, 0], ""","Interval":"00:05:00" """);
        Labels();
        _fixture.Board.PostFact(new StoredElsewhere(new(SharedRoundPolicy.RoundOf(Now, TimeSpan.FromHours(6)).ToUnixTimeSeconds(), 1, new HashSet<int> { 1 })));

        Assert.Equal(["S/P0", "S/P1"], Labels());
        Assert.False(Cameras.IsAnyMissing(new HashSet<string>(), Now));
    }

    [Fact]
    public void Current_DaylightWhereNobodySaidWhere_IsAskedByNight_AndSaidSo()
    {
        Give(1, [0], ""","Hours":"daylight" """);
        Labels();

        Assert.Contains(_fixture.Log.Lines, l => l.EventName == "shared-camera-daylight");
        var options = _fixture.Get<CamerasOptions>();
        Assert.Empty(new CameraSchedule(options, Cameras, new(options, _fixture.Clock), _fixture.Board, _fixture.Clock).RestingOf(Cameras.Current(Now)));
    }

    [Fact]
    public void ListOfTheFleet_HasIntervalAndHours_ButNoDefaults()
    {
        const string Entry = """{"Site":"S","Name":"P0","Url":"http://cam/","Interval":"00:05:00","Hours":"07:00-12:00, 14:00-24:00"}""";
        var report = new SettingReport();
        var camera = Assert.Single(CameraInventory.ReadJson(Encoding.UTF8.GetBytes($"[{Entry}]"), "list", report));

        Assert.Empty(report.Errors);
        Assert.Equal(Entry, Encoding.UTF8.GetString(CameraListWriter.Compose(camera)));
    }

    [Fact]
    public void IsAnyMissing_CameraCameWhoseTryFailed_IsNotTriedForEver()
    {
        Give(1, [0, 1, 1]);
        Labels();
        Cameras.Note(new(Camera("P0"), new(CaptureFault.Timeout), "", 3, TimeSpan.Zero, null));
        Assert.False(Cameras.IsAnyMissing(new HashSet<string>(), Now));

        Share(1, [0, 0, 1]);

        Assert.True(Cameras.IsAnyMissing(new HashSet<string>(), Now));
        Assert.False(Cameras.IsAnyMissing(new HashSet<string> { "S/P1" }, Now));
    }

    [Fact]
    public void Current_SecretThatTheNodeDoesNotOffer_IsNotSent()
    {
        Give(1, [0, 0, 0], ""","Auth":"basic","UserName":"u","PasswordKey":"MQTT_PASSWORD" """);

        Assert.All(Cameras.Current(Now), c => Assert.True(c is { Auth: CameraAuth.None, PasswordKey: null, UserName: null }));
        Assert.Contains(_fixture.Log.Lines, l => l.EventName == "shared-secret-not-allowed");
    }

    private IEnumerable<string> Labels() => Cameras.Current(Now).Select(c => c.Label);

    private static CameraOptions Camera(string name) => new("S", name, new("http://127.0.0.1/"), CameraAuth.None, null, null);

    private void Share(long version, int[] owners) => _fixture.Board.PostFact(new FleetShare(version, 0, owners));

    private void Give(long version, int[] owners, string more = "")
    {
        var entries = owners.Select((_, i) => (Encoding.UTF8.GetBytes($$"""{"Site":"S","Name":"P{{i}}","Url":"http://127.0.0.1/{{i}}"{{more}}}"""), 0));
        var files = ListPart.Split(entries, 120).Select((p, i) => _folder.Write($"part-{i}", Encoding.UTF8.GetString(p))).ToList();
        _fixture.Board.PostFact(new FleetListFiles(version, files, ["CAMERA_PASSWORD"]));
        Share(version, owners);
    }
}
