using AutoCore.Core.Backups;
using AutoCore.Core.Health;
using AutoCore.Daemon.Backups;
using AutoCore.Policies.Backups;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Tests.Backups;

/// <summary>Days of backups with one source that fails, or a second folder that is away.</summary>
public sealed class BackupServiceTests
{
    private static readonly BackupSourceOptions Missing = new("config-app", BackupKind.Sqlite, "/nonexistent/missing.db");

    [Fact]
    public async Task OneSourceFails_ForTwoDays_TheOthersKeepTheirDays()
    {
        using var rig = new BackupRig(keep: 7, sources: [Missing]);
        var lastMade = await MakeAWeekAsync(rig);

        var made = 0;
        rig.Rig.Board.Raised += e => made += e.Type == "backup-verified" ? 1 : 0;

        await RunAsync(rig, TimeSpan.FromHours(48));

        // As many as without the failing source: the card bears no more writes.
        Assert.Equal(2, made);
        var kept = rig.Folder.VerifiedOf(BackupName.Own);
        Assert.Equal(7, kept.Count);
        Assert.InRange(kept[0].At - kept[^1].At, TimeSpan.FromDays(6), TimeSpan.FromDays(7));
        Assert.InRange(rig.Rig.Time.GetUtcNow() - lastMade, TimeSpan.FromHours(47), TimeSpan.FromHours(50));
        Assert.Equal(Rating.Warning, rig.Rig.Board.Find("backup")!.Rating);
        Assert.Equal("config-app", rig.Rig.Board.Find("backup")!.Measures.First(m => m.Key == "late").Text);
    }

    [Fact]
    public async Task SecondFolderAway_ForADay_NothingIsMadeAgain_AndItsReturnGetsTheCopy()
    {
        using var rig = new BackupRig(keep: 7, copyTo: "stick");
        var events = new List<string>();
        rig.Rig.Board.Raised += e => { lock (events) events.Add(e.Type); };

        await RunAsync(rig, TimeSpan.FromHours(20), async service =>
        {
            Directory.CreateDirectory(rig.Rig.Folder["stick"]);
            await PassesAsync(rig, TimeSpan.FromMinutes(65));
        });

        var made = Assert.Single(rig.Folder.VerifiedOf(BackupName.Own));
        Assert.Equal([made], new BackupFolder(rig.Rig.Folder["stick"]).Verified());
        Assert.Equal(["backup-verified", "backup-copy-failed", "backup-copied"], events.Where(e => e.StartsWith("backup-", StringComparison.Ordinal)));
        Assert.Equal(Rating.Ok, rig.Rig.Board.Find("backup")!.Rating);
    }

    [Fact]
    public async Task SourceWithoutAnyBackup_IsAWarning_OverRestartsToo()
    {
        using var rig = new BackupRig(sources: [Missing]);
        for (var start = 0; start < 3; start++)
        {
            await RunAsync(rig, TimeSpan.FromMinutes(30));
            Assert.Equal(Rating.Warning, rig.Rig.Board.Find("backup")!.Rating);
        }
        Assert.Single(rig.Folder.VerifiedOf(BackupName.Own));
    }

    [Fact]
    public async Task BackupDatedInTheFuture_DoesNotMakeWhatFollowsWell()
    {
        using var rig = new BackupRig(sources: [Missing]);
        rig.Rig.Time.AdjustTime(rig.Rig.Time.GetUtcNow().AddYears(1));
        await rig.RunAsync();
        rig.Rig.Time.AdjustTime(rig.Rig.Time.GetUtcNow().AddYears(-1));
        File.Delete(rig.Rig.Options.Path);

        await RunAsync(rig, TimeSpan.FromHours(2));

        Assert.Equal(Rating.Warning, rig.Rig.Board.Find("backup")!.Rating);
    }

    /// <summary>Seven days with one backup each.</summary>
    /// <returns>The time of the last.</returns>
    private static async Task<DateTimeOffset> MakeAWeekAsync(BackupRig rig)
    {
        for (var day = 0; day < 7; day++)
        {
            await rig.RunAsync();
            rig.Rig.Time.Advance(TimeSpan.FromHours(23));
        }
        return rig.Rig.Time.GetUtcNow() - TimeSpan.FromHours(1);
    }

    private static async Task RunAsync(BackupRig rig, TimeSpan duration, Func<BackupService, Task>? atTheEnd = null)
    {
        using var service = new BackupService(rig.Job, rig.Options, new DamageRegister(), rig.Rig.Context);
        var posted = PostedAfter(rig);
        await service.StartAsync(CancellationToken.None);
        await posted;
        await PassesAsync(rig, duration);
        if (atTheEnd is not null)
            await atTheEnd(service);
        await service.StopAsync(CancellationToken.None);
    }

    /// <summary>Passes of five minutes, each waited for.</summary>
    private static async Task PassesAsync(BackupRig rig, TimeSpan duration)
    {
        for (var minute = 0; minute < duration.TotalMinutes; minute += 5)
        {
            var posted = PostedAfter(rig);
            rig.Rig.Time.Advance(TimeSpan.FromMinutes(5));
            await posted;
        }
    }

    private static Task PostedAfter(BackupRig rig)
    {
        var posted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Rig.Board.Posted += OnPosted;
        return posted.Task.WaitAsync(TimeSpan.FromSeconds(30));

        void OnPosted(HealthReading reading)
        {
            if (reading.Group != "backup")
                return;
            rig.Rig.Board.Posted -= OnPosted;
            posted.TrySetResult();
        }
    }
}
