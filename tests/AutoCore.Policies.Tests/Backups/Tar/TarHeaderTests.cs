using System.Text;
using AutoCore.Policies.Backups.Tar;

namespace AutoCore.Policies.Tests.Backups.Tar;

public sealed class TarHeaderTests
{
    [Fact]
    public void Compose_PlainFile_IsOneBlockThatParsesBack()
    {
        var blocks = TarHeader.Compose(new(TarKind.File, [.. "a/b.txt"u8])
        {
            Mode = 0x1A4,
            User = 1000,
            Group = 100,
            Modified = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000),
            Content = SparseMap.Whole(3),
        });

        var block = TarHeader.Parse(blocks)!;
        Assert.Equal(TarHeader.Block, blocks.Length);
        Assert.Equal(('0', "a/b.txt", 0x1A4, 1000L, 100L, 3L, 1_800_000_000L),
            (block.Type, Encoding.UTF8.GetString(block.Name), block.Mode, block.User, block.Group, block.Size, block.Seconds));
    }

    [Theory]
    [InlineData(new byte[] { 0xE9 }, "path", true)]
    [InlineData(new byte[] { 0xC3, 0xA9 }, "path", false)]
    [InlineData(new byte[] { (byte)'\n', 0xFF }, "path", true)]
    public void Compose_PathThatIsNoAscii_IsARecordOfItsBytes(byte[] path, string keyword, bool isBinary)
    {
        var records = RecordsOf(new(TarKind.File, path));

        Assert.Equal(path, records.Find(keyword));
        Assert.Equal(isBinary, records.Find("hdrcharset") is not null);
    }

    [Theory]
    [InlineData(99, 0)]
    [InlineData(83, 1)]
    public void Compose_FileWhosePathIsCutAtASlash_IsNoFolderToAnybody(int letters, int hole)
    {
        var blocks = TarHeader.Compose(
            new(TarKind.File, Encoding.UTF8.GetBytes($"{new string('a', letters)}/b")) { Content = SparseMap.Create(hole, []) });

        Assert.NotEqual((byte)'/', TarHeader.Parse(blocks.AsSpan(blocks.Length - TarHeader.Block))!.Name[^1]);
    }

    [Theory]
    [InlineData(-86400L, "-86400")]
    [InlineData(10_000_000_000L, "10000000000")]
    public void Compose_TimeThatNoBlockHolds_IsARecord(long seconds, string text) =>
        Assert.Equal(
        text, Encoding.UTF8.GetString(RecordsOf(new(TarKind.File, [.. "a"u8]) { Modified = DateTimeOffset.FromUnixTimeSeconds(seconds) }).Find("mtime")!));

    [Fact]
    public void Compose_LargeNumbers_AreRecords()
    {
        var records = RecordsOf(new(TarKind.File, [.. "a"u8]) { User = 3_000_000, Group = uint.MaxValue, Content = SparseMap.Whole(1L << 40) });

        Assert.Equal((3_000_000L, 4_294_967_295L, 1L << 40), (records.FindNumber("uid"), records.FindNumber("gid"), records.FindNumber("size")));
    }

    [Theory]
    [InlineData(156)]
    [InlineData(0)]
    public void Parse_ByteChanged_IsRefused(int at)
    {
        var block = TarHeader.Compose(new(TarKind.File, [.. "a"u8]));
        block[at] ^= 1;

        Assert.Throws<InvalidDataException>(() => TarHeader.Parse(block));
    }

    [Fact]
    public void Parse_BlockOfZeros_EndsTheArchive() => Assert.Null(TarHeader.Parse(new byte[TarHeader.Block]));

    [Theory]
    [InlineData(new byte[] { 0x80, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0 }, 1L << 32)]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE }, -2L)]
    [InlineData(new byte[] { (byte)' ', (byte)'7', (byte)'7', (byte)' ', 0 }, 63L)]
    [InlineData(new byte[] { 0, 0, 0 }, 0L)]
    public void Number_WaysToWriteIt_AreRead(byte[] field, long number) => Assert.Equal(number, TarHeader.Number(field, (0, field.Length)));

    private static PaxRecords RecordsOf(TarMember member)
    {
        var blocks = TarHeader.Compose(member);
        var first = TarHeader.Parse(blocks)!;
        Assert.Equal('x', first.Type);
        return PaxRecords.Parse(blocks.AsSpan(TarHeader.Block, (int)first.Size));
    }
}
