using AutoCore.Core;
using AutoCore.Core.Cameras;
using AutoCore.Core.Health;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Cameras;
using AutoCore.Daemon.Cameras.Sharing;
using AutoCore.Daemon.Cameras.Unusual;
using AutoCore.Daemon.Storage;
using AutoCore.Daemon.Tests.Cameras.Keeping;
using AutoCore.Policies.Cameras.Unusual;
using AutoCore.Policies.Clock;
using AutoCore.Policies.Fleet;
using AutoCore.Policies.Health;
using Microsoft.Extensions.Logging.Abstractions;

namespace AutoCore.Daemon.Tests.Cameras.Unusual;

public sealed class UnusualMonitorTests : IDisposable
{
    private static readonly Thumbnail Usual = Paint(static (x, y) => 40 + (((x / 5) + (y / 7 * 3)) % 4 * 50));
    private static readonly Thumbnail Covered = Paint(static (x, y) => 50 + (x / 4));
    private readonly PictureFolder _folder = new();
    private readonly List<BoardEvent> _events = [];
    private readonly List<OwnDatabase> _databases = [];
    private CamerasOptions _options;

    public UnusualMonitorTests()
    {
        _options = _folder.Options();
        _folder.Board.Raised += _events.Add;
    }

    public void Dispose()
    {
        _databases.ForEach(d => d.Dispose());
        _folder.Dispose();
    }

    [Fact]
    public void FinishRound_CoveredAfterDays_IsFlaggedOnceWithSiteCameraAndScore()
    {
        var monitor = Known();
        Assert.Equal(1, Round(monitor, ("A/P1", Covered), ("A/P2", Usual)));
        Assert.Equal(1, Round(monitor, ("A/P1", Covered), ("A/P2", Usual)));
        var told = Assert.Single(_events);
        Assert.Equal("camera-unusual", told.Type);
        Assert.Equal(["site", "camera", "score"], told.Facts.Select(f => f.Key));
        Assert.Equal("P1", told.Facts[1].Text);
        Assert.InRange(told.Facts[2].Number!.Value, 5, 100);

        Assert.Equal(0, Round(monitor, ("A/P1", Usual), ("A/P2", Usual)));
        Assert.Equal("camera-usual", _events.Last().Type);
    }

    [Fact]
    public void CameraOfAFleetsList_HasItsState_AndCounts()
    {
        var monitor = Known();
        Round(monitor, ("A/P1", Covered));
        // The same camera, now of a list that other nodes share.
        var list = Path.Combine(_folder.Data, "list");
        File.WriteAllBytes(list, ListPart.Split([("""{"Site":"A","Name":"P1","Url":"http://camera.invalid/"}"""u8.ToArray(), 0)], 1000).Single());
        _options = _folder.Options("""{ "Sources": [] }""");
        _folder.Board.PostFact(new FleetListFiles(1, [list], []));
        _folder.Board.PostFact(new FleetShare(1, 0, [0]));
        var shared = new SharedCameras(_options, _folder.Board, NullLogger<SharedCameras>.Instance);
        var camera = Assert.Single(shared.Current(_folder.Time.GetUtcNow()));
        monitor = new(_options, shared, new UnusualStore(Database()), _folder.Board, _folder.Time, NullLogger<UnusualMonitor>.Instance);

        Assert.Equal(1, Of(monitor.FinishRound()));

        Assert.Equal(["score", "flags"], monitor.Describe(camera).Select(m => m.Key));
    }

    [Fact]
    public void Describe_FlaggedCamera_HasScoreAndFlag()
    {
        var monitor = Known();
        Round(monitor, ("A/P1", Covered), ("A/P2", Usual));
        Assert.Equal(["score", "flags"], monitor.Describe(Camera("A/P1")).Select(m => m.Key));
        Assert.Equal(["score"], monitor.Describe(Camera("A/P2")).Select(m => m.Key));
        Assert.Empty(monitor.Describe(Camera("B/P9")));
    }

