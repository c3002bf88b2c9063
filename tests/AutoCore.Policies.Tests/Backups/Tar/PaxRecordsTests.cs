using System.Text;
using AutoCore.Policies.Backups.Tar;

namespace AutoCore.Policies.Tests.Backups.Tar;

public sealed class PaxRecordsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(87)]
    [InlineData(90)]
    [InlineData(91)]
    [InlineData(92)]
    [InlineData(983)]
    [InlineData(990)]
    public void Compose_ValueOfAnyLength_SaysItsOwnLength(int length)
    {
        var value = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        var records = new PaxRecords();
        records.Add("path", value);
        records.Add("next", "1");

        var read = PaxRecords.Parse(records.Compose());

        Assert.Equal(value, read.Find("path"));
        Assert.Equal(1, read.FindNumber("next"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("6 a=b\n6 a=c\n")]
    public void Parse_Records_LastOneCounts(string text) =>
        Assert.Equal(text.Length == 0 ? null : "c", PaxRecords.Parse(Encoding.ASCII.GetBytes(text)).Find("a") is { } value ? Encoding.ASCII.GetString(value)
        : null);

    [Theory]
    [InlineData("5 a=b\n")]
    [InlineData("7 a=b\n")]
    [InlineData("99999999999 a=b\n")]
    [InlineData("-6 a=b\n")]
    [InlineData("6 =ab\n")]
    [InlineData("6 abc\n")]
    [InlineData("6  a=b")]
    [InlineData("2 ")]
    [InlineData("x")]
    public void Parse_DamagedRecord_IsRefused(string text) => Assert.Throws<InvalidDataException>(() => PaxRecords.Parse(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Find_NumberThatIsNone_IsRefused()
    {
        var records = new PaxRecords();
        records.Add("size", "12x");
        records.Add("uid", "-1");
        records.Add("mtime", "soon");

        Assert.Throws<InvalidDataException>(() => records.FindNumber("size"));
        Assert.Throws<InvalidDataException>(() => records.FindNumber("uid"));
        Assert.Throws<InvalidDataException>(() => records.FindSeconds("mtime"));
    }
}
