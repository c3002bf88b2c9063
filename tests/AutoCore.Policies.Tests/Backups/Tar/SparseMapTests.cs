using System.Text;
using AutoCore.Policies.Backups.Tar;

namespace AutoCore.Policies.Tests.Backups.Tar;

public sealed class SparseMapTests
{
    [Fact]
    public void Compose_HoleAtTheEnd_EndsWithAPartWithoutData() =>
        Assert.StartsWith("2\n4096\n10\n9000\n0\n\0", Encoding.ASCII.GetString(SparseMap.Create(9000, [new(4096, 10)]).Compose()), StringComparison.Ordinal);

    [Fact]
    public void Compose_DataAtTheEnd_HasNoFurtherPart() =>
        Assert.StartsWith("1\n4096\n10\n\0", Encoding.ASCII.GetString(SparseMap.Create(4106, [new(4096, 10)]).Compose()), StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 10, 5, 5)]
    [InlineData(0, 10, 95, 6)]
    [InlineData(-1, 10, 20, 5)]
    [InlineData(0, -1, 20, 5)]
    [InlineData(0, 10, 20, long.MaxValue)]
    public void Create_PartsThatOverlapOrLieOutside_AreRefused(long offset, long length, long nextOffset, long nextLength) =>
        Assert.Throws<InvalidDataException>(() => SparseMap.Create(100, [new(offset, length), new(nextOffset, nextLength)]));

    [Fact]
    public void HasHoles_OnlyWhereSomethingIsMissing()
    {
        Assert.False(SparseMap.Whole(0).HasHoles);
        Assert.False(SparseMap.Create(5, [new(0, 5)]).HasHoles);
        Assert.True(SparseMap.Create(5, []).HasHoles);
    }
}
