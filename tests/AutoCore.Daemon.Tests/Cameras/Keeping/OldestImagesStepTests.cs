using AutoCore.Daemon.Cameras.Keeping;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Clock;

namespace AutoCore.Daemon.Tests.Cameras.Keeping;

public sealed class OldestImagesStepTests : IDisposable
{
    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_TakesTheOldestOfAllSitesUntilEnoughIsFree()
    {
        for (var day = 15; day <= 20; day++)
        {
            _folder.AddDay("A", new(2026, 3, day), "P1");
            _folder.AddDay("B", new(2026, 3, day), "P1");
        }
        var one = new LinkCount().Next(_folder["A/2026-03/15/P1_060000.jpg"])!.Value.Bytes;

        var (planned, removed) = await _folder.RunAsync(new OldestImagesStep(_folder.Keeper()), Missing((one * 5) - 1));

        Assert.Equal(planned, removed);
        Assert.Equal(
            ["A/2026-03/15/P1_060000.jpg", "B/2026-03/15/P1_060000.jpg", "A/2026-03/15/P1_180000.jpg", "B/2026-03/15/P1_180000.jpg",
                "A/2026-03/16/P1_060000.jpg"],
            removed.Select(i => Path.GetRelativePath(_folder.Root, i.What)));
    }

    [Fact]
    public async Task Run_EverythingIsMissing_TheLastPictureOfEachCameraStays()
    {
        for (var day = 15; day <= 20; day++)
            _folder.AddDay("A", new(2026, 3, day), "P1", "P2");
        _folder.Add("B/P1_B_20260319_060000.jpg");
        _folder.Add("B/P1_B_20260320_060000.jpg");
        _folder.Add("C/P1.jpg");

        await _folder.RunAsync(new OldestImagesStep(_folder.Keeper()), Missing(long.MaxValue));

        Assert.Equal(
            ["A/2026-03/20/P1_180000.jpg", "A/2026-03/20/P2_180000.jpg", "A/latest/P1.jpg", "A/latest/P2.jpg", "B/P1_B_20260320_060000.jpg", "C/P1.jpg"],
            _folder.Files());
    }

    [Fact]
    public async Task Run_APictureNamedInTheFuture_IsNotTheLastOne()
    {
        _folder.Add("B/P1_B_20260319_060000.jpg");
        _folder.Add("B/P1_B_20260320_060000.jpg");
        _folder.Add("B/P1_B_20990101_000000.jpg");

        await _folder.RunAsync(new OldestImagesStep(_folder.Keeper()), Missing(long.MaxValue));

        Assert.Equal(["B/P1_B_20260320_060000.jpg"], _folder.Files());
    }

    [Fact]
    public async Task Plan_NothingIsMissing_NothingGoes()
    {
        _folder.AddDay("A", new(2026, 3, 19), "P1");
        Assert.Empty((await _folder.RunAsync(new OldestImagesStep(_folder.Keeper()), Missing(0))).Planned);
        Assert.Empty((await _folder.RunAsync(new OldestImagesStep(_folder.Keeper()))).Planned);
    }

    [Fact]
    public async Task Plan_WhatHasExpired_IsLeftToTheOtherStep()
    {
        _folder.AddDay("A", new(2026, 3, 1), "P1");
        _folder.AddDay("A", new(2026, 3, 18), "P1");
        _folder.AddDay("A", new(2026, 3, 19), "P1");
        _folder.AddDay("A", new(2026, 3, 20), "P1");
        var request = Missing(long.MaxValue) with { Days = 1 };

        var expired = await new ExpiredImagesStep(_folder.Keeper()).PlanAsync(request, CancellationToken.None);
        var oldest = await new OldestImagesStep(_folder.Keeper()).PlanAsync(request, CancellationToken.None);

        Assert.Equal(4, expired.Totals.Items);
        Assert.Equal(["A/2026-03/19/P1_060000.jpg", "A/2026-03/19/P1_180000.jpg", "A/2026-03/20/P1_060000.jpg"],
            oldest.Items.Select(i => Path.GetRelativePath(_folder.Root, i.What)));
    }

    [Fact]
    public async Task Run_ClockInDoubt_TheOldestGoByOrder_WhateverTheirAge()
    {
        _folder.AddDay("A", new(2019, 3, 18), "P1");
        _folder.AddDay("A", new(2036, 3, 19), "P1");
        _folder.Board.PostFact(ClockVerdict.Doubted("it jumped"));

        await _folder.RunAsync(new OldestImagesStep(_folder.Keeper()), Missing(1));
        Assert.DoesNotContain("A/2019-03/18/P1_060000.jpg", _folder.Files());
        Assert.Contains("A/2019-03/18/P1_180000.jpg", _folder.Files());

        await _folder.RunAsync(new OldestImagesStep(_folder.Keeper()), Missing(long.MaxValue));
        Assert.Equal(["A/2036-03/19/P1_180000.jpg", "A/latest/P1.jpg"], _folder.Files());
    }

    private CleanupRequest Missing(long bytes) => new(CleanupReason.Emergency, _folder.Time.GetUtcNow()) { Need = new(bytes, 0) };
}
