using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Keeping;

namespace AutoCore.Policies.Tests.Cameras.Keeping;

public sealed class ThinningPolicyTests
{
    private static readonly PictureName[] Day =
    [
        At("P2", 14, 5), At("P1", 14, 59), At("P1", 14, 5), At("P1", 20, 0), At("P2", 20, 0), At("P1", 14, 5) with { Copy = 2 },
    ];

    [Fact]
    public void Surplus_OnePerHour_KeepsTheFirstOfEachHourAndCamera() =>
        Assert.Equal([At("P1", 14, 5) with { Copy = 2 }, At("P1", 14, 59)], ThinningPolicy.Surplus(Day, DayFate.OnePerHour));

    [Fact]
    public void Surplus_OnePerDay_KeepsTheFirstOfEachCamera() =>
        Assert.Equal([At("P1", 14, 5) with { Copy = 2 }, At("P1", 14, 59), At("P1", 20, 0), At("P2", 20, 0)], ThinningPolicy.Surplus(Day, DayFate.OnePerDay));

    [Fact]
    public void Surplus_Delete_IsAllOfThemOldestFirst()
    {
        var gone = ThinningPolicy.Surplus(Day, DayFate.Delete).ToList();
        Assert.Equal(Day.Length, gone.Count);
        Assert.Equal(gone.OrderBy(p => p.Taken), gone);
    }

    [Fact]
    public void Surplus_Keep_IsNone() => Assert.Empty(ThinningPolicy.Surplus(Day, DayFate.Keep));

    [Theory]
    [InlineData(DayFate.OnePerHour)]
    [InlineData(DayFate.OnePerDay)]
    public void Surplus_DoneTwice_TakesNothingMore(DayFate fate)
    {
        var rest = Day.Except(ThinningPolicy.Surplus(Day, fate));
        Assert.Empty(ThinningPolicy.Surplus(rest, fate));
    }

    private static PictureName At(string camera, int hour, int minute) =>
        new(StorageMode.Organized, "SITE", camera, new DateTime(2026, 3, 1, hour, minute, 0, DateTimeKind.Unspecified));
}
