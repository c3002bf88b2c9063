using AutoCore.Daemon.Cameras.Keeping;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Clock;

namespace AutoCore.Daemon.Tests.Cameras.Keeping;

public sealed class ExpiredImagesStepTests : IDisposable
{
    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_Organized_RemovesWholeExpiredDaysAndTheirFolders()
    {
        for (var day = new DateOnly(2026, 2, 27); day <= new DateOnly(2026, 3, 20); day = day.AddDays(1))
            _folder.AddDay("A", day, "P1", "P2");

        var (planned, removed) = await _folder.RunAsync(new ExpiredImagesStep(_folder.Keeper()));

        Assert.Equal(14 * 4, removed.Count);
        Assert.Equal(planned, removed);
        Assert.False(Directory.Exists(_folder["A/2026-02"]));
        Assert.False(Directory.Exists(_folder["A/2026-03/12"]));
        Assert.Equal(8 * 4 + 2, _folder.Files().Count);
        Assert.True(File.Exists(_folder["A/latest/P1.jpg"]));
    }

    [Fact]
    public async Task Run_KeptDays_AreNotOpened()
    {
        var longAgo = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var day = new DateOnly(2026, 1, 1); day <= new DateOnly(2026, 3, 20); day = day.AddDays(1))
            _folder.AddDay("A", day, "P1", "P2");
        var days = Directory.GetDirectories(_folder["A"], "20*").SelectMany(Directory.GetDirectories).ToList();
        days.ForEach(day => Directory.SetLastAccessTimeUtc(day, longAgo));
        _ = Directory.GetFiles(days[0]);
        Assert.SkipWhen(Directory.GetLastAccessTimeUtc(days[0]) == longAgo, "this file system does not note when a folder is read (noatime)");
        Directory.SetLastAccessTimeUtc(days[0], longAgo);

        var (_, removed) = await _folder.RunAsync(new ExpiredImagesStep(_folder.Keeper("""{ "RetentionDays": 77 }""")));

