using AutoCore.Policies.Backups;
using AutoCore.Policies.Health;
using AutoCore.Policies.SecondPlace;

namespace AutoCore.Policies.Tests.SecondPlace;

public sealed class SecondPlacePolicyTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Missing_NothingThere_IsTheNewestOfEachSourceUpToTheNumber()
    {
        var here = Here(Name("autocore", 1), Name("autocore", 2), Name("autocore", 3), Name("shop", 2, BackupKind.Postgres));

        Assert.Equal([Name("autocore", 3), Name("autocore", 2), Name("shop", 2, BackupKind.Postgres)], SecondPlacePolicy.Missing(here, There(), keep: 2));
    }

    [Fact]
    public void Missing_NewerOnesThere_LeavesOldOnesAlone()
    {
        var here = Here(Name("autocore", 1));

        Assert.Empty(SecondPlacePolicy.Missing(here, There(Name("autocore", 2), Name("autocore", 3)), keep: 2));
    }

    [Theory]
    [InlineData(10, true, false)]
    [InlineData(9, true, true)]
    [InlineData(10, false, true)]
    public void Missing_CutOrWithoutChecksum_IsCopiedAgain(long bytesThere, bool withSum, bool missing)
    {
        var name = Name("autocore", 1);
        var there = new Dictionary<string, long> { [name.File] = bytesThere };
        if (withSum)
            there[$"{name.File}.sha256"] = 100;

        Assert.Equal(missing, SecondPlacePolicy.Missing(Here(name), there, keep: 2).Count == 1);
    }

    [Fact]
    public void Excess_MoreThanTheNumber_TakesTheOldestWithAllThatBelongsToThem()
    {
        var old = Name("autocore", 1);
        var there = There(old, Name("autocore", 2), Name("autocore", 3));
        there[old.ConfigurationFile] = 1;

        Assert.Equal([old.File, $"{old.File}.sha256", old.ConfigurationFile], SecondPlacePolicy.Excess([], there, keep: 2));
    }

    [Fact]
    public void Excess_OneOfASource_NeverGoes() => Assert.Empty(SecondPlacePolicy.Excess([], There(Name("autocore", 1), Name("shop", 1)), keep: 1));

    [Fact]
    public void Excess_Halves_GoUnlessTheyCanStillBeCompleted()
    {
        var (lost, waiting) = (Name("autocore", 1), Name("autocore", 2));
        var there = There(Name("autocore", 3));
        there[lost.File] = 5;
        there[waiting.File] = 5;
        there["notes.txt"] = 5;

        Assert.Equal([lost.File], SecondPlacePolicy.Excess([waiting], there, keep: 3));
    }

    [Fact]
    public void Excess_WhatRcloneItselfLeft_GoesWhateverItIsOf()
    {
        string[] left = [$"{Name("autocore", 3).File}.4f3a2b1c.partial", "archives/2026-11-01.tar.0a1b2c3d.partial", "a-name-cut-short.99.partial"];
        var there = There(Name("autocore", 3));
        foreach (var file in left)
            there[file] = 5;

        Assert.Equal(left, SecondPlacePolicy.Excess([Name("autocore", 3)], there, keep: 3));
    }

    [Fact]
    public void OldHalves_InTheSharedFolder_GoOnceTheyAreOldAndNeverWhatIsWhole()
    {
        var (whole, half, young) = (Name("autocore", 1), Name("shop", 1, BackupKind.Postgres), Name("autocore", 58));
        var there = There(whole);
        string[] others = [half.File, young.File, $"{half.File}.4f3a2b1c.partial", $"{whole.File}.sha256.77aa.partial", whole.ConfigurationFile,
            $"{whole.ConfigurationFile}.sha256", "notes.txt", "diary.partial"];
        foreach (var file in others)
            there[file] = 5;

        Assert.Equal(new[] { half.File, $"{half.File}.4f3a2b1c.partial", $"{whole.File}.sha256.77aa.partial" }.Order(StringComparer.Ordinal),
            SecondPlacePolicy.OldHalves(there, Start.AddDays(60)));
    }

    [Fact]
    public void ExcessArchives_WithoutNumber_AllStay() => Assert.Empty(SecondPlacePolicy.ExcessArchives(Archives(), null));

    [Fact]
    public void ExcessArchives_Number_TakesTheOldestDays() =>
        Assert.Equal(["archives/2026-11-01.tar", "archives/2026-11-01.tar.sha256"], SecondPlacePolicy.ExcessArchives(Archives(), 2));

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(4, 40)]
    [InlineData(50, 360)]
    public void PauseAfter_Failures_DoublesUpToSixHours(int failures, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), SecondPlacePolicy.PauseAfter(failures));

    [Theory]
    [InlineData(0, null, Rating.Ok)]
    [InlineData(0, 1.0, Rating.Ok)]
    [InlineData(1, null, Rating.Warning)]
    [InlineData(0, 2.5, Rating.Warning)]
    [InlineData(9, 7.5, Rating.Critical)]
    public void Rate_FailuresAndWaiting_AreRated(int failures, double? days, Rating rating) =>
        Assert.Equal(rating, SecondPlacePolicy.Rate(failures, days is { } d ? TimeSpan.FromDays(d) : null));

    private static BackupName Name(string source, int day, BackupKind kind = BackupKind.Sqlite) => new(source, Start.AddDays(day), kind);

    private static Dictionary<BackupName, long> Here(params BackupName[] names) => names.ToDictionary(n => n, _ => 10L);

    private static Dictionary<string, long> There(params BackupName[] names) =>
        names.SelectMany(n => new[] { n.File, $"{n.File}.sha256" }).ToDictionary(f => f, _ => 10L);

    private static Dictionary<string, long> Archives() =>
        new[] { "archives/2026-11-03.tar", "archives/2026-11-01.tar", "archives/2026-11-02.tar" }.SelectMany(f => new[] { f, $"{f}.sha256" })
        .Append("archives/2026-10-01.tar").ToDictionary(f => f, _ => 1L);
}
