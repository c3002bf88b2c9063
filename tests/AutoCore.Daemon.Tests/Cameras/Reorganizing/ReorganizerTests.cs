using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Reorganizing;
using AutoCore.Daemon.Tests.Cameras.Keeping;
using AutoCore.Policies.Cameras;

namespace AutoCore.Daemon.Tests.Cameras.Reorganizing;

public sealed class ReorganizerTests : IDisposable
{
    private static readonly DateTime Modified = new(2026, 3, 1, 5, 0, 7, DateTimeKind.Utc);
    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_TimestampedToOrganized_MovesAllAndPointsLatest()
    {
        _folder.Add("A/P1_A_20260301_060000.jpg");
        _folder.Add("A/P1_A_20260302_180000.jpg");
        _folder.Add("A/P2_A_20260302_180000-2.jpg");
        _folder.Add("A/notes.txt");

        var moves = Run(StorageMode.Organized);

        Assert.Equal(3, moves.Count);
        Assert.Equal(
            ["A/2026-03/01/P1_060000.jpg", "A/2026-03/02/P1_180000.jpg", "A/2026-03/02/P2_180000.jpg", "A/latest/P1.jpg", "A/latest/P2.jpg", "A/notes.txt"],
            _folder.Files());
        Assert.Equal("A/P1_A_20260302_180000.jpg", File.ReadAllText(_folder["A/latest/P1.jpg"]));
        Assert.Equal("../2026-03/02/P1_180000.jpg", new FileInfo(_folder["A/latest/P1.jpg"]).LinkTarget);
    }

    [Fact]
    public void Run_OrganizedToTimestamped_LeavesNoFolderAndNoLatest()
    {
        _folder.AddDay("A", new(2026, 2, 28), "P1");
        _folder.AddDay("A", new(2026, 3, 1), "P1");

        Run(StorageMode.Timestamped);

        Assert.Equal(["A/P1_A_20260228_060000.jpg", "A/P1_A_20260228_180000.jpg", "A/P1_A_20260301_060000.jpg", "A/P1_A_20260301_180000.jpg"], _folder.Files());
        Assert.Empty(Directory.GetDirectories(_folder["A"]));
    }

    [Fact]
    public void Run_SnapshotToOrganized_TakesTheFilesOwnTimeAsLocal()
    {
        _folder.Time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("west", TimeSpan.FromHours(-6), "west", "west"));
        File.SetLastWriteTimeUtc(_folder.Add("A/P1.jpg"), Modified);
        Run(StorageMode.Organized);
        Assert.Equal(["A/2026-02/28/P1_230007.jpg", "A/latest/P1.jpg"], _folder.Files());
    }

    [Fact]
    public void Run_ToSnapshot_MovesTheNewestAndLeavesTheOthers()
    {
        _folder.AddDay("A", new(2026, 3, 1), "P1", "P2");
        _folder.Add("A/P2.jpg", "captured since");

        Assert.Equal([new("A/2026-03/01/P1_180000.jpg", "A/P1.jpg")], Run(StorageMode.Snapshot));

        Assert.Equal(["A/2026-03/01/P1_060000.jpg", "A/2026-03/01/P2_060000.jpg", "A/2026-03/01/P2_180000.jpg", "A/P1.jpg", "A/P2.jpg"], _folder.Files());
        Assert.Equal("captured since", File.ReadAllText(_folder["A/P2.jpg"]));
        Assert.Empty(Run(StorageMode.Snapshot));
    }

    [Fact]
    public void Run_NameIsTaken_NothingIsOverwritten()
    {
        _folder.Add("A/2026-03/01/P1_060000.jpg", "old");
        _folder.Add("A/P1_A_20260301_060000.jpg", "flat");
        _folder.Add("A/P1_A_20260301_060000-2.jpg", "flat 2");

        Run(StorageMode.Organized);

        Assert.Equal("old", File.ReadAllText(_folder["A/2026-03/01/P1_060000.jpg"]));
        Assert.Equal(["flat", "flat 2"], new[] { 2, 3 }.Select(n => File.ReadAllText(_folder[$"A/2026-03/01/P1_060000-{n}.jpg"])).Order());
    }

    [Fact]
    public void Run_LatestLeadsToANewerPictureOfTheDaemon_IsLeftAlone()
    {
        _folder.AddWithLatest("A", "P1", new(2026, 3, 20, 12, 0, 0, DateTimeKind.Unspecified));
        _folder.Add("A/P1_A_20260301_060000.jpg");
        Run(StorageMode.Organized);
        Assert.Equal("../2026-03/20/P1_120000.jpg", new FileInfo(_folder["A/latest/P1.jpg"]).LinkTarget);
    }

    [Theory]
    [InlineData(StorageMode.Organized)]
    [InlineData(StorageMode.Timestamped)]
    [InlineData(StorageMode.Snapshot)]
    public void DryRun_TellsExactlyWhatTheRealRunDoes(StorageMode mode)
    {
        AddMixed();
        var before = _folder.Files();

        var told = Run(mode, dryRun: true);

        Assert.Equal(before, _folder.Files());
        Assert.NotEmpty(told);
        Assert.Equal(told, Run(mode));
        Assert.Empty(Run(mode));
    }

    [Theory]
    [InlineData(StorageMode.Organized)]
    [InlineData(StorageMode.Timestamped)]
    [InlineData(StorageMode.Snapshot)]
    public void Run_InterruptedAtEachMove_IsCompletedByTheNext(StorageMode mode)
    {
        AddMixed();
        using var straight = new PictureFolder();
        foreach (var file in _folder.Files().Where(f => !f.Contains("latest", StringComparison.Ordinal)))
            File.SetLastWriteTimeUtc(straight.Add(file), File.GetLastWriteTimeUtc(_folder[file]));
        var steps = new Reorganizer(new(straight.Root), mode, TimeZoneInfo.Utc, dryRun: false).Run().Count();

        for (var i = 0; i < steps; i++)
            _ = Reorganizer(mode, dryRun: false).Run().FirstOrDefault();
        Run(mode);

        Assert.Equal(straight.Files(), _folder.Files());
        Assert.Equal(straight.Files().Select(f => File.ReadAllText(straight[f])).Order(), _folder.Files().Select(f => File.ReadAllText(_folder[f])).Order());
    }

    private void AddMixed()
    {
        foreach (var site in new[] { "A", "São João" })
        {
            _folder.AddDay(site, new(2026, 2, 28), "P1", "P2");
            _folder.AddDay(site, new(2026, 3, 1), "P1");
            _folder.Add($"{site}/P1_{site}_20260301_060000.jpg");
            _folder.Add($"{site}/P3_{site}_20260301_060000.jpg");
            _folder.Add($"{site}/P3_{site}_20260301_070000.jpg");
            File.SetLastWriteTimeUtc(_folder.Add($"{site}/P4.jpg"), Modified);
        }
    }

    private Reorganizer Reorganizer(StorageMode mode, bool dryRun) => new(new PictureTree(_folder.Root), mode, _folder.Time.LocalTimeZone, dryRun);

    private List<PictureMove> Run(StorageMode mode, bool dryRun = false) => [.. Reorganizer(mode, dryRun).Run()];
}