        Assert.Equal(4, removed.Count);
        Assert.Equal(days.Count - 1, days.Count(day => Directory.Exists(day) && Directory.GetLastAccessTimeUtc(day) == longAgo));
    }

    [Fact]
    public async Task Run_CameraDeadForLong_KeepsItsLastPictureAndLatestResolves()
    {
        _folder.AddDay("A", new(2026, 1, 1), "P1");
        _folder.AddDay("A", new(2026, 1, 2), "P1");
        _folder.AddDay("A", new(2026, 3, 20), "P2");

        await _folder.RunAsync(new ExpiredImagesStep(_folder.Keeper()));

        Assert.Equal(["A/2026-01/02/P1_180000.jpg", "A/2026-03/20/P2_060000.jpg", "A/2026-03/20/P2_180000.jpg", "A/latest/P1.jpg", "A/latest/P2.jpg"],
            _folder.Files());
        Assert.Equal("A/2026-01/02/P1_180000.jpg", File.ReadAllText(_folder["A/latest/P1.jpg"]));
    }

    [Fact]
    public async Task Run_LatestIsMissingOrACopy_TheNewestPictureStays()
    {
        _folder.Add("A/2026-01/01/P1_060000.jpg");
        _folder.Add("A/2026-01/02/P1_060000.jpg");
        _folder.Add("A/2026-01/02/P2_060000.jpg");
        _folder.Add("A/2026-03/19/P2_060000.jpg");
        _folder.Add("A/latest/P2.jpg", "a copy");

        await _folder.RunAsync(new ExpiredImagesStep(_folder.Keeper()));

        Assert.Equal(["A/2026-01/02/P1_060000.jpg", "A/2026-03/19/P2_060000.jpg", "A/latest/P2.jpg"], _folder.Files());
    }

    [Fact]
    public async Task Run_LatestLeadsToTheSnapshotOfTheDegradedMode_BothStay()
    {
        _folder.Add("A/2026-01/01/P1_060000.jpg");
        _folder.Add("A/2026-01/02/P1_060000.jpg");
        _folder.Add("A/P1.jpg");
        Directory.CreateDirectory(_folder["A/latest"]);
        File.CreateSymbolicLink(_folder["A/latest/P1.jpg"], "../P1.jpg");

        await _folder.RunAsync(new ExpiredImagesStep(_folder.Keeper()));

        Assert.Equal(["A/2026-01/02/P1_060000.jpg", "A/P1.jpg", "A/latest/P1.jpg"], _folder.Files());
    }

    [Fact]
    public async Task Run_Timestamped_RemovesExpiredNamesOfAllSites()
    {
        foreach (var site in new[] { "A", "B" })
        {
            foreach (var day in new[] { "20260101", "20260311", "20260312", "20260313", "20260320" })
                _folder.Add($"{site}/P1_{site}_{day}_060000.jpg");
        }
        _folder.Add("B/P2_B_20260101_060000.jpg");
        _folder.Add("B/P2_B_20260102_060000.jpg");

        var (planned, removed) = await _folder.RunAsync(new ExpiredImagesStep(_folder.Keeper()));

        Assert.Equal(planned, removed);
        Assert.Equal(
            ["A/P1_A_20260313_060000.jpg", "A/P1_A_20260320_060000.jpg", "B/P1_B_20260313_060000.jpg", "B/P1_B_20260320_060000.jpg",
                "B/P2_B_20260102_060000.jpg"],
            _folder.Files());
    }

    [Fact]
    public async Task Run_SnapshotsAndStrangers_NeverGo()
    {
        _folder.Add("A/P1.jpg");
        File.SetLastWriteTimeUtc(_folder["A/P1.jpg"], new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _folder.Add("A/2020-01/01/notes.txt");
        _folder.Add("A/2020-01/01/P1_060000.jpg");
        _folder.Add("A/2020-01/01/P1_070000.jpg");
        _folder.Add("A/2020-01/extra/P1_060000.jpg");

        await _folder.RunAsync(new ExpiredImagesStep(_folder.Keeper()));

        Assert.Equal(["A/2020-01/01/P1_070000.jpg", "A/2020-01/01/notes.txt", "A/2020-01/extra/P1_060000.jpg", "A/P1.jpg"], _folder.Files());
    }

    [Fact]
    public async Task Run_SiteFolderIsALink_IsNotEntered()
    {
        using var elsewhere = new AutoCore.Testing.TemporaryFolder();
        elsewhere.Write("2020-01/01/P1_060000.jpg", "x");
        elsewhere.Write("2020-01/02/P1_060000.jpg", "x");
        Directory.CreateSymbolicLink(_folder["A"], elsewhere.Path);

        var (planned, _) = await _folder.RunAsync(new ExpiredImagesStep(_folder.Keeper()));

        Assert.Empty(planned);
    }

    [Fact]
    public async Task Plan_IdenticalPictures_OnlyTheLastNameFreesBytes()
    {
        _folder.Add("A/2026-01/01/P1_060000.jpg");
        _folder.Link("A/2026-01/01/P1_060000.jpg", "A/2026-01/02/P1_060000.jpg");
        _folder.Add("A/2026-01/03/P1_060000.jpg");
        _folder.Link("A/2026-01/03/P1_060000.jpg", "A/2026-03/20/P1_060000.jpg");

        var (planned, removed) = await _folder.RunAsync(new ExpiredImagesStep(_folder.Keeper()));

        Assert.Equal([0, 1, 0], planned.Select(i => i.Files));
        Assert.Equal([true, false, true], planned.Select(i => i.Bytes == 0));
        Assert.Equal(planned, removed);
        Assert.Equal(["A/2026-03/20/P1_060000.jpg"], _folder.Files());
    }

    [Fact]
    public async Task Plan_ClockInDoubt_NothingGoes()
    {
        _folder.AddDay("A", new(2026, 1, 1), "P1");
        _folder.Board.PostFact(ClockVerdict.Doubted("it jumped"));

        var plan = await new ExpiredImagesStep(_folder.Keeper()).PlanAsync(new(CleanupReason.Emergency, _folder.Time.GetUtcNow()), CancellationToken.None);

        Assert.Empty(plan.Items);
        Assert.Contains("it jumped", plan.SkippedBecause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_PicturesElsewhere_FreeNothingHere()
    {
        _folder.AddDay("A", new(2026, 1, 1), "P1");
        var plan = await new ExpiredImagesStep(_folder.Keeper()).PlanAsync(
            new(CleanupReason.Emergency, _folder.Time.GetUtcNow()) { Holds = path => path != _folder.Root }, CancellationToken.None);
        Assert.Empty(plan.Items);
    }

    [Fact]
    public async Task Plan_LocalDayDecides()
    {
        _folder.Time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(13), "east", "east"));
        _folder.AddDay("A", new(2026, 3, 13), "P1");
        _folder.AddDay("A", new(2026, 3, 20), "P1");

        var (planned, _) = await _folder.RunAsync(new ExpiredImagesStep(_folder.Keeper()));

        Assert.Equal(2, planned.Count);
    }

    [Fact]
    public async Task Plan_DaysOfTheRequest_WinOverTheSettings()
    {
        _folder.AddDay("A", new(2026, 3, 18), "P1");
        _folder.AddDay("A", new(2026, 3, 20), "P1");
        var (planned, _) = await _folder.RunAsync(new ExpiredImagesStep(_folder.Keeper()), new(CleanupReason.ByHand, _folder.Time.GetUtcNow()) { Days = 1 });
        Assert.Equal(["A/2026-03/18/P1_060000.jpg", "A/2026-03/18/P1_180000.jpg"], planned.Select(i => Path.GetRelativePath(_folder.Root, i.What)));
    }

    [Fact]
    public async Task Run_Thinning_KeepsOneAnHourThenOneADay()
    {
        foreach (var day in new[] { 5, 6, 16, 17, 19 })
        {
            foreach (var minute in new[] { 0, 20, 60, 80 })
                _folder.AddWithLatest("A", "P1", new DateTime(2026, 3, day, 10, 0, 0, DateTimeKind.Unspecified).AddMinutes(minute));
        }
        var keeper = _folder.Keeper("""{ "RetentionDays": 30, "Thinning": { "HourlyAfterDays": 2, "DailyAfterDays": 10 } }""");

        var (planned, removed) = await _folder.RunAsync(new ExpiredImagesStep(keeper));

        Assert.Equal(planned, removed);
        Assert.Equal(
            ["05/P1_100000", "06/P1_100000", "16/P1_100000", "16/P1_110000", "17/P1_100000", "17/P1_110000", "19/P1_100000", "19/P1_102000", "19/P1_110000",
                "19/P1_112000"],
            _folder.Files().Where(f => f.Contains("2026-03/", StringComparison.Ordinal)).Select(f => f["A/2026-03/".Length..^".jpg".Length]));
        Assert.Empty((await _folder.RunAsync(new ExpiredImagesStep(keeper))).Planned);
        _folder.Add("A/2026-03/17/P1_100100.jpg");
        Assert.Empty((await _folder.RunAsync(new ExpiredImagesStep(keeper))).Planned);
    }
}
