using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Estimating;
using AutoCore.Policies.Configuration;

namespace AutoCore.Policies.Tests.Cameras.Estimating;

public sealed class EstimatePolicyTests
{
    /// <summary>345 cameras, 35 MB a round, four rounds a day.</summary>
    private static readonly EstimateBasis Field = new(345, 35e6 / 345, 4 * 345, 5_000_000_000);

    [Theory]
    [InlineData("a day", "35 MB", "140 MB", "140 MB", "140 MB")]
    [InlineData("a week", "35 MB", "980 MB", "980 MB", "980 MB")]
    [InlineData("a month", "35 MB", "4.2 GB", "980 MB", "4.2 GB")]
    [InlineData("half a year", "35 MB", "25 GB", "980 MB", "4.2 GB")]
    [InlineData("a year", "35 MB", "50 GB", "980 MB", "4.2 GB")]
    public void Table_OfTheField_IsTheKnownOne(string period, string snapshot, string kept, string week, string month)
    {
        var days = EstimatePolicy.Periods.Single(p => p.Name == period).Days;
        EstimatedUse[] row = [EstimatePolicy.Snapshot(Field), EstimatePolicy.History(Field, days, null), EstimatePolicy.History(Field, days, 7),
            EstimatePolicy.History(Field, days, 30)];
        Assert.Equal([snapshot, kept, week, month], row.Select(u => ByteSize.Format(u.Bytes)));
        Assert.Equal(row.Select(u => u.Bytes <= 5_000_000_000), row.Select(u => u.Fits));
    }

    [Theory]
    [InlineData(20, StorageMode.Organized, 7, 90, true)]
    [InlineData(5, StorageMode.Organized, 7, 35, true)]
    [InlineData(1.5, StorageMode.Organized, 7, 30, false)]
    [InlineData(0.5, StorageMode.Organized, 3, 30, false)]
    [InlineData(0.1, StorageMode.Snapshot, null, 30, false)]
    [InlineData(-1, StorageMode.Snapshot, null, 30, false)]
    public void Recommend_BySpace_KeepsAsMuchAsFits(double budgetGb, StorageMode monitoring, int? monitoringDays, int analysisDays, bool analysisFits)
    {
        var advice = EstimatePolicy.Recommend(Field with { Budget = (long)(budgetGb * 1e9) });
        Assert.Equal((monitoring, monitoringDays), (advice[0].Mode, advice[0].RetentionDays));
        Assert.Equal((analysisDays, analysisFits), (advice[1].RetentionDays, advice[1].Expected.Fits));
        Assert.Equal((StorageMode.Snapshot, 20), (advice[2].Mode, advice[2].Workers));
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(345, 15)]
    public void Recommend_ManyCameras_GetMoreWorkers(int cameras, int expected) =>
        Assert.Equal(expected, EstimatePolicy.Recommend(Field with { Cameras = cameras })[0].Workers);

    [Theory]
    [InlineData(1, AgeGroup.Today)]
    [InlineData(0, AgeGroup.Today)]
    [InlineData(-1, AgeGroup.Week)]
    [InlineData(-7, AgeGroup.Week)]
    [InlineData(-8, AgeGroup.Month)]
    [InlineData(-30, AgeGroup.Month)]
    [InlineData(-31, AgeGroup.Older)]
    public void GroupOf_EachDay_BelongsToOneGroup(int days, AgeGroup expected)
    {
        var today = new DateOnly(2026, 3, 20);
        Assert.Equal(expected, AgePolicy.GroupOf(today.AddDays(days), today));
    }
}
