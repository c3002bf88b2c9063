using AutoCore.Policies.DiskWatchdog;
using AutoCore.Policies.Health;

namespace AutoCore.Policies.Tests.DiskWatchdog;

public sealed class DiskPolicyTests
{
    private static readonly DiskLevels Levels = new(60, 80, 90);

    [Theory]
    [InlineData(79.9, 10, Rating.Ok)]
    [InlineData(80, 10, Rating.Ok)]
    [InlineData(80.1, 10, Rating.Warning)]
    [InlineData(90, 10, Rating.Warning)]
    [InlineData(90.1, 10, Rating.Critical)]
    [InlineData(100, 10, Rating.Critical)]
    [InlineData(10, 80.1, Rating.Warning)]
    [InlineData(10, 100, Rating.Critical)]
    [InlineData(95, 85, Rating.Critical)]
    public void RateUsage_BytesAndInodes_TakesTheWorse(double usedPercent, double usedFilesPercent, Rating expected)
    {
        var free = (long)((100 - usedPercent) * 1000);
        Assert.Equal(expected, DiskPolicy.RateUsage(new(100_000, free, free, 100_000, (long)((100 - usedFilesPercent) * 1000)), Levels));
    }

    [Theory]
    [InlineData(Rating.Ok, "C", Rating.Critical)]
    [InlineData(Rating.Ok, "CO", Rating.Ok)]
    [InlineData(Rating.Ok, "CCO", Rating.Critical)]
    [InlineData(Rating.Ok, "COC", Rating.Critical)]
    [InlineData(Rating.Ok, "CWO", Rating.Warning)]
    [InlineData(Rating.Critical, "OCCCC", Rating.Critical)]
    [InlineData(Rating.Critical, "OOOOC", Rating.Critical)]
    [InlineData(Rating.Critical, "OOOO", Rating.Critical)]
    [InlineData(Rating.Critical, "OOOOO", Rating.Ok)]
    [InlineData(Rating.Critical, "OWOOO", Rating.Warning)]
    [InlineData(Rating.Warning, "WOWOW", Rating.Warning)]
    [InlineData(Rating.Warning, "OWOWO", Rating.Warning)]
    public void Decide_NewestFirst_RisesOnTwoOfThreeAndFallsOnFive(Rating present, string newestFirst, Rating expected) =>
        Assert.Equal(expected, DiskPolicy.Decide(present, [.. newestFirst.Select(Read)]));

    [Fact]
    public void Decide_UsageSwingsAroundTheThreshold_ChangesOnce()
    {
        var rating = Rating.Ok;
        var samples = new List<Rating>();
        var changes = 0;
        for (var i = 0; i < 100; i++)
        {
            samples.Insert(0, i % 2 == 0 ? Rating.Ok : Rating.Warning);
            var next = DiskPolicy.Decide(rating, [.. samples.Take(DiskPolicy.SamplesKept)]);
            changes += next == rating ? 0 : 1;
            rating = next;
        }
        Assert.Equal(1, changes);
    }

    [Theory]
    [InlineData("/", "root")]
    [InlineData("/var/lib/docker", "var-lib-docker")]
    [InlineData("/media/my disk#1", "media-my-disk-1")]
    public void MountSlug_MountPoint_IsOneTopicLevel(string mountPoint, string slug) => Assert.Equal(slug, MountSlug.Of(mountPoint));

    [Fact]
    public void MountSlug_Taken_GetsANumber() => Assert.Equal("a-b-3", MountSlug.Of("/a/b", ["a-b", "a-b-2"]));

    private static Rating Read(char letter) => letter switch
    {
        'C' => Rating.Critical,
        'W' => Rating.Warning,
        _ => Rating.Ok,
    };
}
