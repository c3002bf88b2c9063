using AutoCore.Core.Cameras;
using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Cameras;
using AutoCore.Daemon.Cameras.Freshness;
using AutoCore.Daemon.Cameras.Sharing;
using AutoCore.Daemon.Tests.Cameras.Keeping;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.Clock;
using AutoCore.Policies.Health;
using Microsoft.Extensions.Logging.Abstractions;

namespace AutoCore.Daemon.Tests.Cameras.Freshness;

public sealed class FreshnessMonitorTests : IDisposable
{
    private static readonly Thumbnail Ordinary = new(16, 16, [.. Enumerable.Range(0, 256).Select(i => (byte)i)]);
    private static readonly Thumbnail Black = new(16, 16, new byte[256]);
    private readonly PictureFolder _folder = new();
    private readonly List<BoardEvent> _events = [];
    private CamerasOptions _options;
    private int _content;

    public FreshnessMonitorTests()
    {
        _options = _folder.Options();
        _folder.Board.Raised += _events.Add;
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FinishRound_SamePictureForThreeRounds_IsFrozenOnceAndFineAgainOnce()
    {
        var monitor = Create();
        for (var round = 1; round <= 5; round++)
            Assert.Equal(round >= 3 ? 1 : 0, Round(monitor, "frozen", ("A/P1", 7, Ordinary), ("A/P2", Fresh(), Ordinary)));
        Assert.Equal(0, Round(monitor, "frozen", ("A/P1", 8, Ordinary)));

        Assert.Equal(["camera-flagged", "camera-unflagged"], _events.Select(e => e.Type));
        Assert.Contains("A/P1", _events[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FinishRound_RestartBetweenRounds_GoesOnCounting()
    {
        Round(Create(), "frozen", ("A/P1", 7, Ordinary));
        Round(Create(), "frozen", ("A/P1", 7, Ordinary));
        Assert.Equal(1, Round(Create(), "frozen", ("A/P1", 7, Ordinary)));
        Assert.Equal(1, Round(Create(), "frozen"));
    }

    [Fact]
    public void FinishRound_TurnsOfOneCameraAmongMany_WriteTheFileOnceATenthHasChanged()
    {
        var monitor = Create();
        Round(monitor, "frozen", Enumerable.Range(1, 40).Select(i => ($"A/P{i}", Fresh(), Ordinary)).ToList());
        var written = Identity();

        for (var turn = 1; turn <= 3; turn++)
            Round(monitor, "frozen", ("A/P1", Fresh(), Ordinary));
        Assert.Equal(written, Identity());
        Round(monitor, "frozen", ("A/P1", Fresh(), Ordinary));
        Assert.NotEqual(written, Identity());

        ulong Identity() => FileFacts.Read(Path.Combine(_folder.Data, "capture", "freshness.tsv"))!.Value.Identity;
    }

    [Fact]
    public void FinishRound_TwoCamerasShowTheSame_BothArePlaceholders()
    {
        var monitor = Create();
        Assert.Equal(2, Round(monitor, "placeholder", ("A/P1", 7, Ordinary), ("B/P1", 7, Ordinary), ("A/P2", Fresh(), Ordinary)));
        Assert.Equal("B/P1", SameAs("A/P1"));
        Assert.Equal("A/P1", SameAs("B/P1"));
        Assert.Equal(0, Round(monitor, "placeholder", ("A/P1", Fresh(), Ordinary)));
        Assert.Null(SameAs("B/P1"));

        string? SameAs(string label) => monitor.Describe(_options.Sources.First(c => c.Label == label))
            .FirstOrDefault(m => m.Key == CameraReadings.SameAs).Text;
    }

    [Fact]
    public void FinishRound_BlackPicture_IsFlaggedByItsWord()
    {
        Assert.Equal(1, Round(Create(), "black", ("A/P1", Fresh(), Black)));
        Assert.Equal("black", _events.Single().Facts.Single(f => f.Key == "flags").Text);
    }

    [Fact]
    public void Recall_AfterARestart_TellsWhatTheLastRoundLeft()
    {
        Round(Create(), "black", ("A/P1", Fresh(), Black));
        var monitor = Create();
        Assert.Equal(1, Of(monitor.Recall(), "black"));
        Assert.Equal("black", monitor.Describe(_options.Sources.Single(s => s.Label == "A/P1")).Single().Text);
        Assert.Empty(monitor.Describe(_options.Sources.Single(s => s.Label == "A/P2")));
    }

    [Theory]
    [InlineData("believed", 1)]
    [InlineData("doubted", 0)]
    [InlineData("not judged", 1)]
    public void FinishRound_OldByLastModified_IsStaleUnlessTheClockIsInDoubt(string clock, int expected)
    {
        _folder.Board.PostFact(clock switch { "believed" => ClockVerdict.Believed, "doubted" => ClockVerdict.Doubted("it jumped"), _ => default });
        var monitor = Create();
        monitor.Observe(Picture("A/P1", 1, Ordinary, _folder.Time.GetUtcNow().AddDays(-2)));
        Assert.Equal(expected, Of(monitor.FinishRound(), "stale"));
    }

    [Fact]
    public void FinishRound_ManyFlaggedAtOnce_TellsTheRestInOneEvent()
    {
        Round(Create(), "black", [.. Enumerable.Range(1, 50).Select(i => ($"A/P{i}", Fresh(), Black))]);
        Assert.Equal(10, _events.Count(e => e.Type == "camera-flagged"));
        Assert.Equal(50, _events.Single(e => e.Type == "cameras-flagged").Facts[0].Number);
    }

    [Fact]
    public void FinishRound_ManyFineAgainAtOnce_NoneIsDropped()
    {
        var monitor = Create();
        Round(monitor, "black", [.. Enumerable.Range(1, 50).Select(i => ($"A/P{i}", Fresh(), Black))]);
        var settled = new List<AlertState>();
        _folder.Board.Settled += settled.Add;
        Round(monitor, "black", [.. Enumerable.Range(1, 50).Select(i => ($"A/P{i}", Fresh(), Ordinary))]);

        Assert.Equal(10, _events.Count(e => e.Type == "camera-unflagged"));
        Assert.Equal(50, _events.Single(e => e.Type == "cameras-unflagged").Facts[0].Number);
        Assert.Equal(50, settled.Last(s => s.Condition == PicturesEvents.Flags).Over(Enumerable.Range(1, 50).Select(i => $"flags/A/P{i}")).Count);
    }

    [Fact]
    public void FinishRound_CameraIsNoLongerConfigured_IsForgotten()
    {
        Round(Create(), "black", ("A/P1", Fresh(), Black));
        Assert.Equal(0, Round(Create(cameras: 0), "black"));
    }

    [Fact]
    public void FinishRound_FileIsDamaged_BeginsAnew()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Data, "capture"));
        File.WriteAllText(Path.Combine(_folder.Data, "capture", "freshness.tsv"), "A/P1\tnonsense\nA/P2");
        Assert.Equal(0, Round(Create(), "frozen", ("A/P1", 7, Ordinary)));
    }

    [Fact]
    public void FinishRound_SwitchedOff_SaysNothing()
    {
        var monitor = Create(freshness: """{ "Enabled": false }""");
        monitor.Observe(Picture("A/P1", 1, Black));
        Assert.Empty(monitor.FinishRound());
    }

    private int Fresh() => 100 + _content++;

    private double? Round(FreshnessMonitor monitor, string key, params IEnumerable<(string Camera, int Content, Thumbnail Thumbnail)> pictures)
    {
        foreach (var (camera, content, thumbnail) in pictures)
            monitor.Observe(Picture(camera, content, thumbnail));
        return Of(monitor.FinishRound(), key);
    }

    private StoredPicture Picture(string camera, int content, Thumbnail thumbnail, DateTimeOffset? lastModified = null)
    {
        var configured = _options.Sources.FirstOrDefault(s => s.Label == camera) ?? throw new ArgumentException($"{camera} is not configured", nameof(camera));
        return new(configured, "", new("", 1000, 128, 128, (ulong)content, thumbnail, _folder.Time.GetUtcNow(), lastModified), IsDuplicate: false);
    }

    private static double? Of(IReadOnlyList<Measure> measures, string key) => measures.Single(m => m.Key == key).Number;

    private FreshnessMonitor Create(int cameras = 50, string freshness = "{}")
    {
        var sources = Enumerable.Range(1, cameras)
            .SelectMany(i => new[] { "A", "B" }.Select(site => $$"""{ "Site": "{{site}}", "Name": "P{{i}}", "Url": "http://{{site}}.invalid/{{i}}" }"""));
        _options = _folder.Options($$"""{ "Freshness": {{freshness}}, "Sources": [ {{string.Join(',', sources)}} ] }""");
        return new(_options, new FreshnessFile(new HostingOptions("node", _folder.Data, "secrets")),
            new SharedCameras(_options, _folder.Board, NullLogger<SharedCameras>.Instance), _folder.Board, _folder.Time);
    }
}