    [Fact]
    public void Find_FlaggedCamera_TellsTheCellsOfTheNewestPictureOnly()
    {
        var monitor = Known();
        Round(monitor, ("A/P1", Covered), ("A/P2", Usual));
        var flagged = Database().Run(c => UnusualPicture.Find(c, "A/P1"))!;
        Assert.True(flagged.IsFlagged);
        Assert.Equal(_folder.Time.GetUtcNow(), flagged.At);
        Assert.Equal(PictureGrid.Cells, flagged.Cells.Length);
        Assert.Contains(flagged.Cells, cell => cell > 128);
        Assert.Empty(Database().Run(c => UnusualPicture.Find(c, "A/P2"))!.Cells);
        Assert.Null(Database().Run(c => UnusualPicture.Find(c, "B/P9")));

        _folder.Time.Advance(TimeSpan.FromHours(6));
        Round(monitor, ("A/P1", Usual));
        Assert.Empty(Database().Run(c => UnusualPicture.Find(c, "A/P1"))!.Cells);
    }

    [Fact]
    public void Recall_AfterARestart_TellsWhatTheLastRoundLeft()
    {
        Round(Known(), ("A/P1", Covered));
        var monitor = Create();
        Assert.Equal(1, Of(monitor.Recall()));
        Assert.Equal("unusual", monitor.Describe(Camera("A/P1"))[1].Text);
    }

    [Fact]
    public void Accept_WhileTheDaemonHasTheDatabaseOpen_TheNextPictureIsUsual()
    {
        var monitor = Known();
        Round(monitor, ("A/P1", Covered));
        // A database of its own, as the command in its own process has.
        var beside = new UnusualStore(Database());
        Assert.True(beside.Accept("A/P1"));
        Assert.False(beside.Accept("A/P1"));
        Assert.False(beside.Accept("A/P2"));
        Assert.Equal(0, Round(monitor, ("A/P1", Covered), ("A/P2", Usual)));
    }

    [Fact]
    public void FinishRound_ManyAtOnce_AreTenByNameAndOneSum_AlsoTheirEnds()
    {
        var labels = Enumerable.Range(1, 20).Select(i => $"A/P{i}").ToList();
        var monitor = Known([.. labels]);
        Assert.Equal(20, Round(monitor, [.. labels.Select(l => (l, Covered))]));
        Assert.Equal(20, Assert.Single(_events, e => e.Type == "cameras-unusual").Facts[0].Number);
        Assert.Equal(10, _events.Count(e => e.Type == "camera-unusual"));

        Assert.Equal(0, Round(monitor, [.. labels.Select(l => (l, Usual))]));
        Assert.Equal(10, _events.Count(e => e.Type == "camera-usual"));
        Assert.Equal(20, Assert.Single(_events, e => e.Type == "cameras-usual").Facts[0].Number);
    }

    [Fact]
    public void Observe_MorePicturesThanABatch_JudgesAll()
    {
        var labels = Enumerable.Range(1, 50).SelectMany(i => new[] { $"A/P{i}", $"B/P{i}" }).ToList();
        Round(Create(), [.. labels.Select(l => (l, Usual))]);
        Assert.Equal(100, new UnusualStore(Database()).States().Count);
    }

    [Fact]
    public void FinishRound_ClockInDoubt_LearnsNothing()
    {
        _folder.Board.PostFact(ClockVerdict.Doubted("it jumped"));
        Known();
        Assert.All(new UnusualStore(Database()).States().Values, s => Assert.False(s.IsFlagged));
        Assert.Equal(0, Database().Run(c => c.Number("SELECT count(*) FROM unusual_model")));
    }

