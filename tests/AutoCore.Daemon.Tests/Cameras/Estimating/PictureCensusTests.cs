using AutoCore.Daemon.Cameras.Estimating;
using AutoCore.Daemon.Tests.Cameras.Keeping;
using AutoCore.Policies.Cameras.Estimating;

namespace AutoCore.Daemon.Tests.Cameras.Estimating;

public sealed class PictureCensusTests
{
    [Fact]
    public void Take_AllLayouts_CountsEachPictureOnceAndBytesOfAFileOnce()
    {
        using var folder = new PictureFolder();
        folder.AddWithLatest("A", "P1", new(2026, 3, 20, 6, 0, 0, DateTimeKind.Unspecified));
        folder.Add("A/2026-03/19/P1_060000.jpg", "12345");
        folder.Link("A/2026-03/19/P1_060000.jpg", "A/2026-03/12/P1_060000.jpg");
        folder.Add("B/P1_B_20260101_060000.jpg", "123");
        File.SetLastWriteTimeUtc(folder.Add("C/P9.jpg", "1"), new(2026, 2, 25, 0, 0, 0, DateTimeKind.Utc));
        folder.Add("D/notes.txt");
        folder.Add(".incoming/1.jpg");

        var census = PictureCensus.Take(new(folder.Root), new(2026, 3, 20), TimeZoneInfo.Utc);

        Assert.Equal((3, 3), (census.Sites, census.Cameras));
        Assert.Equal(new PictureCount(5, "A/2026-03/20/P1_060000.jpg".Length + 5 + 3 + 1), census.Total);
        Assert.Equal([1, 1, 2, 1], Enum.GetValues<AgeGroup>().Select(g => census[g].Pictures));
        Assert.Equal(0, Math.Min(census[AgeGroup.Week].Bytes, census[AgeGroup.Month].Bytes - 1));
        Assert.Equal(census.Total.Bytes / 4.0, census.MeanBytes);
    }

    [Fact]
    public void Take_NoPicture_HasNoMean()
    {
        using var folder = new PictureFolder();
        Assert.Null(PictureCensus.Take(new(folder["missing"]), new(2026, 3, 20), TimeZoneInfo.Utc).MeanBytes);
    }
}