    [Fact]
    public void FinishRound_CameraWithoutPicturesForMonths_IsForgotten()
    {
        Round(Known(), ("A/P1", Covered));
        _folder.Time.Advance(TimeSpan.FromDays(61));
        Round(Create(), ("A/P2", Usual));
        Assert.Equal(["A/P2"], new UnusualStore(Database()).States().Keys);
        Assert.Equal(0, Database().Run(c => c.Number("SELECT (SELECT count(*) FROM unusual_rival) + (SELECT count(*) FROM unusual_model) - 1")));
    }

    [Fact]
    public void FinishRound_ModelIsDamaged_IsLearnedAnew()
    {
        var monitor = Known();
        Database().Write(c => c.Execute("UPDATE unusual_model SET looks = x'0102'"), durable: false);
        Assert.Equal(0, Round(monitor, ("A/P1", Covered)));
        Assert.Equal(2, Database().Run(c => c.Number("SELECT count(*) FROM unusual_model")));
    }

    [Fact]
    public void FinishRound_DatabaseIsNone_TheRoundGoesOn()
    {
        var monitor = Create();
        File.WriteAllText(Path.Combine(_folder.Data, "autocore.db"), new string('x', 5000));
        Assert.Equal(0, Round(monitor, ("A/P1", Usual)));
    }

    [Fact]
    public void FinishRound_SwitchedOff_SaysNothing()
    {
        var monitor = Create("""{ "Enabled": false }""");
        monitor.Observe(Picture("A/P1", Covered));
        Assert.Empty(monitor.FinishRound());
        Assert.Empty(monitor.Recall());
        Assert.False(File.Exists(Path.Combine(_folder.Data, "autocore.db")));
    }

    private UnusualMonitor Known(params string[] labels)
    {
        var monitor = Create();
        for (var i = 0; i < 16; i++)
        {
            _folder.Time.Advance(TimeSpan.FromHours(6));
            Assert.Equal(0, Round(monitor, [.. (labels.Length > 0 ? labels : ["A/P1", "A/P2"]).Select(l => (l, Usual))]));
        }
        return monitor;
    }

    private double? Round(UnusualMonitor monitor, params IEnumerable<(string Camera, Thumbnail Thumbnail)> pictures)
    {
        foreach (var (camera, thumbnail) in pictures)
            monitor.Observe(Picture(camera, thumbnail));
        return Of(monitor.FinishRound());
    }

    private StoredPicture Picture(string camera, Thumbnail thumbnail) =>
        new(Camera(camera), "", new("", 1000, 640, 480, 1, thumbnail, _folder.Time.GetUtcNow(), null), IsDuplicate: false);

    private CameraOptions Camera(string label) => _options.Sources.Single(s => s.Label == label);

    private static double? Of(IReadOnlyList<Measure> measures) => Assert.Single(measures, m => m.Key == "unusual").Number;

    private OwnDatabase Database()
    {
        var settings = LoadedSettings.Load(Path.Combine(_folder.Data, "appsettings.json"), new System.Collections.Hashtable()).Options;
        var database = new OwnDatabase(settings.Database, settings.WalCheckpoint);
        _databases.Add(database);
        return database;
    }

    private UnusualMonitor Create(string unusual = "{}")
    {
        var sources = Enumerable.Range(1, 50)
            .SelectMany(i => new[] { "A", "B" }.Select(site => $$"""{ "Site": "{{site}}", "Name": "P{{i}}", "Url": "http://camera.invalid/" }"""));
        _options = _folder.Options($$"""{ "Unusual": {{unusual}}, "Sources": [ {{string.Join(',', sources)}} ] }""");
        return new(_options, new SharedCameras(_options, _folder.Board, NullLogger<SharedCameras>.Instance), new UnusualStore(Database()), _folder.Board,
            _folder.Time, NullLogger<UnusualMonitor>.Instance);
    }

    private static Thumbnail Paint(Func<int, int, int> level) => new(80, 60, [.. Enumerable.Range(0, 80 * 60).Select(i => (byte)level(i % 80, i / 80))]);
}
